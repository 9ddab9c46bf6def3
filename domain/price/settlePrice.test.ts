import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { OrderLine } from '../order.ts'
import { menuOf } from '../testing/menu.ts'
import { leastCost, type Plate } from '../testing/slowPrice.ts'
import type { Circumstances } from './circumstances.ts'
import type { Coupon } from './coupon.ts'
import type { StoreFees } from './fees.ts'
import type { AmountOff, Offer, PercentOff } from './offer.ts'
import type { Promotion } from './promotion.ts'
import { type MealPrice, settlePrice } from './settlePrice.ts'

const dishes = ['noodles', 'tea', 'duck', 'rice']
const categoryOf = (dish: string) => (dish === 'tea' ? 'drinks' : 'food')
const noon = Date.parse('2026-05-06T12:00:00+08:00')

const menuWith = (promotions: Promotion[], fees?: StoreFees) => ({
  ...menuOf(
    dishes.map((id) => ({ id, category: categoryOf(id) })),
    fees ? { fees } : {},
  ),
  promotions,
})

function sold(dish: string, unitFen: number, quantity = 1, addedFen = 0): OrderLine {
  const options = addedFen > 0 ? [{ group: 'g', option: 'o', name: '加料', fen: addedFen }] : []
  const spec = { id: 'one', name: '份' }
  return { dish, name: dish, spec, options, choices: [], quantity, unitFen, fen: unitFen * quantity, offFen: 0 }
}

const promotion = (id: string, offer: Offer, more: Partial<Promotion> = {}): Promotion => ({
  id,
  name: id,
  offer,
  ...more,
})

const settle = (lines: OrderLine[], promotions: Promotion[], more: Partial<Circumstances> = {}, fees?: StoreFees) =>
  settlePrice(lines, menuWith(promotions, fees), { mode: 'dineIn', at: noon, ...more })

const fen = fc.oneof(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 99_999 }))
const percent = fc.integer({ min: 1, max: 100 })
const anyLine = fc
  .record({
    dish: fc.constantFrom(...dishes),
    base: fen,
    added: fc.integer({ min: 0, max: 300 }),
    quantity: fc.integer({ min: 1, max: 4 }),
  })
  .map(({ dish, base, added, quantity }) => sold(dish, base + added, quantity, added))
const amountOff: fc.Arbitrary<AmountOff> = fc
  .array(fc.record({ fromFen: fc.integer({ min: 0, max: 150_000 }), offFen: fc.integer({ min: 1, max: 60_000 }) }), {
    minLength: 1,
    maxLength: 3,
  })
  .map((tiers) => ({ kind: 'amountOff', tiers }))
const percentOff: fc.Arbitrary<PercentOff> = fc
  .record({ percent, from: fc.integer({ min: 0, max: 90_000 }), most: fc.option(fc.integer({ min: 1, max: 9_000 })) })
  .map(({ percent, from, most }) => ({
    kind: 'percentOff',
    percent,
    fromFen: from,
    ...(most ? { mostFen: most } : {}),
  }))
const anyOffer: fc.Arbitrary<Offer> = fc.oneof(
  amountOff,
  percentOff,
  percent.map((each) => ({ kind: 'secondOff' as const, percent: each })),
  fc
    .record({ buy: fc.integer({ min: 1, max: 3 }), free: fc.integer({ min: 1, max: 2 }) })
    .map((each) => ({ kind: 'nthFree' as const, ...each })),
  fen.map((each) => ({ kind: 'setPrice' as const, fen: each })),
)
const some = <Value>(values: Value[]) => fc.option(fc.subarray(values, { minLength: 1 }), { nil: undefined, freq: 2 })
const anyScope = fc.record({
  dishes: some(dishes),
  categories: some(['food', 'drinks']),
  except: fc.option(fc.record({ dishes: some(dishes), categories: some(['drinks']) }), { nil: undefined, freq: 1 }),
})
const rarely = fc.option(fc.constant(true as const), { nil: undefined, freq: 1 })
const modes = some(['dineIn' as const, 'pickup' as const])
const anyPromotions = fc
  .array(
    fc.record({
      offer: anyOffer,
      scope: anyScope,
      modes,
      for: fc.option(fc.constantFrom('newCustomer' as const, 'member' as const), { nil: undefined, freq: 1 }),
      exclusive: rarely,
      group: fc.option(fc.constantFrom('a', 'b'), { nil: undefined, freq: 1 }),
      combinable: fc.constantFrom(undefined, true, false),
    }),
    { maxLength: 4 },
  )
  .map((all) =>
    all.map(({ offer, scope, modes, ...rules }, at) =>
      promotion(`p${at}`, offer, { ...scope, ...rules, available: modes ? { modes } : undefined }),
    ),
  )
