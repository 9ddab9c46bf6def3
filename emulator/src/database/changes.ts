import { identical } from './ordering.ts'
import { type Fields, isFields } from './values.ts'

/** What sets two versions apart, as dotted paths to the deepest objects' fields; arrays count as one value. */
export function differences(before: Fields, after: Fields): { updatedFields: Fields; removedFields: string[] } {
  const updatedFields: Fields = {}
  const removedFields: string[] = []
  compareFields(before, after, '')
  return { updatedFields, removedFields }

  function compareFields(old: Fields, young: Fields, prefix: string): void {
    for (const field of Object.keys(old)) if (!Object.hasOwn(young, field)) removedFields.push(prefix + field)
    for (const [field, value] of Object.entries(young)) {
      const former = old[field]
      if (former === value) continue
      if (isFields(former) && isFields(value)) compareFields(former, value, `${prefix}${field}.`)
      else if (!Object.hasOwn(old, field) || !identical(former, value)) updatedFields[prefix + field] = value
    }
  }
}
