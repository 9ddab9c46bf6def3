import { describe, expect, it } from 'vitest'
import type { SettledBill } from '../bill/bill.ts'
import type { Order } from '../order.ts'
import type { Sitting } from '../table/sitting.ts'
import { auditBills } from './auditBills.ts'

const noon = new Date('2026-05-06T12:00:00+08:00')
const line = { dish: 'rice', quantity: 2, unitFen: 300, fen: 600, offFen: 0, options: [], choices: [] }

const batch = { _id: 'a', onBill: true, status: 'served', sitting: 's', bill: 's-1', settledAt: noon, lines: [line] }
const share = { sitting: 's', bill: 's-1', share: 's1' }
const payment = { startedAt: noon, transactionId: 't', paidFen: 650, paidAt: noon }
const paid = { _id: 'p', status: 'closed', share, lines: [], totalFen: 650, payment }
const bill: SettledBill = {
  id: 's-1',
  state: 'open',
  openedAt: noon,
  round: 2,
  orders: ['a'],
  steps: [{ kind: 'fee', name: '茶位费', fen: 50 }],
  totalFen: 650,
  savings: [],
  shares: { s1: { fen: 650, attempts: 1, order: 'p', paidAt: noon } },
  claims: 1,
  settledAt: noon,
}
const sitting = { _id: 's', status: 'closed', bills: [bill] }

const audit = (change: { bill?: object; batch?: object; paid?: object; sitting?: object; more?: object[] }) =>
  auditBills(
    [{ ...sitting, bills: [{ ...bill, ...change.bill }], ...change.sitting }] as unknown as Sitting[],
    [{ ...batch, ...change.batch }, { ...paid, ...change.paid }, ...(change.more ?? [])] as unknown as Order[],
    true,
  ).map(({ invariant, document }) => `${invariant} ${document}`)

describe('the audit of bills', () => {
  it('finds nothing wrong with a party that paid', () => {
    expect(audit({})).toEqual([])
  })

  const broken: [string, Parameters<typeof audit>[0], string][] = [
    ['shares do not make the sum', { bill: { totalFen: 651, steps: [{ fen: 51 }] } }, 'bills sittings/s'],
    [
      'something was taken off after it was fixed',
      { batch: { voids: { v1: { lines: [{ line: 0, quantity: 1 }] } } } },
      'bills sittings/s',
    ],
    ['an order that it names is not on it', { bill: { orders: ['a', 'b'] } }, 'bills sittings/s'],
    ['an order is on it that it does not name', { more: [{ ...batch, _id: 'c', lines: [] }] }, 'bills sittings/s'],
    ['claims are miscounted', { bill: { claims: 0 } }, 'bills sittings/s'],
    [
      'it is over and a share is open',
      { bill: { shares: { s1: { fen: 650, attempts: 0 } }, claims: 0 } },
      'bills sittings/s',
    ],
    [
      'a share is called paid whose payment never came',
      { paid: { payment: undefined, status: 'placed' } },
      'I6 sittings/s',
    ],
    [
      'a share is kept for a payment that went back',
      {
        paid: { status: 'refunded', owes: [] },
        sitting: { bill: { ...bill, shares: { s1: { fen: 650, attempts: 1, order: 'p' } } }, bills: [] },
      },
      'bills sittings/s',
    ],
    ['a share was paid twice', { more: [{ ...paid, _id: 'q' }] }, 'I6 orders/q'],
    [
      'a batch of a closed table was never paid',
      { more: [{ ...batch, _id: 'c', bill: undefined, settledAt: undefined }] },
      'bills orders/c',
    ],
    [
      'a batch is called paid that is on no bill',
      { more: [{ ...batch, _id: 'c', sitting: 'z', bill: undefined }] },
      'bills orders/c',
    ],
  ]
  for (const [what, change, finding] of broken) {
    it(`sees when ${what}`, () => expect(audit(change)).toContain(finding))
  }
})
