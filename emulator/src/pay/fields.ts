import { PayRefusal } from './businessAnswer.ts'

type Fields = Record<string, unknown>

/** A required text. Throws PayRefusal PARAM_ERROR. */
export function requiredText(fields: Fields, name: string): string {
  const value = fields[name]
  if (typeof value !== 'string' || value === '') throw new PayRefusal('PARAM_ERROR', `${name} is missing`)
  return value
}

export function optionalText(fields: Fields, name: string): string | undefined {
  return fields[name] === undefined || fields[name] === '' ? undefined : requiredText(fields, name)
}

/** A fee in fen: a whole number above 0. Throws PayRefusal PARAM_ERROR. */
export function fee(fields: Fields, name: string): number {
  const value = fields[name]
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value <= 0) {
    throw new PayRefusal('PARAM_ERROR', `${name} must be a whole number of fen above 0`)
  }
  return value
}

/** A text of a certain shape. Throws PayRefusal PARAM_ERROR. */
export function shaped(fields: Fields, name: string, shape: RegExp): string {
  const text = requiredText(fields, name)
  if (!shape.test(text)) throw new PayRefusal('PARAM_ERROR', `${name} has characters or a length that are not allowed`)
  return text
}
