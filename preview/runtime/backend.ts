import * as glassEasel from 'glass-easel'
import { hostTagOf } from '../src/hostTag.ts'
import { styleForBrowser } from './units.ts'

type EventOptions = glassEasel.EventOptions

/** A DOM element that a component stands behind. */
export type HostElement = HTMLElement & { __wxElement?: glassEasel.Element }

/** The page's DOM as the component framework's backend; events come from gestures.ts instead of the framework's own. */
export class PhoneBackend extends glassEasel.CurrentWindowBackendContext {
  constructor() {
    super()
    this.document = {
      createElement: (tag: string) => document.createElement(hostTagOf(tag)),
      createTextNode: (text: string) => document.createTextNode(text),
      createDocumentFragment: () => document.createDocumentFragment(),
    } as unknown as typeof this.document
  }

  /** Marks what listens for taps: the pointer shows it, and Chromium's touch adjustment favours it over its neighbours. */
  override setListenerStats(element: { setAttribute(name: string, value: unknown): void } | null, type: string): void {
    if (type === 'tap') element?.setAttribute('mp-tap', '')
  }

  /**
   * Sends an event to the component behind `target` or behind its nearest ancestor.
   * @returns true when a listener asked to prevent the default.
   */
  dispatch(target: Node | null, type: string, detail: unknown, options: EventOptions): boolean {
    const component = componentBehind(target)
    if (component === undefined) return false
    const event = new glassEasel.Event(type, detail, options)
    glassEasel.Event.dispatchEvent(component, event)
    return event.defaultPrevented()
  }
}

/** The component behind a DOM node or behind its nearest ancestor that has one. */
export function componentBehind(node: Node | null): glassEasel.Element | undefined {
  for (let at = node; at !== null; at = at.parentNode) {
    const component = (at as HostElement).__wxElement
    if (component !== undefined) return component
  }
  return undefined
}

/** Shows ids and data-* in the DOM, for CSS and tests, and lets inline styles use rpx. */
export function exposeElementsToDom(): void {
  const prototype = glassEasel.Element.prototype
  const id = Object.getOwnPropertyDescriptor(prototype, 'id')
  Object.defineProperty(prototype, 'id', {
    ...id,
    set(this: glassEasel.Element, value: unknown) {
      id?.set?.call(this, value)
      domOf(this)?.setAttribute('id', String(value))
    },
  })
  const setDataset = prototype.setDataset
  prototype.setDataset = function (name, value) {
    setDataset.call(this, name, value)
    if (typeof value === 'object' || typeof value === 'function') return
    const kebab = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
    domOf(this)?.setAttribute(`data-${kebab}`, String(value))
  }
  const setNodeStyle = prototype.setNodeStyle
  prototype.setNodeStyle = function (style, index) {
    setNodeStyle.call(this, styleForBrowser(style), index)
  }
}

/** The DOM element of a component; undefined for a virtual host. */
export function domOf(element: glassEasel.Element): HTMLElement | undefined {
  const backend: unknown = element.getBackendElement()
  return backend instanceof HTMLElement ? backend : undefined
}
