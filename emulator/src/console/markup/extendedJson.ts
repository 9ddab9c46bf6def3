import { createHash } from 'node:crypto'
import { EJSON } from 'bson'
import type { Document } from '../../database/database.ts'

/** What someone typed is not what was asked for; the message is shown to them as it is. */
export class TypingError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'TypingError'
  }
}

/** A value as relaxed Extended JSON, two spaces deep: dates are `{"$date": "ISO"}`. */
export function printJson(value: unknown): string {
  return JSON.stringify(plainJson(value), null, 2) ?? 'null'
}

/** A value as plain JSON data: what relaxed Extended JSON writes for it. */
export function plainJson(value: unknown): unknown {
  return value === undefined ? undefined : EJSON.serialize(value, { relaxed: true })
}

/**
 * Reads an object from relaxed or canonical Extended JSON.
 * @throws TypingError with one line that says what is wrong and, for a slip of syntax, at which line and column
 */
export function parseObject(text: string): Record<string, unknown> {
  const data = parseJson(text)
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    throw new TypingError('需要一个 JSON 对象 {…} The JSON must be an object {…}')
  }
  let value: unknown
  try {
    value = EJSON.deserialize(data as Record<string, unknown>, { relaxed: true })
  } catch (error) {
    throw new TypingError(`扩展 JSON 有误 Invalid Extended JSON: ${(error as Error).message}`)
  }
  refuseInvalidDates(value, '')
  return value as Record<string, unknown>
}

/** Reads plain JSON. Throws TypingError, as `parseObject`. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new TypingError(`JSON 有误 Invalid JSON: ${located((error as Error).message, text)}`)
  }
}

/** Tells whether a document is still the one that was opened: equal only for equal content in equal order. */
export function fingerprint(document: Document): string {
  return createHash('sha256')
    .update(EJSON.stringify(document, { relaxed: false }))
    .digest('base64url')
}

function located(message: string, text: string): string {
  const position = /at position (\d+)/.exec(message)?.[1]
  const end = position === undefined ? text.length : Number(position)
  const before = text.slice(0, end).split('\n')
  const place = `第 ${before.length} 行第 ${(before.at(-1)?.length ?? 0) + 1} 列 line ${before.length}`
  return `${place}: ${message.replace(/ in JSON( at position \d+.*)?$/, '')}`
}

function refuseInvalidDates(value: unknown, path: string): void {
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) throw new TypingError(`${path} 的 $date 不是日期 is not a date`)
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) refuseInvalidDates(inner, path === '' ? key : `${path}.${key}`)
  }
}
