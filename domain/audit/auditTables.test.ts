import { describe, expect, it } from 'vitest'
import type { Order } from '../order.ts'
import type { Sitting } from '../table/sitting.ts'
import { auditTables } from './auditTables.ts'

const batch = { _id: 'o', attempt: 'a' } as Order
const sitting = {
  _id: 's',
  store: 'lane',
  table: 'A1',
  place: 'lane:A1',
  status: 'open',
  members: { m: { number: 1 } },
  memberCount: 1,
  readers: ['ann'],
  outbox: { o: batch },
  pending: true,
} as unknown as Sitting
const gone = { ...sitting, _id: 't', place: 'closed:t', status: 'closed', outbox: {}, pending: false } as Sitting

const found = (sittings: Sitting[], orders: Order[] = [], atRest = false) =>
  auditTables(sittings, orders, atRest).map(({ invariant, document }) => `${invariant} ${document}`)

describe('the audit of tables', () => {
  it('finds nothing wrong with a batch on its way, nor with one that has just arrived', () => {
    expect(found([sitting, gone])).toEqual([])
    expect(found([sitting, gone], [batch])).toEqual([])
  })

  for (const [what, change] of [
    ['a table that it does not hold', { place: 'lane:A2' }],
    ['batches that nobody sends', { pending: false }],
    ['members that are miscounted', { memberCount: 2 }],
    ['somebody who may look and does not sit there', { readers: ['ann', 'eve'] }],
  ] as const) {
    it(`finds ${what}`, () => {
      expect(found([{ ...sitting, ...change } as Sitting])).toEqual(['tables sittings/s'])
    })
  }

  it('finds two parties at one table', () => {
    expect(found([sitting, { ...sitting, _id: 't' }])).toEqual(['tables sittings/t'])
  })

  it('finds a batch that was ordered twice, and one that never arrived', () => {
    expect(found([sitting], [{ ...batch, attempt: 'b' }])).toEqual(['tables sittings/s'])
    expect(found([sitting], [], true)).toEqual(['I10 sittings/s'])
  })
})
