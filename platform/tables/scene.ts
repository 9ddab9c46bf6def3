import { createHmac, timingSafeEqual } from 'node:crypto'
import { Refusal } from '@yundian/domain'

/** wxacode.getUnlimited takes a scene of at most 32 visible characters. */
const longestScene = 32

/** 48 bits: nobody guesses the code of a table, and it leaves room for the names. */
const signatureCharacters = 8

/** Shorter keys are no keys. */
const shortestKey = 16

/**
 * What the QR code of a table says: `<store>.<table>.<signature>` (A20).
 * @throws Refusal bad_input when the names are too long for a code
 */
export function sceneOf(store: string, table: string, key: string): string {
  const scene = `${store}.${table}.${signatureOf(store, table, key)}`
  if (scene.length > longestScene)
    throw new Refusal('bad_input', { field: 'store', problem: 'too long for a table code' })
  return scene
}

/** The table that a scene names. @throws Refusal unknown_table when we did not sign it for this table of this store */
export function readScene(scene: string, key: string): { store: string; table: string } {
  const [store = '', table = '', signature = ''] = scene.split('.')
  const [given, ours] = [Buffer.from(signature), Buffer.from(signatureOf(store, table, key))]
  if (given.length !== ours.length || !timingSafeEqual(given, ours)) throw new Refusal('unknown_table', { table })
  return { store, table }
}

function signatureOf(store: string, table: string, key: string): string {
  return sign(key, 'table', store, table).toString('base64url').slice(0, signatureCharacters)
}

/** Signs some parts, joined unambiguously. @throws Error when the house has no key */
export function sign(key: string, ...parts: string[]): Buffer {
  if (key.length < shortestKey) throw new Error(`TABLE_KEY must have at least ${shortestKey} characters`)
  return createHmac('sha256', key).update(JSON.stringify(parts)).digest()
}
