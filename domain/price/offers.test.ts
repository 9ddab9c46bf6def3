import { describe, expect, it } from 'vitest'
import type { OrderLine } from '../order.ts'
import { menuOf } from '../testing/menu.ts'
import { mostTried } from './chooseSavings.ts'
import type { Circumstances } from './circumstances.ts'
import type { Promotion } from './promotion.ts'
import { settlePrice } from './settlePrice.ts'

const at = Date.parse('2026-05-06T15:00:00+08:00')
const periods = [{ id: 'tea', name: '下午茶', from: 840, to: 1020, weekdays: [3] }]

function sold(dish: string, unitFen: number, quantity = 1, addedFen = 0): OrderLine {
  const options = addedFen > 0 ? [{ group: 'g', option: 'o', name: '加料', fen: addedFen }] : []
  const spec = { id: 'one', name: '份' }
  return { dish, name: dish, spec, options, choices: [], quantity, unitFen, fen: unitFen * quantity, offFen: 0 }
}

function settle(lines: OrderLine[], promotions: Promotion[], more: Partial<Circumstances> = {}) {
  const menu = { ...menuOf([{ id: 'a' }, { id: 'b' }], { periods }), promotions }
  return settlePrice(lines, menu, { mode: 'dineIn', at, ...more })
}

const stepsOf = ({ steps }: ReturnType<typeof settle>) => steps.map(({ id, fen }) => [id, fen])
const off = (id: string, offFen: number, more: Partial<Promotion> = {}): Promotion => ({
  id,
  name: id,
  offer: { kind: 'amountOff', tiers: [{ fromFen: 0, offFen }] },
  ...more,
})

describe('a promotion', () => {
  it('takes the largest tier that is reached', () => {
    const tiers = [
      { fromFen: 5000, offFen: 500 },
      { fromFen: 10_000, offFen: 1500 },
    ]
    const rule: Promotion = { id: 'full', name: '', offer: { kind: 'amountOff', tiers } }
    expect([4999, 5000, 9999, 10_000].map((fen) => settle([sold('a', fen)], [rule]).totalFen)).toEqual([
      4999, 4500, 9499, 8500,
    ])
  })

  it('of a second portion at half price lowers the cheaper of each pair, over lines', () => {
    const rule: Promotion = { id: 'half', name: '', offer: { kind: 'secondOff', percent: 50 } }
    const price = settle([sold('a', 1001, 2), sold('b', 800)], [rule])
    expect([price.totalFen, price.lines.map(({ offFen }) => offFen)]).toEqual([2802 - 501, [501, 0]])
  })

  it('of every third free gives the cheapest of three', () => {
    const rule: Promotion = { id: 'third', name: '', offer: { kind: 'nthFree', buy: 2, free: 1 } }
    expect(settle([sold('a', 1000, 2), sold('b', 600)], [rule]).totalFen).toBe(2000)
    expect(settle([sold('a', 1000, 2)], [rule]).totalFen).toBe(2000)
  })

  it('that sets a price leaves what is chosen with the dish to be paid, and never raises one', () => {
    const rule: Promotion = { id: 'set', name: '', offer: { kind: 'setPrice', fen: 990 } }
    expect(settle([sold('a', 1500, 2, 300)], [rule]).totalFen).toBe(2 * (990 + 300))
    expect(settle([sold('a', 900)], [rule]).totalFen).toBe(900)
  })

  it('of a happy hour holds in its hours and on its day of the week, by the clock of the store', () => {
    const rule = off('happy', 100, { available: { periods: ['tea'] } })
    const day = 86_400_000
    const instants = [at, at - 2 * 3_600_000, at + day, at + 7 * day]
    expect(instants.map((instant) => settle([sold('a', 900)], [rule], { at: instant }).totalFen)).toEqual([
      800, 900, 900, 800,
    ])
  })

  it('is for whom and for what it says', () => {
    const rules = [
      off('new', 100, { for: 'newCustomer' }),
      off('vip', 50, { for: 'member' }),
      off('b', 7, { dishes: ['b'] }),
    ]
    expect(stepsOf(settle([sold('a', 900)], rules))).toEqual([])
    expect(stepsOf(settle([sold('a', 900)], rules, { newCustomer: true, member: true }))).toEqual([
      ['new', -100],
      ['vip', -50],
    ])
    expect(stepsOf(settle([sold('b', 900)], [off('food', 9, { except: { dishes: ['b'] } }), ...rules]))).toEqual([
      ['b', -7],
    ])
  })
})

describe('together', () => {
  it('promotions stack, but not an exclusive one, nor two of a group, nor with a coupon that they forbid', () => {
    const lines = [sold('a', 9000)]
    expect(stepsOf(settle(lines, [off('x', 100), off('y', 200)]))).toEqual([
      ['x', -100],
      ['y', -200],
    ])
    expect(stepsOf(settle(lines, [off('x', 100), off('y', 200), off('z', 250, { exclusive: true })]))).toHaveLength(2)
    expect(stepsOf(settle(lines, [off('x', 100), off('z', 250, { exclusive: true })]))).toEqual([['z', -250]])
    const group = { group: 'g' }
    expect(stepsOf(settle(lines, [off('x', 100, group), off('y', 200, group)]))).toEqual([['y', -200]])
    const coupon = { id: 'c', name: 'c', offer: off('c', 150).offer as never, expiresAt: at }
    const alone = off('x', 100, { combinable: false })
    expect(stepsOf(settle(lines, [alone], { coupons: [coupon] }))).toEqual([['c', -150]])
  })

  it('of two that come to the same, a coupon is kept for another day, and the one that ends first is used', () => {
    const offer = { kind: 'amountOff' as const, tiers: [{ fromFen: 0, offFen: 900 }] }
    const coupons = ['late', 'soon'].map((id, days) => ({ id, name: id, offer, expiresAt: at + 9 - days }))
    expect(stepsOf(settle([sold('a', 900)], [off('free', 900)], { coupons }))).toEqual([['free', -900]])
    expect(stepsOf(settle([sold('a', 900)], [], { coupons }))).toEqual([['soon', -900]])
  })

  it('of more promotions than are tried, those that save most are, and the answer is legal', () => {
    const many = Array.from({ length: mostTried + 4 }, (_, place) => off(`p${place}`, 10 + place))
    const { steps } = settle([sold('a', 90_000)], many)
    expect(steps.map(({ fen }) => fen).sort((a, b) => a - b)).toEqual(
      many.slice(-mostTried).map((_, place) => -(21 - place)),
    )
  })
})
