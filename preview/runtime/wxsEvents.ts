import type { glassEasel } from 'glass-easel-miniprogram-adapter'
import { domOf } from './backend.ts'
import type { Caller } from './caller.ts'
import { noteError } from './observations.ts'
import { styleForBrowser } from './units.ts'

type Handler = ((this: unknown, ...args: unknown[]) => boolean | undefined) & { isWxs?: boolean }
type ListenedEvent = { detail: unknown; currentTarget: unknown; target: unknown }

let handled = 0
/** How many times a listener of a template has been called; lets gestures see whether anybody listened. */
export function handledCount(): number {
  return handled
}

/** The functions that compiled templates reach for; `previewWxs` in the compiled code. */
export const previewWxs = {
  /** Marks what a WXS module exports, so that its functions are called as WXS, not as methods. */
  mark(exported: Record<string, unknown>): void {
    for (const value of Object.values(exported)) {
      if (typeof value === 'function') (value as Handler).isWxs = true
    }
  },

  /** Calls the listener of a template: WXS gets (event, owner), a method gets the event. */
  callListener(host: Caller, event: ListenedEvent, listener: Handler): boolean | undefined {
    handled += 1
    if (event.detail === undefined) event.detail = {}
    if (!listener.isWxs) return listener.call(host, event)
    const forWxs = Object.create(event) as Record<string, unknown>
    forWxs.instance = describe(elementOf(event.currentTarget))
    return listener.call(null, forWxs, describe(host._$))
  },

  /** Defers a change:prop call: it fires before the shadow tree that it wants to select in exists. */
  changeFilter(listener: Handler): Handler {
    return (newValue, oldValue, host, element) => {
      queueMicrotask(() => {
        try {
          const owner = describe(host as glassEasel.Element)
          const target = describe(element as glassEasel.Element)
          if (listener.isWxs) listener.call(null, newValue, oldValue, owner, target)
          else listener.call((host as glassEasel.GeneralComponent).getMethodCaller(), newValue, oldValue)
        } catch (error) {
          noteError(error, 'change:prop')
        }
      })
      return undefined
    }
  },
}

const states = new WeakMap<glassEasel.Element, Record<string, unknown>>()

/** WXS's ComponentDescriptor. Source: the framework's "WXS responding to events". */
function describe(element: glassEasel.Element | undefined): Record<string, unknown> | null {
  if (element === undefined) return null
  const component = element.asGeneralComponent()
  const caller = component?.getMethodCaller() as Caller | undefined
  const select = (selector: string) => component?.getShadowRoot()?.querySelectorAll(selector) ?? []
  const dom = () => domOf(element)
  return {
    selectComponent: (selector: string) => describe(select(selector)[0]),
    selectAllComponents: (selector: string) => select(selector).map(describe),
    setStyle(style: string | Record<string, string>) {
      const text =
        typeof style === 'string'
          ? style
          : Object.entries(style)
              .map(([name, value]) => `${name}:${value}`)
              .join(';')
      for (const part of styleForBrowser(text).split(';')) {
        const colon = part.indexOf(':')
        if (colon > 0) dom()?.style.setProperty(part.slice(0, colon).trim(), part.slice(colon + 1).trim())
      }
    },
    addClass: (name: string) => element.toggleNodeClass(name, true, 3),
    removeClass: (name: string) => element.toggleNodeClass(name, false, 3),
    hasClass: (name: string) => element.class.split(/\s+/).includes(name),
    getDataset: () => element.dataset,
    callMethod(name: string, argument?: unknown) {
      const method = caller?.[name]
      if (typeof method === 'function') method.call(caller, argument)
    },
    triggerEvent: (name: string, detail: unknown) => caller?.triggerEvent(name, detail),
    getState() {
      const state = states.get(element) ?? {}
      states.set(element, state)
      return state
    },
    getComputedStyle(names: string[]) {
      const node = dom()
      const style = node && getComputedStyle(node)
      return Object.fromEntries(names.map((name) => [name, style?.getPropertyValue(name)]))
    },
    getBoundingClientRect: () => dom()?.getBoundingClientRect(),
    requestAnimationFrame: (callback: () => void) => requestAnimationFrame(callback),
    setTimeout: (callback: () => void, ms: number) => setTimeout(callback, ms),
    clearTimeout: (timer: number) => clearTimeout(timer),
  }
}

function elementOf(target: unknown): glassEasel.Element | undefined {
  if (typeof target !== 'object' || target === null) return undefined
  return '_$' in target ? (target as Caller)._$ : (target as glassEasel.Element)
}