const anyCoupons: fc.Arbitrary<Coupon[]> = fc
  .array(fc.record({ offer: fc.oneof(amountOff, percentOff), scope: anyScope, modes, expired: rarely }), {
    maxLength: 2,
  })
  .map((all) =>
    all.map(({ offer, scope, modes, expired }, at) => ({
      id: `c${at}`,
      name: `c${at}`,
      offer,
      ...scope,
      modes,
      expiresAt: expired ? noon - 1 : noon,
    })),
  )
const anyFees: fc.Arbitrary<StoreFees> = fc.record({
  tea: fc.option(fc.record({ perHeadFen: fc.integer({ min: 0, max: 500 }) }), { nil: undefined }),
  service: fc.option(fc.record({ modes: fc.constant(['dineIn' as const]), percent }), { nil: undefined }),
  minimum: fc.option(fc.record({ dineIn: fen }), { nil: undefined }),
})
const anyMeal = fc.record({
  lines: fc.array(anyLine, { minLength: 1, maxLength: 4 }),
  promotions: anyPromotions,
  coupons: anyCoupons,
  fees: anyFees,
  newCustomer: fc.boolean(),
  member: fc.boolean(),
})

function platesOf(lines: OrderLine[]): Plate[] {
  return lines.flatMap(({ dish, quantity, unitFen, options }, line) =>
    Array.from({ length: quantity }, () => ({
      line,
      dish,
      category: categoryOf(dish),
      fen: unitFen,
      addedFen: options[0]?.fen ?? 0,
    })),
  )
}

/** What does not add up, or is below 0. */
function wrongWith({ lines, steps, totalFen }: MealPrice): string[] {
  const savings = steps.filter(({ kind }) => kind !== 'fee')
  const shares = savings.flatMap((step) => step.lines ?? [])
  const checks: [string, boolean][] = [
    ['total', totalFen === sum(lines) + sum(steps) && totalFen >= 0],
    ['steps', savings.every((step) => step.fen < 0 && step.fen === sum(step.lines ?? []))],
    ['lines', lines.every((line, at) => line.offFen + sum(shares.filter((share) => share.line === at)) === 0)],
    ['bounds', lines.every(({ offFen, fen: whole }) => offFen >= 0 && offFen <= whole && Number.isInteger(offFen))],
  ]
  return checks.filter(([, holds]) => !holds).map(([name]) => name)
}

const sum = (amounts: { fen: number }[]) => amounts.reduce((all, { fen }) => all + fen, 0)

describe('any meal with any promotions, coupons and fees', () => {
  it('costs what an independent enumerator finds to be the least, and all its parts add up', () => {
    fc.assert(
      fc.property(anyMeal, ({ lines, promotions, coupons, fees, ...who }) => {
        const price = settle(lines, promotions, { ...who, coupons }, fees)
        const goods = leastCost(platesOf(lines), [...promotions, ...coupons], { mode: 'dineIn', at: noon, ...who })
        expect(price.totalFen).toBe(settle([sold('rice', goods)], [], {}, fees).totalFen)
        expect(wrongWith(price)).toEqual([])
      }),
      { numRuns: 10_000 },
    )
  })

  it('costs the same, step by step, in whatever order the promotions and coupons come', () => {
    fc.assert(
      fc.property(anyMeal, ({ lines, promotions, coupons, fees, ...who }) => {
        const there = settle(lines, promotions, { ...who, coupons }, fees)
        const back = settle(lines, promotions.slice().reverse(), { ...who, coupons: coupons.slice().reverse() }, fees)
        expect(back).toEqual(there)
      }),
      { numRuns: 500 },
    )
  })

  it('is never dearer with one promotion more', () => {
    fc.assert(
      fc.property(anyMeal, ({ lines, promotions, coupons, fees, ...who }) => {
        const more = settle(lines, promotions, { ...who, coupons }, fees).totalFen
        const less = settle(lines, promotions.slice(1), { ...who, coupons }, fees).totalFen
        expect(more).toBeLessThanOrEqual(less)
      }),
      { numRuns: 500 },
    )
  })
})
