import { type BillPrice, billLines, type Order, priceBill, type Sitting } from '@yundian/domain'
import type { House } from '../house.ts'

/**
 * What orders of a party cost together, by the rules of the newest menu that they were ordered from and as of the first of
 * them, so that the sum does not change while the guests sit and look at it.
 */
export async function priceParty(
  orders: readonly Order[],
  sittings: readonly Sitting[],
  house: House,
): Promise<BillPrice> {
  const [first] = orders
  if (!first) return { lines: [], steps: [], totalFen: 0 }
  const version = Math.max(...orders.map(({ menuVersion }) => menuVersion))
  const menu = await house.menus.take(first.store, version)
  if (!menu) throw new Error(`menu ${version} of ${first.store} is missing`)
  const at = Math.min(...orders.map(({ placedAt }) => placedAt.getTime()))
  const people = sittings.reduce((sum, sitting) => sum + sitting.people, 0)
  return priceBill(orders, menu, { mode: 'dineIn', at, people })
}

/** The lines of a bill that is fixed, with the savings that it was fixed with. */
export function fixedPrice(
  { steps, totalFen, savings }: Pick<NonNullable<Sitting['bill']>, 'steps' | 'totalFen' | 'savings'>,
  orders: readonly Order[],
): BillPrice {
  const lines = billLines(orders).map((line) => {
    const saving = savings.find((each) => each.order === line.order && each.line === line.line)
    return { ...line, offFen: saving?.fen ?? 0 }
  })
  return { lines, steps, totalFen }
}
