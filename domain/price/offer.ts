import type { Fen } from '../money.ts'

/** Money off everything that takes part: the largest of the tiers that are reached. */
export interface AmountOff {
  kind: 'amountOff'
  tiers: { fromFen: Fen; offFen: Fen }[]
}

/** So many of a hundred off everything that takes part, from `fromFen` on and up to `mostFen`. */
export interface PercentOff {
  kind: 'percentOff'
  percent: number
  fromFen?: Fen
  mostFen?: Fen
}

/**
 * How a saving is reckoned. Portions of all dishes that take part are counted together, the dearest first, so that
 * of each pair or group the cheaper ones are lowered.
 */
export type Offer =
  | AmountOff
  | PercentOff
  /** Every second portion costs `percent` of a hundred less: 50 is 第二份半价. */
  | { kind: 'secondOff'; percent: number }
  /** Whoever pays for `buy` portions has the next `free` for nothing: 买二送一 is 2 and 1. */
  | { kind: 'nthFree'; buy: number; free: number }
  /** The dish at this price; what is chosen with it (options, surcharges) is paid as ever. */
  | { kind: 'setPrice'; fen: Fen }
