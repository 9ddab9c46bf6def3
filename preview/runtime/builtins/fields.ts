import { componentBehind } from '../backend.ts'
import type { Caller } from '../caller.ts'
import { hostOf } from './builtin.ts'

/** A control's part in a form and under a label. */
export type Field = {
  value(): unknown
  reset(): void
  /** What a tap on its label does. */
  activate?(): void
}

const fields = new WeakMap<Element, Field>()

/** Makes the control at `element` known to the form and the label around it. */
export function registerField(element: Element, field: Field): void {
  fields.set(element, field)
}

export function fieldAt(element: Element): Field | undefined {
  return fields.get(element)
}

/** The named controls inside a form, custom components with wx://form-field among them. */
export function fieldsOf(form: Element): { name: string; field: Field }[] {
  return [...form.querySelectorAll('*')].flatMap((element) => {
    const field = fields.get(element) ?? customField(element)
    const name = String(hostOf(element)?.props.name ?? customData(element)?.name ?? '')
    return field && name !== '' ? [{ name, field }] : []
  })
}

/** The first control that a label holds. */
export function firstFieldIn(element: Element): Field | undefined {
  for (const inner of element.querySelectorAll('*')) {
    const field = fields.get(inner)
    if (field?.activate) return field
  }
  return undefined
}

function customData(element: Element): Record<string, unknown> | undefined {
  const component = componentBehind(element)?.asGeneralComponent()
  if (!component || (component.getBackendElement() as unknown) !== element) return undefined
  return component.data as Record<string, unknown>
}

function customField(element: Element): Field | undefined {
  if (hostOf(element)) return undefined
  const data = customData(element)
  if (!data || !('name' in data && 'value' in data)) return undefined
  const caller = componentBehind(element)?.asGeneralComponent()?.getMethodCaller() as Caller | undefined
  return { value: () => data.value, reset: () => caller?.setData({ value: '' }) }
}
