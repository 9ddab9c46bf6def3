import { describe, expect, it } from 'vitest'
import type { Order } from '../order.ts'
import { type AccountLedger, auditAccounts } from './auditAccounts.ts'

const at = new Date(0)
const id = 'a'.repeat(32)
const parts = {
  points: 100,
  pointsFen: 100,
  valueFen: 300,
  dueFen: 600,
  wish: { points: true, value: true },
  hold: 'h1',
}

/** Of the order's own fields, those that the audit of points and stored value looks at. */
const order = (change: Partial<Order>) =>
  ({ _id: id, diner: 'ann', status: 'paid', owes: [], parts, ...change }) as Order
const hold = { name: 'h1', points: 100, valueFen: 300, at }

/** An order that was paid in parts, and everything in its place. */
function sound(change: Partial<AccountLedger> = {}): AccountLedger {
  return {
    orders: [order({})],
    pointEntries: [
      { _id: 'earn:b', order: 'b', diner: 'ann', kind: 'earn', points: 100 },
      { _id: `spend:${id}`, order: id, diner: 'ann', kind: 'spend', points: -100 },
    ],
    valueEntries: [
      { _id: 'topUp:1', order: 'b', diner: 'ann', kind: 'topUp', fen: 300 },
      { _id: `spend:${id}`, order: id, diner: 'ann', kind: 'spend', fen: -300 },
    ],
    accounts: [{ _id: 'ann', version: 2, held: {} }],
    ...change,
  }
}
const texts = (ledger: AccountLedger, atRest = true) => auditAccounts(ledger, atRest).map(({ text }) => text)
const { pointEntries, valueEntries = [] } = sound()

describe('the audit of points and stored value', () => {
  it('finds nothing where everything is in its place', () => {
    expect(texts(sound())).toEqual([])
    const placed = order({ status: 'placed' })
    const held = { _id: 'ann', version: 1, held: { [id]: hold } }
    const unused = { pointEntries: pointEntries.slice(0, 1), valueEntries: valueEntries.slice(0, 1) }
    expect(texts(sound({ orders: [placed], accounts: [held], ...unused }))).toEqual([])
    // What an order still owes may be missing.
    expect(texts(sound({ orders: [order({ owes: ['parts'] })], accounts: [held], ...unused }), false)).toEqual([])
  })

  it('sees what never left the ledgers, or left them twice', () => {
    expect(texts(sound({ valueEntries: valueEntries.slice(0, 1) }))).toEqual([expect.stringContaining('instead of')])
    const twice = [...valueEntries, { _id: 'spend:again', order: id, diner: 'ann', kind: 'spend', fen: -300 }]
    expect(texts(sound({ valueEntries: twice }))).toEqual([
      expect.stringContaining('used 100 points and 600 fen'),
      expect.stringContaining('more than there was'),
    ])
    expect(texts(sound({ orders: [order({ status: 'cancelled' })] }))).toEqual([expect.stringContaining('used')])
  })

  it('sees what did not come back with a refund, or came back though nothing did', () => {
    const refunds = { r1: { fen: 400, parts: { moneyFen: 0, valueFen: 300, pointsFen: 100, points: 100 } } }
    const refunded = order({ refunds: refunds as unknown as Order['refunds'] })
    expect(texts(sound({ orders: [refunded] }))).toEqual([expect.stringContaining('gave back 0 points and 0 fen')])
    const back = { _id: 'back:1', order: id, diner: 'ann', kind: 'back' }
    const returned = {
      pointEntries: [...pointEntries, { ...back, points: 100 }],
      valueEntries: [...valueEntries, { ...back, fen: 300 }],
    }
    expect(texts(sound({ orders: [refunded], ...returned }))).toEqual([])
    expect(texts(sound(returned))).toEqual([expect.stringContaining('gave back 100 points')])
  })

  it('sees an order to be paid with what nobody holds, and holds that no order uses', () => {
    const placed = order({ status: 'placed' })
    const unused = { pointEntries: pointEntries.slice(0, 1), valueEntries: valueEntries.slice(0, 1) }
    expect(texts(sound({ orders: [placed], ...unused }))).toEqual([expect.stringContaining('nobody holds')])
    const stray = { _id: 'ann', version: 1, held: { other: { ...hold, valueFen: 0 } } }
    expect(texts(sound({ accounts: [stray] }))).toEqual([expect.stringContaining('does not use it')])
    expect(texts(sound({ accounts: [stray] }), false)).toEqual([])
  })
})
