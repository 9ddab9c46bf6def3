import type { Fen } from '../money.ts'

/** Points and stored value that an unpaid order keeps from being used by another. */
export interface AccountHold {
  /** Unique; the order that uses it names it. */
  name: string
  points: number
  valueFen: Fen
  at: Date
}

/**
 * What a diner has put aside for orders that are not paid yet, one document a diner. What he has is the sum of his
 * ledgers; what he may use is that sum without the holds (I4). Every change of the holds counts the version up, so that
 * two orders at once never use the same points (A14).
 */
export interface Account {
  /** The diner's openid. */
  _id: string
  version: number
  /** By order. */
  held: Record<string, AccountHold>
  /** When to look whether the holds are still used; absent when there are none. */
  lookAt?: Date
}

/** Points, and stored value in fen. */
export interface Balance {
  points: number
  valueFen: Fen
}

/** What is left of the ledgers' sums for one order: nothing that another order holds. */
export function freeFor(order: string, sums: Balance, account: Account | undefined): Balance {
  const others = Object.entries(account?.held ?? {}).filter(([id]) => id !== order)
  return others.reduce(
    (free, [, hold]) => ({ points: free.points - hold.points, valueFen: free.valueFen - hold.valueFen }),
    sums,
  )
}
