import type { Circumstances } from '../price/circumstances.ts'
import type { Coupon } from '../price/coupon.ts'
import type { Offer } from '../price/offer.ts'
import type { Promotion, Scope } from '../price/promotion.ts'

/** One portion on the plate: to which line it belongs, what it costs, and what of that was chosen with the dish. */
export interface Plate {
  line: number
  dish: string
  category: string
  fen: number
  addedFen: number
}

type Rule = Promotion | Coupon

const isCoupon = (rule: Rule): rule is Coupon => 'expiresAt' in rule

/**
 * The least that the dishes of a meal can cost, found by trying every subset of everything that is offered: written
 * from the rules alone, plate by plate, and slow.
 */
export function leastCost(plates: readonly Plate[], rules: readonly Rule[], circumstances: Circumstances): number {
  const offered = rules.filter((rule) => isFor(rule, circumstances))
  let least = sum(plates)
  for (let mask = 0; mask < 1 << offered.length; mask++) {
    const chosen = offered.filter((_, at) => mask & (1 << at))
    if (!mayStandTogether(chosen)) continue
    least = Math.min(least, sum(inTurn(chosen).reduce(lower, plates)))
  }
  return least
}

function isFor(rule: Rule, { mode, at, newCustomer = false, member = false }: Circumstances): boolean {
  if (isCoupon(rule)) return at <= rule.expiresAt && (rule.modes === undefined || rule.modes.includes(mode))
  const modes = rule.available?.modes
  const known = { newCustomer, member }
  return (modes === undefined || modes.includes(mode)) && (rule.for === undefined || known[rule.for])
}

function mayStandTogether(chosen: readonly Rule[]): boolean {
  const promotions = chosen.filter((rule): rule is Promotion => !isCoupon(rule))
  const groups = promotions.flatMap(({ group }) => (group === undefined ? [] : [group]))
  const coupons = chosen.length - promotions.length
  if (coupons > 1 || new Set(groups).size < groups.length) return false
  if (chosen.length > 1 && promotions.some(({ exclusive }) => exclusive)) return false
  return coupons === 0 || !promotions.some(({ combinable }) => combinable === false)
}

function inTurn(chosen: readonly Rule[]): Rule[] {
  const kinds: Record<Offer['kind'], number> = { setPrice: 1, secondOff: 2, nthFree: 3, percentOff: 4, amountOff: 5 }
  const turn = (rule: Rule) => (isCoupon(rule) ? 10 : 0) + kinds[rule.offer.kind]
  return [...chosen].sort((a, b) => turn(a) - turn(b) || a.id.localeCompare(b.id))
}

function lower(plates: readonly Plate[], rule: Rule): Plate[] {
  const ours = plates.map((plate) => includes(rule, plate))
  const dearestFirst = plates
    .map((plate, at) => ({ plate, at }))
    .filter(({ at }) => ours[at])
    .sort((a, b) => b.plate.fen - a.plate.fen || a.plate.line - b.plate.line)
  const { offer } = rule
  const to = new Map<number, number>()
  for (const [turn, { plate, at }] of dearestFirst.entries()) {
    if (offer.kind === 'setPrice' && plate.fen > offer.fen + plate.addedFen) to.set(at, offer.fen + plate.addedFen)
    if (offer.kind === 'secondOff' && turn % 2 === 1)
      to.set(at, plate.fen - Math.round((plate.fen * offer.percent) / 100))
    if (offer.kind === 'nthFree' && turn % (offer.buy + offer.free) >= offer.buy) to.set(at, 0)
  }
  const after = plates.map((plate, at) => ({ ...plate, fen: to.get(at) ?? plate.fen }))
  const total = sum(dearestFirst.map(({ plate }) => plate))
  const off = Math.min(total, offFrom(offer, total))
  return off > 0 ? shareOut(after, ours, off) : after
}

function offFrom(offer: Offer, total: number): number {
  if (offer.kind === 'amountOff') {
    let off = 0
    for (const tier of offer.tiers) if (total >= tier.fromFen && tier.offFen > off) off = tier.offFen
    return off
  }
  if (offer.kind !== 'percentOff' || total < (offer.fromFen ?? 0)) return 0
  return Math.min(Math.round((total * offer.percent) / 100), offer.mostFen ?? total)
}

function includes({ dishes, categories, except }: Scope, { dish, category }: Plate): boolean {
  if (except?.dishes?.includes(dish) || except?.categories?.includes(category)) return false
  if (dishes === undefined && categories === undefined) return true
  return Boolean(dishes?.includes(dish) || categories?.includes(category))
}

/** One fen after the other, each to the line that is farthest from its exact share; within a line plate by plate. */
function shareOut(plates: readonly Plate[], ours: readonly boolean[], off: number): Plate[] {
  const shared = plates.map((plate) => ({ ...plate }))
  const lines = [...new Set(shared.filter((_, at) => ours[at]).map(({ line }) => line))]
  const costs = lines.map((line) => sum(shared.filter((plate, at) => ours[at] && plate.line === line)))
  const total = costs.reduce((all, cost) => all + cost, 0)
  const given = costs.map((cost) => Number((BigInt(off) * BigInt(cost)) / BigInt(total)))
  for (let left = off - given.reduce((all, fen) => all + fen, 0); left > 0; left--) {
    const owed = costs.map((cost, at) => BigInt(off) * BigInt(cost) - BigInt(given[at] ?? 0) * BigInt(total))
    const most = owed.reduce((best, value, at) => (value > (owed[best] ?? 0n) ? at : best), 0)
    given[most] = (given[most] ?? 0) + 1
  }
  for (const [at, line] of lines.entries()) {
    let left = given[at] ?? 0
    for (const plate of shared.filter((each, place) => ours[place] && each.line === line)) {
      const fen = Math.min(left, plate.fen)
      plate.fen -= fen
      left -= fen
    }
  }
  return shared
}

function sum(plates: readonly Plate[]): number {
  return plates.reduce((all, { fen }) => all + fen, 0)
}
