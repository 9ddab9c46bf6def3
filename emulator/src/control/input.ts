import { CloudError } from '../cloudError.ts'

type Body = Record<string, unknown>

const wrong = (name: string, rule: string) => new CloudError('INVALID_PARAM', `${name} must be ${rule}`)

/** A non-empty string. Throws CloudError INVALID_PARAM, as all readers here. */
export function text(body: Body, name: string): string {
  const value = body[name]
  if (typeof value !== 'string' || value === '') throw wrong(name, 'a non-empty string')
  return value
}

export function optionalText(body: Body, name: string): string | undefined {
  return body[name] === undefined ? undefined : text(body, name)
}

/** At least one non-empty string. */
export function textList(body: Body, name: string): string[] {
  const value = body[name]
  const isList = Array.isArray(value) && value.length > 0
  if (!isList || !value.every((one) => typeof one === 'string' && one !== '')) throw wrong(name, 'a list of texts')
  return value
}

export function oneOf<T extends string>(body: Body, name: string, choices: readonly T[]): T {
  const choice = choices.find((candidate) => candidate === body[name])
  if (choice === undefined) throw wrong(name, `one of ${choices.join(', ')}`)
  return choice
}

/** A whole number from `least` to `most`; `fallback` when absent. */
export function wholeNumber(body: Body, name: string, fallback: number, least: number, most: number): number {
  const value = body[name] ?? fallback
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most) {
    throw wrong(name, `a whole number from ${least} to ${most}`)
  }
  return value
}

export function optionalObject(body: Body, name: string): Record<string, unknown> | undefined {
  const value = body[name]
  if (value === undefined) return undefined
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(name, 'an object')
  return value as Record<string, unknown>
}

/** An ISO instant as ms. */
export function instant(body: Body, name: string): number {
  const value = Date.parse(text(body, name))
  if (Number.isNaN(value)) throw wrong(name, 'an ISO instant, such as 2026-05-01T12:00:00+08:00')
  return value
}
