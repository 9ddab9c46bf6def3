import type { Menu } from '../menu.ts'
import { type Fen, sumFen } from '../money.ts'
import type { OrderLine } from '../order.ts'
import { chooseSavings } from './chooseSavings.ts'
import type { Circumstances } from './circumstances.ts'
import { feesOf } from './fees.ts'
import { costOf, portionsOf } from './portions.ts'
import type { PriceStep } from './priceStep.ts'
import type { Scope } from './promotion.ts'
import { applySaving, costOfMeal, type Saving, stepOf } from './saving.ts'
import { isOffered, isValid, takesPart } from './takesPart.ts'

/** What a meal costs. The sum of `lines.fen` and `steps.fen` is `totalFen`, which is never below 0. */
export interface MealPrice {
  /** Each with `offFen`, its share of all savings. */
  lines: OrderLine[]
  /** Savings in the order in which they were reckoned, then fees. */
  steps: PriceStep[]
  totalFen: Fen
}

/** What the owner decided about savings and fees; every menu is one. */
export type PriceRules = Pick<Menu, 'store' | 'dishes' | 'promotions'>

/**
 * Settles what lines cost together, whether they are chosen now or were sold before (the bill of a table): the savings
 * that are best for the diner are taken off the dishes, then fees are added, which no saving touches.
 */
export function settlePrice(lines: readonly OrderLine[], rules: PriceRules, circumstances: Circumstances): MealPrice {
  if (circumstances.part === 'onBill')
    return { lines: lines.map(asMade), steps: [], totalFen: sumFen(lines.map(({ fen }) => fen)) }
  const fees = (goodsFen: Fen) => feesOf(lines, goodsFen, rules.store.fees ?? {}, circumstances)
  const toPay = (goodsFen: Fen) => goodsFen + sumFen(fees(goodsFen).map(({ fen }) => fen))
  let meal = lines.map(portionsOf)
  const steps: PriceStep[] = []
  for (const saving of chooseSavings(meal, offered(lines, rules, circumstances), toPay)) {
    const after = applySaving(saving, meal)
    steps.push(stepOf(saving, meal, after))
    meal = after
  }
  const goodsFen = costOfMeal(meal)
  return {
    lines: lines.map((line, at) => ({ ...line, offFen: line.fen - costOf(meal[at] ?? portionsOf(line)) })),
    steps: [...steps, ...fees(goodsFen)],
    totalFen: toPay(goodsFen),
  }
}

function asMade(line: OrderLine): OrderLine {
  return { ...line, offFen: 0 }
}

/** Every promotion and coupon that these lines could have now. */
function offered(lines: readonly OrderLine[], rules: PriceRules, circumstances: Circumstances): Saving[] {
  const { promotions = [] } = rules
  const places = (scope: Scope) => lines.flatMap((line, at) => (takesPart(scope, line, rules) ? [at] : []))
  return [
    ...promotions
      .filter((promotion) => isOffered(promotion, circumstances, rules))
      .map((rule) => ({ kind: 'promotion' as const, rule, offer: rule.offer, places: places(rule) })),
    ...(circumstances.coupons ?? [])
      .filter((coupon) => isValid(coupon, circumstances))
      .map((rule) => ({ kind: 'coupon' as const, rule, offer: rule.offer, places: places(rule) })),
  ]
}
