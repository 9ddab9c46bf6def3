import { type Builtin, hostOf } from './builtin.ts'
import { fieldsOf } from './fields.ts'

/** Tells a form's page the values of all named controls in it. */
export function submitForm(form: Element): void {
  const value = Object.fromEntries(fieldsOf(form).map(({ name, field }) => [name, field.value()]))
  hostOf(form)?.emit('submit', { value, formId: '' })
}

export function resetForm(form: Element): void {
  for (const { field } of fieldsOf(form)) field.reset()
  hostOf(form)?.emit('reset', {})
}

export const form: Builtin = {
  properties: { reportSubmit: { type: Boolean }, reportSubmitTimeout: { type: Number } },
}
