import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Order, OrderLine } from './order.ts'
import { legalMoves, orderStatuses } from './orderLife.ts'
import { pointsFor } from './points.ts'
import {
  mostRefunds,
  paidForPortions,
  planRefund,
  type Refund,
  type RefundWish,
  refundedQuantities,
  whoGrants,
} from './refund.ts'

const paidAt = new Date('2026-05-06T12:00:00+08:00')
const grant = { reason: '', by: 'cook', requestKey: 'key', at: new Date(paidAt.getTime() + 60_000) }

function order(quantities: number[], unitFen: number[], change: Partial<Order> = {}, off: number[] = []): Order {
  const lines = quantities.map((quantity, at) => ({
    dish: `d${at}`,
    name: `D${at}`,
    spec: { id: 'one', name: '份' },
    options: [],
    choices: at === 1 ? [{ part: 'main', dish: 'd0', name: 'D0', fen: 0 }] : [],
    quantity,
    unitFen: unitFen[at] ?? 0,
    fen: (unitFen[at] ?? 0) * quantity,
    offFen: off[at] ?? 0,
  }))
  const totalFen = lines.reduce((sum, line) => sum + line.fen - line.offFen, 0)
  return {
    _id: 'o',
    status: 'paid',
    lines,
    demand: { d0: (quantities[0] ?? 0) + (quantities[1] ?? 0) },
    totalFen,
    refundedFen: 0,
    pointsPerYuan: 2,
    points: pointsFor(totalFen, 2),
    payment: { startedAt: paidAt, transactionId: 't', paidFen: totalFen, paidAt },
    ...change,
  } as Order
}

/** The order after a wish was granted. */
function after(before: Order, wish: RefundWish): Order {
  const { number, refund, status } = planRefund(before, wish, grant)
  const refunds = { ...before.refunds, [number]: refund }
  return { ...before, status, refundedFen: before.refundedFen + refund.fen, refunds }
}

const refusal = (act: () => unknown) => {
  try {
    act()
  } catch (error) {
    return error
  }
  return undefined
}

describe('a refund', () => {
  it('A17: of any wishes in any order never exceeds what was paid, nor the portions of a line, and takes back all points in the end', () => {
    const wish: fc.Arbitrary<RefundWish> = fc.oneof(
      fc.constant({ kind: 'whole' as const }),
      fc.record({ kind: fc.constant('amount' as const), fen: fc.integer({ min: 1, max: 9000 }) }),
      fc.record({
        kind: fc.constant('lines' as const),
        lines: fc.array(fc.record({ line: fc.integer({ min: 0, max: 3 }), quantity: fc.integer({ min: 1, max: 3 }) }), {
          minLength: 1,
          maxLength: 3,
        }),
      }),
    )
    const quantities = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 3, maxLength: 3 })
    const prices = fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 3, maxLength: 3 })
    fc.assert(
      fc.property(quantities, prices, fc.array(wish, { maxLength: 8 }), (counts, fen, wishes) => {
        let now = order(counts, fen)
        for (const each of wishes) {
          const error = refusal(() => {
            now = after(now, each)
          })
          if (error) expect(error).toMatchObject({ code: 'not_refundable' })
        }
        const refunds = Object.values(now.refunds ?? {})
        const given = refundedQuantities(now)
        expect(refunds.reduce((sum, refund) => sum + refund.fen, 0)).toBe(now.refundedFen)
        expect(now.refundedFen).toBeLessThanOrEqual(now.totalFen)
        expect(given.every((quantity, at) => quantity <= (counts[at] ?? 0))).toBe(true)
        const points = refunds.reduce((sum, refund) => sum + refund.points, 0)
        expect(now.points - points).toBe(pointsFor(now.totalFen - now.refundedFen, 2))
        const restocked = refunds.reduce((sum, refund) => sum + (refund.restock.d0 ?? 0), 0)
        expect(restocked).toBe((given[0] ?? 0) + (given[1] ?? 0))
        expect(now.status === 'refunded').toBe(now.refundedFen === now.totalFen)
        if (now.status === 'refunded') expect(given).toEqual(counts)
      }),
      { numRuns: 500 },
    )
  })

  it('gives the price of the chosen portions, and all portions that are left when it empties the order', () => {
    const both: RefundWish = { kind: 'lines', lines: [{ line: 0, quantity: 2 }] }
    expect(after(order([3, 1, 1], [1000, 700, 300]), both)).toMatchObject({ refundedFen: 2000 })
    const two = after(order([2, 1, 1], [1000, 700, 300]), { kind: 'lines', lines: [{ line: 0, quantity: 1 }] })
    expect(two).toMatchObject({ status: 'paid', refundedFen: 1000, refunds: { r1: { fen: 1000, restock: { d0: 1 } } } })
    const rest = after(two, { kind: 'amount', fen: 2000 })
    expect(rest).toMatchObject({ status: 'refunded', refunds: { r2: { restock: { d0: 2 } } } })
    expect(refundedQuantities(rest)).toEqual([2, 1, 1])
  })

  it('returns no portions once the kitchen is at it', () => {
    const cooking = after(order([2, 1, 1], [1000, 700, 300], { status: 'cooking' }), { kind: 'whole' })
    expect(cooking.refunds?.r1?.restock).toEqual({})
  })

  const paid = order([2, 1, 1], [1000, 700, 300])
  const manyRefunds = Object.fromEntries(Array.from({ length: mostRefunds }, (_, at) => [`r${at}`, { lines: [] }]))
  const refusals: [name: string, from: Order, wish: RefundWish, why: string][] = [
    ['more than is left', paid, { kind: 'amount', fen: 3001 }, 'too_much'],
    ['nothing', paid, { kind: 'amount', fen: 0 }, 'too_much'],
    ['more portions than a line has', paid, { kind: 'lines', lines: [{ line: 1, quantity: 2 }] }, 'not_on_the_order'],
    ['a line that is not there', paid, { kind: 'lines', lines: [{ line: 9, quantity: 1 }] }, 'not_on_the_order'],
    [
      'the same line twice',
      paid,
      {
        kind: 'lines',
        lines: [
          { line: 0, quantity: 2 },
          { line: 0, quantity: 1 },
        ],
      },
      'not_on_the_order',
    ],
    ['an unpaid order', { ...paid, status: 'placed', payment: undefined }, { kind: 'whole' }, 'not_paid'],
    ['a cancelled order', { ...paid, status: 'cancelled' }, { kind: 'whole' }, 'not_paid'],
    ['the 51st time (R17)', { ...paid, refunds: manyRefunds as never }, { kind: 'amount', fen: 1 }, 'too_many'],
    [
      'after a year (R17)',
      { ...paid, payment: { startedAt: paidAt, paidFen: 3000, paidAt: new Date('2025-05-01') } },
      { kind: 'whole' },
      'too_late',
    ],
  ]
  for (const [name, from, wish, why] of refusals) {
    it(`is refused for ${name}`, () => {
      expect(refusal(() => planRefund(from, wish, grant))).toMatchObject({ code: 'not_refundable', details: { why } })
    })
  }
})

