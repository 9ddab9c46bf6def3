import { type Builtin, type Host, hostOf } from './builtin.ts'
import { registerField } from './fields.ts'

/** The choices inside a group, in document order. */
const choicesIn = (group: Element, tag: string): Host[] =>
  [...group.querySelectorAll(tag)].flatMap((element) => hostOf(element) ?? [])

const showChecked = ({ element, props }: Host): void => {
  element.setAttribute('aria-checked', String(props.checked === true))
  element.toggleAttribute('disabled', props.disabled === true)
  if (props.color) element.style.setProperty('--mp-choice', String(props.color))
}

function choice(role: string, choose: (host: Host) => void): Builtin {
  return {
    properties: {
      value: { type: String },
      checked: { type: Boolean },
      disabled: { type: Boolean },
      color: { type: String },
      name: { type: String },
    },
    created(host) {
      host.element.setAttribute('role', role)
      const mark = document.createElement('i')
      mark.className = 'wx-mark'
      host.element.append(mark)
      const activate = () => {
        if (!host.props.disabled) choose(host)
      }
      host.component.addListener('tap', activate)
      registerField(host.element, { value: () => undefined, reset: () => host.set({ checked: false }), activate })
    },
    attached: showChecked,
    observers: { 'checked, disabled, color': showChecked },
  }
}

function checkedValues(group: Element): unknown[] {
  return choicesIn(group, 'wx-checkbox').flatMap(({ props }) => (props.checked ? [props.value] : []))
}

function checkedValue(group: Element): unknown {
  return choicesIn(group, 'wx-radio').find(({ props }) => props.checked)?.props.value ?? ''
}

const checkbox = choice('checkbox', (host) => {
  host.set({ checked: !host.props.checked })
  const group = host.element.closest('wx-checkbox-group')
  if (group) hostOf(group)?.emit('change', { value: checkedValues(group) })
})

const radio = choice('radio', (host) => {
  if (host.props.checked) return
  const group = host.element.closest('wx-radio-group')
  for (const other of group ? choicesIn(group, 'wx-radio') : []) other.set({ checked: other === host })
  host.set({ checked: true })
  if (group) hostOf(group)?.emit('change', { value: host.props.value })
})

function group(tag: string, valueIn: (group: Element) => unknown): Builtin {
  return {
    properties: { name: { type: String } },
    created({ element }) {
      registerField(element, {
        value: () => valueIn(element),
        reset() {
          for (const { set } of choicesIn(element, tag)) set({ checked: false })
        },
      })
    },
  }
}

const toggle: Builtin = {
  properties: {
    checked: { type: Boolean },
    disabled: { type: Boolean },
    type: { type: String, value: 'switch' },
    color: { type: String },
    name: { type: String },
  },
  created(host) {
    host.element.setAttribute('role', 'switch')
    const activate = () => {
      if (host.props.disabled) return
      host.set({ checked: !host.props.checked })
      host.emit('change', { value: host.props.checked })
    }
    host.component.addListener('tap', activate)
    registerField(host.element, {
      value: () => host.props.checked === true,
      reset: () => host.set({ checked: false }),
      activate,
    })
  },
  attached: showChecked,
  observers: { 'checked, disabled, color': showChecked },
}

const rangeOf = ({ element }: Host) => element.querySelector<HTMLInputElement>(':scope > input')!

const slider: Builtin = {
  properties: {
    min: { type: Number, value: 0 },
    max: { type: Number, value: 100 },
    step: { type: Number, value: 1 },
    value: { type: Number, value: 0 },
    disabled: { type: Boolean },
    color: { type: String },
    selectedColor: { type: String },
    activeColor: { type: String, value: '#1aad19' },
    backgroundColor: { type: String },
    blockSize: { type: Number, value: 28 },
    blockColor: { type: String },
    showValue: { type: Boolean },
    name: { type: String },
  },
  created(host) {
    const range = document.createElement('input')
    range.type = 'range'
    host.element.append(range, document.createElement('output'))
    range.addEventListener('input', () => {
      host.set({ value: Number(range.value) })
      host.emit('changing', { value: Number(range.value) })
    })
    range.addEventListener('change', () => host.emit('change', { value: Number(range.value) }))
    registerField(host.element, {
      value: () => Number(range.value),
      reset: () => host.set({ value: host.props.min }),
    })
  },
  attached: showSlider,
  observers: { 'min, max, step, value, disabled, activeColor, showValue': showSlider },
}

function showSlider(host: Host): void {
  const range = rangeOf(host)
  const { props } = host
  range.min = String(props.min)
  range.max = String(props.max)
  range.step = String(props.step)
  range.value = String(props.value)
  range.disabled = props.disabled === true
  range.style.accentColor = String(props.activeColor)
  const output = host.element.querySelector('output')
  if (output) output.textContent = props.showValue ? String(props.value) : ''
}

export const choices: Record<string, Builtin> = {
  checkbox,
  'checkbox-group': group('wx-checkbox', checkedValues),
  radio,
  'radio-group': group('wx-radio', checkedValue),
  switch: toggle,
  slider,
}
