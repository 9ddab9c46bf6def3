import type { Document } from '../../database/database.ts'

export type ScalarKind = 'text' | 'number' | 'boolean' | 'date'

/** One value of a document that can be edited in place, without JSON. */
export interface ScalarField {
  /** Keys and positions that lead to it. */
  path: (string | number)[]
  /** The path as one text; keys may hold dots, so it is not a dotted path. */
  name: string
  kind: ScalarKind
  /** The value as it is typed. */
  text: string
}

/** Every text, finite number, boolean and date of a document, however deep, in its order; `_id` is not to be edited. */
export function scalarFields(document: Document): ScalarField[] {
  const { _id, ...body } = document
  return fieldsWithin(body, [])
}

function fieldsWithin(value: unknown, path: ScalarField['path']): ScalarField[] {
  const scalar = asText(value)
  if (scalar !== undefined) return [{ path, name: JSON.stringify(path), ...scalar }]
  if (Array.isArray(value)) return value.flatMap((element, index) => fieldsWithin(element, [...path, index]))
  if (typeof value !== 'object' || value === null || value instanceof RegExp) return []
  return Object.entries(value).flatMap(([key, inner]) => fieldsWithin(inner, [...path, key]))
}

function asText(value: unknown): { kind: ScalarKind; text: string } | undefined {
  if (typeof value === 'string') return { kind: 'text', text: value }
  if (typeof value === 'number') return Number.isFinite(value) ? { kind: 'number', text: String(value) } : undefined
  if (typeof value === 'boolean') return { kind: 'boolean', text: String(value) }
  return value instanceof Date ? { kind: 'date', text: value.toISOString() } : undefined
}

/** What was typed for a field, as the value to store; undefined when it is not one of that kind. */
export function readScalar(kind: ScalarKind, typed: string): string | number | boolean | Date | undefined {
  if (kind === 'text') return typed
  // A Chinese keyboard may type full-width digits and signs.
  const text = typed.normalize('NFKC').trim()
  if (kind === 'number') return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text) ? finite(Number(text)) : undefined
  if (kind === 'boolean') return text === 'true' ? true : text === 'false' ? false : undefined
  const instant = /^\d{4}-/.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(instant) ? undefined : new Date(instant)
}

const finite = (number: number) => (Number.isFinite(number) ? number : undefined)

/** A copy of the document with new values in the places of these fields, which it has. */
export function withScalars(document: Document, values: Map<ScalarField, unknown>): Document {
  const copy = structuredClone(document)
  for (const [{ path }, value] of values) {
    const parent = path
      .slice(0, -1)
      .reduce<Record<string | number, unknown>>((inner, step) => inner[step] as Record<string | number, unknown>, copy)
    parent[path.at(-1) ?? ''] = value
  }
  return copy
}
