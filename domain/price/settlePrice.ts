import type { Menu } from '../menu.ts'
import { type Fen, sumFen } from '../money.ts'
import type { OrderLine } from '../order.ts'
import type { Circumstances } from './circumstances.ts'
import type { PriceStep } from './priceStep.ts'

/** What a meal costs. The sum of `lines.fen` and `steps.fen` is `totalFen`, which is never below 0. */
export interface MealPrice {
  /** Each with `offFen`, its share of all savings. */
  lines: OrderLine[]
  steps: PriceStep[]
  totalFen: Fen
}

/** What the owner decided about savings and fees. */
export type PriceRules = Pick<Menu, 'store'>

/** Settles what lines cost together, whether they are chosen now or were sold before (the bill of a table). */
export function settlePrice(lines: readonly OrderLine[], _rules: PriceRules, _circumstances: Circumstances): MealPrice {
  return {
    lines: lines.map((line) => ({ ...line, offFen: 0 })),
    steps: [],
    totalFen: sumFen(lines.map((line) => line.fen)),
  }
}
