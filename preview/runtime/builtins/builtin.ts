import type { CodeSpace, glassEasel } from 'glass-easel-miniprogram-adapter'
import { domOf, type HostElement } from '../backend.ts'
import type { Caller, TriggerOptions } from '../caller.ts'

/** A built-in component at work, as its definition sees it. */
export type Host = {
  element: HostElement
  component: glassEasel.GeneralComponent
  /** The values of its attributes, by camelCase name. */
  props: Record<string, unknown>
  /** Changes an attribute from inside; `model:value` bindings follow. */
  set(values: Record<string, unknown>): void
  emit(name: string, detail?: unknown, options?: TriggerOptions): void
  /** The id of the page or component whose template it stands in; relative paths count from there. */
  owner(): string
}

type PropertyType =
  | StringConstructor
  | NumberConstructor
  | BooleanConstructor
  | ObjectConstructor
  | ArrayConstructor
  | null

/** One built-in tag: its attributes, and what it does to its DOM element. */
export type Builtin = {
  properties?: Record<string, { type: PropertyType; value?: unknown }>
  /** Names of attributes that carry a class of the owner. */
  externalClasses?: string[]
  /** Runs once, when the DOM element is there but not in the document. */
  created?(host: Host): void
  attached?(host: Host): void
  detached?(host: Host): void
  /** Runs after any of the named attributes has been set. */
  observers?: Record<string, (host: Host) => void>
}

const hosts = new WeakMap<glassEasel.GeneralComponent, Host>()

/** The working host of a built-in's DOM element, or undefined for any other element. */
export function hostOf(element: Element | null): Host | undefined {
  const component = (element as HostElement | null)?.__wxElement?.asGeneralComponent()
  return component ? hosts.get(component) : undefined
}

/** Registers one built-in and returns the framework's definition of it. */
export function defineBuiltin(space: CodeSpace, tag: string, builtin: Builtin): glassEasel.GeneralComponentDefinition {
  const observers = Object.fromEntries(
    Object.entries({ ...COMMON_OBSERVERS, ...builtin.observers }).map(([names, observe]) => [
      names,
      function (this: Caller) {
        observe(hostFor(this))
      },
    ]),
  )
  const lifetime = (run: ((host: Host) => void) | undefined) =>
    function (this: Caller) {
      const host = hostFor(this)
      run?.(host)
    }
  space
    .component(`builtin/${tag}`)
    .definition({
      properties: { ...COMMON_PROPERTIES, ...builtin.properties },
      externalClasses: builtin.externalClasses ?? [],
      observers,
      lifetimes: {
        created: lifetime(builtin.created),
        attached: lifetime(builtin.attached),
        detached: lifetime(builtin.detached),
      },
    } as never)
    .register()
  return space.getComponentSpace().getComponentByUrl(`builtin/${tag}`, '')
}

/** Accessibility attributes of a template, and what they are called in HTML. */
const ARIA = new Map([
  ['ariaRole', 'role'],
  ...[
    ['Label', 'label'],
    ['Hidden', 'hidden'],
    ['Disabled', 'disabled'],
    ['Checked', 'checked'],
    ['Selected', 'selected'],
    ['Expanded', 'expanded'],
    ['Describedby', 'describedby'],
    ['Labelledby', 'labelledby'],
    ['Live', 'live'],
    ['Modal', 'modal'],
    ['Valuemin', 'valuemin'],
    ['Valuemax', 'valuemax'],
    ['Valuenow', 'valuenow'],
    ['Valuetext', 'valuetext'],
  ].map(([name, attribute]) => [`aria${name}`, `aria-${attribute}`] as const),
])

const COMMON_PROPERTIES: Builtin['properties'] = {
  hidden: { type: Boolean },
  hoverClass: { type: String },
  hoverStopPropagation: { type: Boolean },
  animation: { type: null },
  ...Object.fromEntries([...ARIA.keys()].map((name) => [name, { type: null }])),
}

const COMMON_OBSERVERS: Builtin['observers'] = {
  hidden: ({ element, props }) => element.toggleAttribute('hidden', props.hidden === true),
  animation: ({ element, props }) => playAnimation(element, props.animation),
  ...Object.fromEntries(
    [...ARIA].map(([name, attribute]) => [
      name,
      ({ element, props }: Host) => element.setAttribute(attribute, String(props[name])),
    ]),
  ),
}

function hostFor(caller: Caller): Host {
  const component = caller._$
  const known = hosts.get(component)
  if (known !== undefined) return known
  const element = domOf(component)
  if (element === undefined) throw new Error(`${component.is} has no DOM element`)
  const host: Host = {
    element,
    component,
    get props() {
      return component.data as Record<string, unknown>
    },
    set: (values) => caller.setData(values),
    emit: (name, detail = {}, options = {}) => component.triggerEvent(name, detail, options),
    owner: () => component.ownerShadowRoot?.getHostNode().is ?? '',
  }
  hosts.set(component, host)
  return host
}

type AnimationStep = {
  animates: { type: string; args: unknown[] }[]
  option: { transformOrigin: string; transition: { duration: number; timingFunction: string; delay: number } }
}

/** Plays what wx.createAnimation().export() made: each step is a CSS transition that starts after the one before. */
function playAnimation(element: HTMLElement, animation: unknown): void {
  const steps = (animation as { actions?: AnimationStep[] } | null)?.actions ?? []
  let startsAt = 0
  for (const { animates, option } of steps) {
    const { duration, timingFunction, delay } = option.transition
    setTimeout(() => {
      element.style.transition = `all ${duration}ms ${timingFunction} ${delay}ms`
      element.style.transformOrigin = option.transformOrigin
      const transforms = animates.filter(({ type }) => type !== 'style')
      if (transforms.length > 0) {
        element.style.transform = transforms.map(({ type, args }) => `${type}(${args.join(',')})`).join(' ')
      }
      for (const { type, args } of animates) {
        if (type === 'style') element.style.setProperty(String(args[0]), String(args[1]))
      }
    }, startsAt)
    startsAt += duration + delay
  }
}
