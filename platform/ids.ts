import { createHash, randomBytes } from 'node:crypto'

/** A random id of 32 hex characters. */
export type MakeId = () => string

export const randomId: MakeId = () => randomBytes(16).toString('hex')

/**
 * A 32 character hex id that is the same for the same parts. Parts are joined unambiguously, so that no diner can make
 * up a key that gives another diner's order (A6).
 */
export function hashId(...parts: string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32)
}
