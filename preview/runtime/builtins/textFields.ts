import { styleForBrowser } from '../units.ts'
import type { Builtin, Host } from './builtin.ts'
import { registerField } from './fields.ts'

/** Source: `maxlength` of input and textarea, 140 unless told, -1 for no limit. */
const MAX_LENGTH = 140

type Control = HTMLInputElement | HTMLTextAreaElement

const common: Builtin['properties'] = {
  value: { type: String },
  placeholder: { type: String },
  placeholderStyle: { type: String },
  disabled: { type: Boolean },
  maxlength: { type: Number, value: MAX_LENGTH },
  focus: { type: Boolean },
  autoFocus: { type: Boolean },
  name: { type: String },
  confirmType: { type: String, value: 'done' },
  confirmHold: { type: Boolean },
  cursor: { type: Number, value: -1 },
  cursorSpacing: { type: null },
  cursorColor: { type: String },
  selectionStart: { type: Number, value: -1 },
  selectionEnd: { type: Number, value: -1 },
  adjustPosition: { type: Boolean, value: true },
  holdKeyboard: { type: Boolean },
  alwaysEmbed: { type: Boolean },
}

const parts = new WeakMap<Element, { control: Control; placeholder: HTMLElement }>()

/** The native control sits inside; the placeholder is an element of its own because it carries a class of the page. */
function build(host: Host, control: Control): void {
  const shadow = host.component.getShadowRoot()!
  const node = shadow.createNativeNode('placeholder')
  node.class = 'placeholder-class'
  shadow.appendChild(node)
  const placeholder = node.getBackendElement() as unknown as HTMLElement
  control.className = 'wx-control'
  control.autocomplete = 'off'
  host.element.append(control)
  parts.set(host.element, { control, placeholder })

  const cursor = () => control.selectionStart ?? control.value.length
  control.addEventListener('input', () => {
    placeholder.hidden = control.value !== ''
    host.set({ value: control.value })
    host.emit(
      'input',
      { value: control.value, cursor: cursor(), keyCode: 0 },
      {
        handleListenerReturn(replaced) {
          const text = typeof replaced === 'string' ? replaced : (replaced as { value?: string } | undefined)?.value
          if (typeof text === 'string') {
            host.set({ value: text })
            showValue(host)
          }
          return undefined
        },
      },
    )
  })
  control.addEventListener('focus', () => host.emit('focus', { value: control.value, height: 0 }))
  control.addEventListener('blur', () => host.emit('blur', { value: control.value, cursor: cursor() }))
  control.addEventListener('keydown', (event) => {
    if ((event as KeyboardEvent).key !== 'Enter') return
    if (control instanceof HTMLTextAreaElement && host.props.confirmType === 'return') return
    if (
      control instanceof HTMLTextAreaElement &&
      !['send', 'search', 'next', 'go'].includes(String(host.props.confirmType))
    ) {
      return
    }
    event.preventDefault()
    host.emit('confirm', { value: control.value })
    if (!host.props.confirmHold) control.blur()
  })
  registerField(host.element, {
    value: () => control.value,
    reset() {
      host.set({ value: '' })
      showValue(host)
    },
    activate: () => control.focus(),
  })
}

function showValue(host: Host): void {
  const part = parts.get(host.element)
  if (!part) return
  const text = String(host.props.value ?? '')
  if (part.control.value !== text) part.control.value = text
  part.placeholder.hidden = text !== ''
}

function showAttributes(host: Host): void {
  const part = parts.get(host.element)
  if (!part) return
  const { props } = host
  const { control, placeholder } = part
  placeholder.textContent = String(props.placeholder ?? '')
  placeholder.style.cssText = styleForBrowser(String(props.placeholderStyle ?? ''))
  control.setAttribute('aria-label', String(props.placeholder ?? ''))
  control.disabled = props.disabled === true
  const limit = Number(props.maxlength)
  if (limit >= 0) control.maxLength = limit
  else control.removeAttribute('maxlength')
  if (control instanceof HTMLInputElement) {
    control.type = props.password || props.type === 'safe-password' ? 'password' : 'text'
    control.inputMode = props.type === 'number' ? 'numeric' : props.type === 'digit' ? 'decimal' : 'text'
    control.enterKeyHint = String(props.confirmType)
  }
}

function applyFocus(host: Host): void {
  const part = parts.get(host.element)
  if (!part || !host.element.isConnected) return
  if (host.props.focus || host.props.autoFocus) requestAnimationFrame(() => part.control.focus())
  else part.control.blur()
}

const ATTRIBUTES = 'placeholder, placeholderStyle, disabled, maxlength, type, password, confirmType'

export const input: Builtin = {
  properties: { ...common, type: { type: String, value: 'text' }, password: { type: Boolean } },
  externalClasses: ['placeholder-class'],
  created(host) {
    build(host, document.createElement('input'))
    showAttributes(host)
  },
  attached: (host) => host.props.focus && applyFocus(host),
  observers: { value: showValue, [ATTRIBUTES]: showAttributes, focus: applyFocus },
}

export const textarea: Builtin = {
  properties: {
    ...common,
    autoHeight: { type: Boolean },
    fixed: { type: Boolean },
    showConfirmBar: { type: Boolean, value: true },
    disableDefaultPadding: { type: Boolean },
    type: { type: String },
    password: { type: Boolean },
  },
  externalClasses: ['placeholder-class'],
  created(host) {
    const control = document.createElement('textarea')
    build(host, control)
    showAttributes(host)
    control.addEventListener('input', () => fitHeight(host, control))
  },
  attached(host) {
    const control = parts.get(host.element)?.control
    if (control instanceof HTMLTextAreaElement) requestAnimationFrame(() => fitHeight(host, control))
    if (host.props.focus) applyFocus(host)
  },
  observers: {
    value(host) {
      showValue(host)
      const control = parts.get(host.element)?.control
      if (control instanceof HTMLTextAreaElement && host.element.isConnected) fitHeight(host, control)
    },
    [ATTRIBUTES]: showAttributes,
    focus: applyFocus,
  },
}

function fitHeight({ element, props, emit }: Host, control: HTMLTextAreaElement): void {
  if (!props.autoHeight) return
  const before = element.style.height
  element.style.height = 'auto'
  control.style.height = '0'
  const height = control.scrollHeight
  control.style.height = ''
  element.style.height = `${height}px`
  if (before !== element.style.height) emit('linechange', { height, lineCount: Math.round(height / 20) })
}
