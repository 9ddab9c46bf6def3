import type { Claim, Holding, Order } from '@yundian/domain'
import type { Change, Filter } from '../collection.ts'
import { _ } from '../records.ts'

/** How a hold ends: its order was paid, or it was not. */
export type HoldEnd = 'sale' | 'release'

/** What an order holds, or held, on the board. */
export function holdingOf({ demand, claims }: Pick<Order, 'demand' | 'claims'>): Holding {
  return { lines: demand, ...(claims ? { claims } : {}) }
}

/** What must be true of the board for it to give all this: enough is left, and no counter exceeds its bound. */
export function roomFor({ lines, claims = [] }: Holding): Filter {
  const enough = Object.entries(lines).map(([sku, quantity]) => [`left.${sku}`, _.gte(quantity)])
  // A comparison never matches a field that is not there yet, its contrary does; of two `or` in one filter the SDK forgets the first.
  const bounded = summed(claims).map(({ path, by, most }) => [
    path,
    by > most ? _.lte(most - by) : _.not(_.gt(most - by)),
  ])
  return Object.fromEntries([...enough, ...bounded])
}

/** The change of the board that takes all this; goes with `roomFor` in one conditional write. */
export function taking({ lines, claims = [] }: Holding): Change {
  const taken = Object.entries(lines).map(([sku, quantity]) => [`left.${sku}`, _.inc(-quantity)])
  const moved = summed(claims).map(({ path, by }) => [path, _.inc(by)])
  return Object.fromEntries([...taken, ...moved])
}

/** The change of the board that ends a hold: portions go to `sold` or back to `left`, claims go back unless they stay. */
export function endOfHold(orderId: string, { lines, claims = [] }: Holding, end: HoldEnd): Change {
  const into = end === 'sale' ? 'sold' : 'left'
  const moved = Object.entries(lines).map(([sku, quantity]) => [`${into}.${sku}`, _.inc(quantity)])
  const ending = claims.filter(({ atSale }) => end === 'release' || atSale === 'goesBack')
  const givenBack = summed(ending).map(({ path, by }) => [path, _.inc(-by)])
  return { [`holds.${orderId}`]: _.remove(), ...Object.fromEntries([...moved, ...givenBack]) }
}

/** Claims on the same counter as one, bounded by the strictest; a field can be changed only once in a write. */
function summed(claims: readonly Claim[]): Pick<Claim, 'path' | 'by' | 'most'>[] {
  const byPath = new Map<string, Pick<Claim, 'path' | 'by' | 'most'>>()
  for (const { path, by, most } of claims) {
    const other = byPath.get(path) ?? { path, by: 0, most }
    byPath.set(path, { path, by: other.by + by, most: Math.min(other.most, most) })
  }
  return [...byPath.values()]
}