it('somebody grants refunds wherever an order may become refunded, but for payments that came too late', () => {
  const may = orderStatuses.filter((status) => (legalMoves[status] as readonly string[]).includes('refunded'))
  expect(may.filter((status) => whoGrants({ status }) === undefined)).toEqual(['cancelled'])
  expect(orderStatuses.filter((status) => whoGrants({ status }) && !may.includes(status))).toEqual([])
})

describe('a refund by line of an order with savings and fees', () => {
  const portions = fc.array(
    fc.record({
      quantity: fc.integer({ min: 1, max: 7 }),
      unitFen: fc.integer({ min: 0, max: 9_999 }),
      percent: fc.integer({ min: 0, max: 100 }),
    }),
    { minLength: 1, maxLength: 4 },
  )

  it('portion by portion, in any order, gives back exactly what was paid for the dishes, and at the end the fees', () => {
    fc.assert(
      fc.property(portions, fc.integer({ min: 1, max: 3000 }), fc.infiniteStream(fc.nat()), (lines, fees, picks) => {
        const off = lines.map(({ quantity, unitFen, percent }) => Math.floor((quantity * unitFen * percent) / 100))
        const [quantities, prices] = [lines.map(({ quantity }) => quantity), lines.map(({ unitFen }) => unitFen)]
        let standing = order(quantities, prices, {}, off)
        const goods = standing.totalFen
        const paid = { startedAt: paidAt, transactionId: 't', paidFen: goods + fees, paidAt }
        standing = { ...standing, totalFen: goods + fees, payment: paid }
        const todo = quantities.flatMap((quantity, line) => Array.from({ length: quantity }, () => line))
        while (todo.length > 0) {
          const [line = 0] = todo.splice((picks.next().value ?? 0) % todo.length, 1)
          const wish: RefundWish = { kind: 'lines', lines: [{ line, quantity: 1 }] }
          // A portion that cost nothing has nothing to give back by itself.
          if (paidForPortions(standing.lines[line] as OrderLine, refundedQuantities(standing)[line] ?? 0, 1) === 0) {
            const nothing = { fen: 0, lines: [{ line, quantity: 1 }] } as unknown as Refund
            standing = { ...standing, refunds: { ...standing.refunds, [`r${todo.length}free`]: nothing } }
          } else standing = after(standing, wish)
          expect(standing.refundedFen).toBeLessThanOrEqual(goods)
        }
        expect(standing.refundedFen).toBe(goods)
        expect(after(standing, { kind: 'whole' })).toMatchObject({ status: 'refunded', refundedFen: goods + fees })
      }),
      { numRuns: 300 },
    )
  })

  it('leaves the rounding to the last portion of a line', () => {
    const three = order([3], [1000], {}, [1])
    const fen = [1, 1, 1].reduce<{ standing: Order; fen: number[] }>(
      ({ standing, fen }) => {
        const next = after(standing, { kind: 'lines', lines: [{ line: 0, quantity: 1 }] })
        return { standing: next, fen: [...fen, next.refundedFen - standing.refundedFen] }
      },
      { standing: three, fen: [] },
    ).fen
    expect(fen).toEqual([999, 1000, 1000])
  })
})
