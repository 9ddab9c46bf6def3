import type { Fen } from '../money.ts'
import type { Portions } from './portions.ts'
import { applySaving, byOrder, costOfMeal, type Saving } from './saving.ts'

/**
 * So many promotions, and as many coupons, that save anything are tried in every combination: 256 times 9 at most. Of
 * more than these, the ones that save most by themselves are tried: the answer is still legal and the same everywhere,
 * but a better combination could exist.
 */
export const mostTried = 8

/** The promotions and the coupon that are applied, in the order of applying. */
interface Choice {
  savings: Saving[]
  /** What is to be paid in the end, fees included. */
  totalFen: Fen
}

/**
 * Finds the combination that costs the diner least. Of two that cost the same, the one without a coupon is taken, then
 * the one of fewer promotions, the coupon that expires first, and the ids that come first.
 * @param savings everything that is offered for these lines, in any order
 * @param toPay what a meal whose dishes cost so much comes to with its fees; never less for a dearer meal
 */
export function chooseSavings(
  meal: readonly Portions[],
  savings: readonly Saving[],
  toPay: (goodsFen: Fen) => Fen,
): Saving[] {
  const tried = (kind: Saving['kind']) =>
    mostUseful(
      meal,
      savings.filter((saving) => saving.kind === kind),
    )
  const promotions = tried('promotion')
  const coupons = tried('coupon')
  let best: Choice = { savings: [], totalFen: toPay(costOfMeal(meal)) }
  const consider = (chosen: readonly Saving[], lowered: readonly Portions[]) => {
    const choice = { savings: [...chosen], totalFen: toPay(costOfMeal(lowered)) }
    if (isBetter(choice, best)) best = choice
  }
  const search = (at: number, chosen: readonly Saving[], lowered: readonly Portions[]) => {
    const next = promotions[at]
    if (next) {
      search(at + 1, chosen, lowered)
      if (goesWith(next, chosen)) search(at + 1, [...chosen, next], applySaving(next, lowered))
      return
    }
    consider(chosen, lowered)
    for (const coupon of coupons) {
      if (goesWith(coupon, chosen)) consider([...chosen, coupon], applySaving(coupon, lowered))
    }
  }
  search(0, [], meal)
  return best.savings
}

function mostUseful(meal: readonly Portions[], savings: readonly Saving[]): Saving[] {
  const before = costOfMeal(meal)
  return savings
    .map((saving) => ({ saving, fen: before - costOfMeal(applySaving(saving, meal)) }))
    .filter(({ fen }) => fen > 0)
    .sort((a, b) => b.fen - a.fen || byOrder(a.saving, b.saving))
    .slice(0, mostTried)
    .map(({ saving }) => saving)
    .sort(byOrder)
}

/** True when the rules of a saving, and of those chosen already, let it apply beside them. */
function goesWith(next: Saving, chosen: readonly Saving[]): boolean {
  return chosen.every((other) => {
    if (other.kind === 'coupon') return false
    if (other.rule.exclusive) return false
    if (next.kind === 'coupon') return other.rule.combinable !== false
    if (next.rule.exclusive) return false
    return next.rule.group === undefined || next.rule.group !== other.rule.group
  })
}

function isBetter(a: Choice, b: Choice): boolean {
  const coupons = ({ savings }: Choice) => savings.filter(({ kind }) => kind === 'coupon').length
  const expiry = ({ savings }: Choice) =>
    savings.reduce((at, saving) => (saving.kind === 'coupon' ? saving.rule.expiresAt : at), 0)
  const ids = ({ savings }: Choice) => savings.map(({ rule }) => rule.id).join(' ')
  const differences = [
    a.totalFen - b.totalFen,
    coupons(a) - coupons(b),
    a.savings.length - b.savings.length,
    expiry(a) - expiry(b),
  ]
  const first = differences.find((difference) => difference !== 0)
  return first === undefined ? ids(a) < ids(b) : first < 0
}
