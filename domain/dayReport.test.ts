import { expect, it } from 'vitest'
import { addToReport, emptyReport, topDishes } from './dayReport.ts'
import type { Order } from './order.ts'

function order(change: Partial<Order>): Order {
  return {
    status: 'paid',
    placedAt: new Date('2026-05-06T12:30:00+08:00'),
    payment: { startedAt: new Date(0), paidFen: 1000 },
    refundedFen: 0,
    points: 10,
    pointsPerYuan: 1,
    lines: [{ dish: 'a', name: 'A', quantity: 1, unitFen: 1000, fen: 1000 }],
    ...change,
  } as Order
}

const reportOf = (orders: Order[]) =>
  orders.reduce((sum, each) => addToReport(sum, each, 'Asia/Shanghai'), emptyReport())

it('counts money taken and given back, and leaves what was given back out of dishes and points', () => {
  const refunded = order({ status: 'refunded', refundedFen: 1000 })
  expect(reportOf([order({}), refunded, order({ status: 'cancelled', payment: undefined })])).toMatchObject({
    orders: 2,
    salesFen: 2000,
    refundsFen: 1000,
    unpaidOrders: 1,
    points: 10,
    dishes: [{ dish: 'a', quantity: 1, fen: 1000 }],
  })
})

it('counts of an order only what the guest kept', () => {
  const lines = [{ dish: 'a', name: 'A', quantity: 3, unitFen: 500, fen: 1500 }] as Order['lines']
  const refunds = { r1: { fen: 500, lines: [{ line: 0, quantity: 1 }] } } as unknown as Order['refunds']
  const payment = { startedAt: new Date(0), paidFen: 1500 }
  expect(reportOf([order({ lines, refunds, payment, refundedFen: 500 })])).toMatchObject({
    salesFen: 1500,
    refundsFen: 500,
    points: 10,
    dishes: [{ dish: 'a', quantity: 2, fen: 1000 }],
  })
})

it('says the same in whatever order the ledger is read', () => {
  const orders = [1, 2, 3].map((quantity) =>
    order({
      lines: [{ dish: `d${quantity % 2}`, name: 'D', quantity, unitFen: 100, fen: 100 * quantity }] as Order['lines'],
    }),
  )
  const there = reportOf(orders)
  const back = reportOf(orders.slice().reverse())
  expect(topDishes(there, 9)).toEqual(topDishes(back, 9))
  expect({ ...there, dishes: [] }).toEqual({ ...back, dishes: [] })
})
