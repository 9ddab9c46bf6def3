import type { Store } from '../menu.ts'

/** How a store runs its tables, where its document says nothing. */
export interface TableRules {
  opening: 'scan' | 'staff'
  /** So long after it was opened, who scans may sit down without the code of the table, in ms. */
  joinFreelyMs: number
  /** A table where nothing is unpaid and that nobody touched for so long is free again, in ms. */
  idleMs: number
}

export function tableRules(store: Pick<Store, 'tableOpening' | 'joinFreelyMinutes' | 'idleTableMinutes'>): TableRules {
  return {
    opening: store.tableOpening ?? 'scan',
    joinFreelyMs: (store.joinFreelyMinutes ?? 10) * 60_000,
    idleMs: (store.idleTableMinutes ?? 90) * 60_000,
  }
}

/** Wrong codes before a table is locked, and for how long, in ms. */
export const mostWrongCodes = 5
export const codeLockMs = 10 * 60_000

/** A code is shown for this long and believed for twice as long, in ms. */
export const codeLifeMs = 2 * 60_000

/** More people than sit at any table. */
export const mostMembers = 40

/** Lines that a cart remembers in one sitting, those with nothing left in them too (A19). */
export const mostCartLines = 200
