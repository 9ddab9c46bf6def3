import type { Fen } from '../money.ts'

/**
 * One step from the prices of the dishes to what is to be paid, as the receipt shows it: a saving, a fee, or, on the receipt
 * of somebody who pays a share of a bill, what his part of the rest of the bill comes to.
 */
export interface PriceStep {
  kind: 'promotion' | 'coupon' | 'fee' | 'share'
  /** Of the promotion or coupon; of a fee `minimum`, `tea`, `service`, `packaging` or `delivery`. A share has none. */
  id?: string
  /** In the diner's words. */
  name: string
  /** Below 0 when it saves. */
  fen: Fen
  /** Of a saving: what it takes off each line, by the line's place from 0; the parts make `fen`. */
  lines?: { line: number; fen: Fen }[]
}
