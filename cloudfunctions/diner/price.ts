import { type Circumstances, type MealPrice, type Menu, priceMeal, Refusal } from '@yundian/domain'
import type { Attempt } from './composeOrder.ts'
import { bandFor } from './serving.ts'

/** A price that the phone showed is kept for so long after it ended, with a happy hour for one. */
const keptMs = 3 * 60_000

/** What the meal of an attempt costs by a menu. @throws Refusal (priceMeal, bandOf) */
export function priceFor(attempt: Attempt, menu: Menu): MealPrice {
  return priceMeal(menu, attempt.request.lines, circumstancesOf(attempt, menu))
}

/** What the prices depend on: of what the diner says of himself, only what `proveGuest` will prove. */
export function circumstancesOf({ request, pricedAt, batch }: Attempt, menu: Menu): Circumstances {
  const { mode, people, guest } = request
  const band = bandFor(request, menu)
  return {
    mode,
    at: pricedAt,
    ...(people === undefined ? {} : { people }),
    ...(band ? { delivery: band } : {}),
    ...(batch === undefined ? {} : { part: partOf(batch, menu.store) }),
    newCustomer: guest?.newcomer !== undefined,
    member: guest?.member === true,
  }
}

function partOf(batch: number, { payment }: Menu['store']): Circumstances['part'] {
  if (payment === 'later') return 'onBill'
  return batch === 1 ? 'first' : 'further'
}

/**
 * Agrees with the phone on the price: by now, or by a moment ago when the phone showed that one.
 * @returns total_changed when neither is what the diner saw
 */
export function agreeOnPrice(attempt: Attempt, menu: Menu): Refusal | undefined {
  const { request, now } = attempt
  const { totalFen } = priceFor(attempt, menu)
  if (totalFen === request.expectedTotal) return undefined
  const earlier = { ...attempt, pricedAt: now - keptMs }
  if (attempt.pricedAt === now && priceFor(earlier, menu).totalFen === request.expectedTotal) {
    attempt.pricedAt = earlier.pricedAt
    return undefined
  }
  return new Refusal('total_changed', { totalFen, expectedFen: request.expectedTotal })
}
