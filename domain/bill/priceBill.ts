import { type Fen, sumFen } from '../money.ts'
import type { Order, OrderLine } from '../order.ts'
import type { Circumstances } from '../price/circumstances.ts'
import type { PriceStep } from '../price/priceStep.ts'
import { type PriceRules, settlePrice } from '../price/settlePrice.ts'

/** A line of one of the orders on a bill: the portions that are to be paid. */
export interface BillLine extends OrderLine {
  order: string
  /** Its place on the order, from 0. */
  line: number
}

export interface BillPrice {
  lines: BillLine[]
  steps: PriceStep[]
  totalFen: Fen
}

/** The lines of a bill as they were sold, without what was taken off or given away. */
export function billLines(orders: readonly Pick<Order, '_id' | 'lines' | 'voids'>[]): BillLine[] {
  return orders.flatMap(({ _id, lines, voids }) => {
    const off = lines.map(() => 0)
    for (const taken of Object.values(voids ?? {})) {
      for (const { line, quantity } of taken.lines) off[line] = (off[line] ?? 0) + quantity
    }
    return lines.flatMap((line, at) => {
      const quantity = line.quantity - (off[at] ?? 0)
      if (quantity <= 0) return []
      return [{ ...line, quantity, fen: line.unitFen * quantity, offFen: 0, order: _id, line: at }]
    })
  })
}

/** What a table's orders cost together: lines as they were sold, then savings and fees of the whole table. */
export function priceBill(
  orders: readonly Pick<Order, '_id' | 'lines' | 'voids'>[],
  rules: PriceRules,
  circumstances: Circumstances,
): BillPrice {
  const lines = billLines(orders)
  if (lines.length === 0) return { lines, steps: [], totalFen: 0 }
  const { steps, totalFen, lines: settled } = settlePrice(lines, rules, circumstances)
  return { lines: lines.map((line, at) => ({ ...line, offFen: settled[at]?.offFen ?? 0 })), steps, totalFen }
}

/** What a line costs after its savings. */
export function netOf(lines: readonly Pick<OrderLine, 'fen' | 'offFen'>[]): Fen {
  return sumFen(lines.map(({ fen, offFen }) => fen - offFen))
}
