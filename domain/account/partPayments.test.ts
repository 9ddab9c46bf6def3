import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { paidWorth, planParts, splitRefund } from './partPayments.ts'

const rule = fc.record({
  perYuan: fc.integer({ min: 1, max: 1000 }),
  mostPercent: fc.integer({ min: 0, max: 100 }),
  least: fc.integer({ min: 0, max: 500 }),
})
const free = fc.record({
  points: fc.integer({ min: -500, max: 100_000 }),
  valueFen: fc.integer({ min: 0, max: 50_000 }),
})
const wish = fc.record({ points: fc.boolean(), value: fc.boolean() })

describe('the parts of a payment', () => {
  it('never exceed what there is or what the store takes, and add up to the order exactly', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), free, wish, rule, (totalFen, has, wants, store) => {
        const { points, pointsFen, valueFen, dueFen } = planParts(totalFen, has, wants, store)
        expect(pointsFen + valueFen + dueFen).toBe(totalFen)
        for (const part of [points, pointsFen, valueFen, dueFen]) expect(part).toBeGreaterThanOrEqual(0)
        expect(points).toBeLessThanOrEqual(Math.max(0, has.points))
        expect(valueFen).toBeLessThanOrEqual(has.valueFen)
        expect(pointsFen * 100).toBeLessThanOrEqual(totalFen * store.mostPercent)
        expect(pointsFen * store.perYuan).toBeLessThanOrEqual(points * 100)
        if (!wants.points) expect(points).toBe(0)
        if (!wants.value) expect(valueFen).toBe(0)
        if (points > 0) expect(points).toBeGreaterThanOrEqual(store.least)
      }),
    )
  })

  it('are as a person would reckon them', () => {
    const store = { perYuan: 100, mostPercent: 50, least: 200 }
    const both = { points: true, value: true }
    expect(planParts(3800, { points: 1000, valueFen: 500 }, both, store)).toEqual({
      points: 1000,
      pointsFen: 1000,
      valueFen: 500,
      dueFen: 2300,
    })
    expect(planParts(3800, { points: 5000, valueFen: 9000 }, both, store)).toMatchObject({ pointsFen: 1900, dueFen: 0 })
    expect(planParts(3800, { points: 199, valueFen: 0 }, both, store)).toMatchObject({ points: 0, dueFen: 3800 })
    expect(planParts(3800, { points: 5000, valueFen: 0 }, both, undefined)).toMatchObject({ points: 0, dueFen: 3800 })
  })

  it('go back money first, points last, and each exactly, however the refunds are cut', () => {
    const amounts = fc.integer({ min: 0, max: 5000 })
    const cuts = fc.array(fc.integer({ min: 1, max: 4000 }), { maxLength: 12 })
    fc.assert(
      fc.property(
        amounts,
        amounts,
        amounts,
        fc.integer({ min: 0, max: 9000 }),
        cuts,
        (money, value, worth, points, list) => {
          const plan = { points: worth === 0 ? 0 : points, pointsFen: worth, valueFen: value, dueFen: money }
          const order = { payment: { startedAt: new Date(0), paidFen: money }, status: 'paid' as const, refundedFen: 0 }
          const total = paidWorth({ ...order, parts: { ...plan, wish: { points: true, value: true }, hold: 'h' } })
          expect(total).toBe(money + value + worth)
          const sums = { moneyFen: 0, valueFen: 0, pointsFen: 0, points: 0 }
          for (const cut of [...list, total]) {
            const fen = Math.min(cut, total - order.refundedFen)
            const parts = splitRefund(order, plan, fen)
            expect(parts.moneyFen + parts.valueFen + parts.pointsFen).toBe(fen)
            for (const key of ['moneyFen', 'valueFen', 'pointsFen', 'points'] as const) {
              expect(parts[key]).toBeGreaterThanOrEqual(0)
              sums[key] += parts[key]
            }
            if (parts.pointsFen > 0) expect(sums).toMatchObject({ moneyFen: money, valueFen: value })
            order.refundedFen += fen
          }
          expect(sums).toEqual({ moneyFen: money, valueFen: value, pointsFen: worth, points: plan.points })
        },
      ),
    )
  })
})
