import type { Fen } from '../money.ts'
import { applyOffer } from './applyOffer.ts'
import type { Coupon } from './coupon.ts'
import type { Offer } from './offer.ts'
import { costOf, type Portions } from './portions.ts'
import type { PriceStep } from './priceStep.ts'
import type { Promotion } from './promotion.ts'

/** A promotion or coupon, and the lines that take part in it, by their places. */
export type Saving = { places: readonly number[]; offer: Offer } & (
  | { kind: 'promotion'; rule: Promotion }
  | { kind: 'coupon'; rule: Coupon }
)

/**
 * The order in which savings are reckoned, whatever order the owner wrote them in: first what concerns single portions,
 * then what is taken off a sum, which is the sum that is left by then; coupons last; of a kind by id.
 */
const offerOrder: Offer['kind'][] = ['setPrice', 'secondOff', 'nthFree', 'percentOff', 'amountOff']

export function byOrder(a: Saving, b: Saving): number {
  const kind = (saving: Saving) => offerOrder.indexOf(saving.offer.kind) + (saving.kind === 'coupon' ? 100 : 0)
  return kind(a) - kind(b) || (a.rule.id < b.rule.id ? -1 : 1)
}

/** Applies a saving to all lines of a meal. */
export function applySaving({ places, offer }: Saving, meal: readonly Portions[]): Portions[] {
  const taking = places.flatMap((place) => meal[place] ?? [])
  const after = applyOffer(offer, taking)
  const lowered = meal.slice()
  for (const [at, place] of places.entries()) lowered[place] = after[at] ?? (meal[place] as Portions)
  return lowered
}

export function costOfMeal(meal: readonly Portions[]): Fen {
  return meal.reduce((sum, line) => sum + costOf(line), 0)
}

/** What a saving did to a meal, as the receipt shows it. */
export function stepOf({ kind, rule }: Saving, before: readonly Portions[], after: readonly Portions[]): PriceStep {
  const lines = before.flatMap((line, at) => {
    const fen = costOf(after[at] ?? line) - costOf(line)
    return fen === 0 ? [] : [{ line: at, fen }]
  })
  return { kind, id: rule.id, name: rule.name, fen: lines.reduce((sum, { fen }) => sum + fen, 0), lines }
}
