import type { DeliveryAddress, OrderMode, Slot } from '@yundian/domain'
import { createSource } from './source'

/** How this diner eats today. */
export interface Visit {
  mode: OrderMode
  table?: string
  /** Of a delivery: where to. */
  address?: DeliveryAddress
  /** When, if not as soon as possible. */
  slot?: Slot
  /** At the table. */
  people?: number
}

export const visit = createSource<Visit>({ mode: 'pickup' })

/** The visit of a diner who takes his food with him, or has it brought to an address; a slot is of one of these only. */
export function toGo(before: Visit, next: Pick<Visit, 'mode' | 'address'>): Visit {
  return before.mode === next.mode && before.slot ? { ...next, slot: before.slot } : next
}

/**
 * Reads the table from the way the mini-program was opened: `table=A5`, or a mini-program code whose scene is `A5` or
 * `table=A5` (percent-encoded, as WeChat hands it over).
 * @returns undefined when no table is named.
 */
export function visitFrom(query: Record<string, string | undefined>): Visit | undefined {
  const table = query.table ?? tableOfScene(query.scene)
  return table !== undefined && /^[A-Z0-9]{1,8}$/.test(table) ? { mode: 'dineIn', table } : undefined
}

/**
 * The scene of a table's code that the mini-program was opened with, or that was scanned in it: `<store>.<table>.<signature>`.
 * @param text the scene, or a path or address that has it as `scene=…`
 * @returns undefined when it is none
 */
export function sceneFrom(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  const scene = /[?&]scene=([^&#]*)/.exec(text)?.[1] ?? text
  const plain = scene.replace(/%2E/gi, '.')
  return /^[a-z0-9]{1,24}\.[A-Z0-9]{1,8}\.[A-Za-z0-9_-]{8}$/.test(plain) ? plain : undefined
}

function tableOfScene(scene: string | undefined): string | undefined {
  if (scene === undefined) return undefined
  // Only these characters are ever encoded in our codes; a malformed scene must not stop the mini-program.
  const text = scene.replace(/%3D/gi, '=').replace(/%26/g, '&')
  return /(?:^|&)table=([^&]*)/.exec(text)?.[1] ?? text
}
