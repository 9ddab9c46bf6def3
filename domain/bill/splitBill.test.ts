import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sumFen } from '../money.ts'
import type { BillSplit } from './bill.ts'
import { divideFen } from './divideFen.ts'
import { type BillLine, type BillPrice, netOf } from './priceBill.ts'
import { linesOfShare, splitBill } from './splitBill.ts'

const anyBill: fc.Arbitrary<BillPrice> = fc
  .record({
    drafts: fc.array(
      fc.record({
        unitFen: fc.integer({ min: 0, max: 9000 }),
        quantity: fc.integer({ min: 1, max: 9 }),
        off: fc.double({ min: 0, max: 1, noNaN: true }),
        owner: fc.constantFrom('ann', 'bob', 'cat', undefined),
      }),
      { minLength: 1, maxLength: 12 },
    ),
    fees: fc.integer({ min: 0, max: 5000 }),
  })
  .map(({ drafts, fees }) => {
    const lines = drafts.map(({ unitFen, quantity, off, owner }, at) => {
      const fen = unitFen * quantity
      const line = { order: `o${at % 3}`, line: at, quantity, unitFen, fen, offFen: Math.floor(fen * off) }
      return { ...line, ...(owner === undefined ? {} : { owner }) } as unknown as BillLine
    })
    return { lines, steps: [], totalFen: netOf(lines) + fees }
  })

const anySplit = (bill: BillPrice): fc.Arbitrary<BillSplit> =>
  fc.oneof(
    fc.constant({ kind: 'whole' } as const),
    fc.constant({ kind: 'byMember' } as const),
    fc.integer({ min: 1, max: 9 }).map((among) => ({ kind: 'evenly', among }) as const),
    fc
      .tuple(...bill.lines.map(({ quantity }) => fc.tuple(fc.integer({ min: 0, max: quantity }), fc.boolean())))
      .map((picks) => {
        const parts = picks.map(([quantity, isFirst], at) => {
          const { order = '', line = 0 } = bill.lines[at] ?? {}
          return { order, line, quantity, isFirst }
        })
        const shareOf = (first: boolean) =>
          parts
            .filter(({ quantity, isFirst }) => quantity > 0 && isFirst === first)
            .map(({ order, line, quantity }) => ({ order, line, quantity }))
        return { kind: 'byLine', shares: [shareOf(true), shareOf(false)] } as const
      }),
  )

describe('a bill, however it is divided', () => {
  it('is the sum of its shares, to the fen, and no share is below 0', () => {
    fc.assert(
      fc.property(
        anyBill.chain((bill) => anySplit(bill).map((split) => ({ bill, split }))),
        ({ bill, split }) => {
          const shares = Object.values(splitBill(bill, split))
          expect(sumFen(shares.map(({ fen }) => fen))).toBe(bill.totalFen)
          expect(shares.every(({ fen }) => Number.isSafeInteger(fen) && fen >= 0)).toBe(true)
        },
      ),
      { numRuns: 300 },
    )
  })

  it('has every portion in exactly one share, and every saving', () => {
    fc.assert(
      fc.property(
        anyBill.chain((bill) => anySplit(bill).map((split) => ({ bill, split }))),
        ({ bill, split }) => {
          fc.pre(split.kind !== 'evenly')
          const shares = Object.values(splitBill(bill, split))
          const onReceipts = shares.map((_share, at) => linesOfShare(bill, shares, at))
          for (const line of bill.lines) {
            const same = onReceipts.flat().filter((each) => each.order === line.order && each.line === line.line)
            expect(sumFen(same.map(({ quantity }) => quantity))).toBe(line.quantity)
            expect(netOf(same)).toBe(line.fen - line.offFen)
          }
          for (const [at, lines] of onReceipts.entries()) expect(netOf(lines)).toBeLessThanOrEqual(shares[at]?.fen ?? 0)
        },
      ),
      { numRuns: 300 },
    )
  })

  it('gives the fen that cannot be divided to the first', () => {
    expect(divideFen(1000, [1, 1, 1])).toEqual([334, 333, 333])
    expect(divideFen(5, [0, 0, 0])).toEqual([2, 2, 1])
    expect(divideFen(0, [3, 1])).toEqual([0, 0])
  })

  const line = (fen: number, owner?: string) =>
    ({ order: 'o', line: fen, quantity: 1, unitFen: fen, fen, offFen: 0, ...(owner ? { owner } : {}) }) as BillLine
  const bill = { lines: [line(3000, 'ann'), line(1000, 'bob'), line(2000)], steps: [], totalFen: 6600 }

  it('lets each member pay what he put into the cart with his part of the fees, and the rest be a share of its own', () => {
    expect(splitBill(bill, { kind: 'byMember' })).toMatchObject({
      s1: { fen: 3300, member: 'ann' },
      s2: { fen: 1100, member: 'bob' },
      s3: { fen: 2200 },
    })
  })

  it('refuses a portion that is not on it, or named twice', () => {
    const part = { order: 'o', line: 3000, quantity: 1 }
    for (const shares of [[[part], [part]], [[{ ...part, line: 9 }]]]) {
      expect(() => splitBill(bill, { kind: 'byLine', shares })).toThrow('bad_input')
    }
  })
})
