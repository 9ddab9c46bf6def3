import { describe, expect, it } from 'vitest'
import type { Board } from '../board.ts'
import { addToReport, emptyReport } from '../dayReport.ts'
import type { Order } from '../order.ts'
import { lateRefund, planRefund } from '../refund.ts'
import { menuOf } from '../testing/menu.ts'
import { auditLedger, type Ledger } from './auditLedger.ts'

const noon = new Date('2026-05-06T12:00:00+08:00')
const later = new Date(noon.getTime() + 600_000)

/** An order of two limited portions at 1,000 fen, paid. */
const paid = {
  _id: 'a',
  store: 'lane',
  businessDay: '2026-05-06',
  pickupNumber: 1,
  status: 'paid',
  owes: [],
  lines: [{ dish: 'brain', name: 'B', quantity: 2, unitFen: 1000, fen: 2000, offFen: 0, options: [], choices: [] }],
  steps: [],
  demand: { brain: 2 },
  totalFen: 2000,
  refundedFen: 0,
  points: 20,
  pointsPerYuan: 1,
  placedAt: noon,
  payment: { startedAt: noon, transactionId: 't', paidFen: 2000, paidAt: noon },
} as unknown as Order

const plan = planRefund(
  paid,
  { kind: 'lines', lines: [{ line: 0, quantity: 1 }] },
  { reason: '', by: 'x', requestKey: 'k', at: noon },
)
const refunded: Order = {
  ...paid,
  _id: 'b',
  pickupNumber: 2,
  refundedFen: 1000,
  refunds: { r1: { ...plan.refund, state: 'done' } },
}
const unpaid = { ...paid, _id: 'c', pickupNumber: 3, status: 'placed', payment: undefined } as Order

const board = {
  _id: 'lane',
  received: { brain: 10 },
  left: { brain: 5 },
  sold: { brain: 3 },
  holds: { c: { lines: { brain: 2 } } },
} as unknown as Board

/** Tea is made of leaves, brain is counted. */
const menu = menuOf([
  { id: 'brain', daily: 10 },
  { id: 'tea', recipe: [{ ingredient: 'leaf', quantity: 10 }] },
])
const told = (few: Record<string, number>, ofBoard: object = {}) =>
  ledger({
    boards: [{ ...board, menuVersion: 1, off: {}, ...ofBoard } as Board],
    menus: [{ store: 'lane', version: 1, menu }],
    shelves: [{ _id: 'lane', menuVersion: 1, off: [], few }],
  })
/** A restaurant in which everything is as it should be. */
function ledger(change: Partial<Ledger> = {}): Ledger {
  const orders = [paid, refunded, unpaid]
  const sums = orders.reduce((sum, order) => addToReport(sum, order, 'Asia/Shanghai'), emptyReport())
  return {
    orders,
    boards: [board],
    sittings: [],
    tickets: [
      { _id: 'a:kitchen:1', order: 'a' },
      { _id: 'b:kitchen:1', order: 'b' },
    ],
    pointEntries: [
      { _id: 'earn:a', order: 'a', points: 20 },
      { _id: 'earn:b', order: 'b', points: 20 },
      { _id: 'refund:b-1', order: 'b', points: -10 },
    ],
    suspense: [],
    reports: [{ ...sums, _id: 'r', store: 'lane', businessDay: '2026-05-06', madeAt: later }],
    timeZones: new Map([['lane', 'Asia/Shanghai']]),
    payments: [
      { outTradeNo: 'a', transactionId: 't', isPaid: true, totalFee: 2000, refundedFee: 0 },
      { outTradeNo: 'b', transactionId: 't', isPaid: true, totalFee: 2000, refundedFee: 1000 },
      { outTradeNo: 'c', isPaid: false, totalFee: 2000, refundedFee: 0 },
    ],
    ...change,
  }
}

const withOrders = (...orders: Partial<Order>[]): Ledger => {
  const changed = new Map(orders.map((order) => [order._id, order]))
  return ledger({ orders: ledger().orders.map((order) => ({ ...order, ...changed.get(order._id) }) as Order) })
}
const withBoard = (change: object) => ledger({ boards: [{ ...board, ...change } as Board] })
const without = (field: 'tickets' | 'pointEntries' | 'payments', at: number) =>
  ledger({ [field]: (ledger()[field] as unknown[]).toSpliced(at, 1) })

const broken: [what: string, ledger: Ledger, finding: string][] = [
  ['open menus are told more than there is', told({ brain: 6, tea: 0 }), 'I10 shelves/lane'],
  ['open menus offer what no ingredient is left for', told({ brain: 5, tea: 1 }), 'I10 shelves/lane'],
  ['another sum was taken than the order costs', withOrders({ _id: 'a', totalFen: 1999 }), 'I1 orders/a'],
  [
    'the lines and steps of an order do not make its total',
    withOrders({ _id: 'a', steps: [{ kind: 'fee', id: 'tea', name: '茶', fen: 1 }] }),
    'I1 orders/a',
  ],
  [
    'a line says that it saved what no step took off',
    withOrders({ _id: 'a', lines: [{ ...paid.lines[0], offFen: 5 }] as Order['lines'] }),
    'I1 orders/a',
  ],
  ['more is given back than the refunds make', withOrders({ _id: 'b', refundedFen: 1500 }), 'I1 orders/b'],
  ['an order is called refunded that is not', withOrders({ _id: 'b', status: 'refunded' }), 'I1 orders/b'],
  ['portions vanish from a board', withBoard({ left: { brain: 4 } }), 'I2 boards/lane'],
  ['fewer than none are left', withBoard({ left: { brain: -1 }, sold: { brain: 9 } }), 'I2 boards/lane'],
  ['a board sold what nobody ordered', withBoard({ left: { brain: 4 }, sold: { brain: 4 } }), 'I3 boards/lane'],
  ['an unpaid order holds nothing', withBoard({ left: { brain: 7 }, holds: {} }), 'I3 boards/lane'],
  [
    'more was given back than was paid',
    withOrders({ _id: 'b', refundedFen: 3000, refunds: { r1: { ...plan.refund, fen: 3000 } } }),
    'I1 orders/b',
  ],
  ['a hold has no order', withBoard({ holds: { z: { lines: { brain: 2 } } } }), 'I3 boards/lane'],
  ['points never came', without('pointEntries', 0), 'I4 orders/a'],
  [
    'points came twice',
    ledger({ pointEntries: [...ledger().pointEntries, { _id: 'x', order: 'a', points: 20 }] }),
    'I4 orders/a',
  ],
  ['points of a refund stayed', without('pointEntries', 2), 'I4 orders/b'],
  [
    'points belong to nobody',
    ledger({ pointEntries: [...ledger().pointEntries, { _id: 'x', order: 'z', points: 1 }] }),
    'I4 pointEntries/x',
  ],
  ['the kitchen never heard of an order', without('tickets', 0), 'I5 orders/a'],
  ['the kitchen got it twice', ledger({ tickets: [...ledger().tickets, { _id: 'x', order: 'a' }] }), 'I5 orders/a'],
  [
    'the kitchen cooks an unpaid order',
    ledger({ tickets: [...ledger().tickets, { _id: 'x', order: 'c' }] }),
    'I5 orders/c',
  ],
  ['a late payment has no end', withOrders({ _id: 'a', status: 'cancelled' }), 'I6 orders/a'],
  [
    'the platform took money for an unpaid order',
    ledger({ payments: ledger().payments?.map((payment) => ({ ...payment, isPaid: true })) }),
    'I6 orders/c',
  ],
  ['a paid order has no payment', withOrders({ _id: 'a', payment: undefined }), 'I7 orders/a'],
  ['an order has its money and is still unpaid', withOrders({ _id: 'a', status: 'placed' }), 'I7 orders/a'],
  ['the platform never saw a payment', without('payments', 0), 'I1 orders/a'],
  [
    'the platform gave back another sum',
    ledger({ payments: ledger().payments?.map((payment) => ({ ...payment, refundedFee: 0 })) }),
    'I1 orders/b',
  ],
  [
    'an order was paid twice, and nobody knows of the second payment',
    ledger({
      payments: [
        ...(ledger().payments ?? []),
        { outTradeNo: 'a', transactionId: 'u', isPaid: true, totalFee: 2000, refundedFee: 0 },
      ],
    }),
    'I6 orders/a',
  ],
  [
    'the platform took a recorded payment back',
    ledger({ payments: ledger().payments?.map((payment) => ({ ...payment, isPaid: false })) }),
    'I1 orders/a',
  ],
  [
    'a payment belongs to no order',
    ledger({
      payments: [
        ...(ledger().payments ?? []),
        { outTradeNo: 'z', transactionId: 'u', isPaid: true, totalFee: 1, refundedFee: 0 },
      ],
    }),
    'I8 payments/z',
  ],
  ['an order still owes something', withOrders({ _id: 'a', owes: ['points'] }), 'I10 orders/a'],
  [
    'a refund was never sent',
    withOrders({ _id: 'b', refunds: { r1: { ...plan.refund, state: 'granted' } } }),
    'I10 orders/b',
  ],
  [
    'a report says another sum',
    ledger({ reports: ledger().reports.map((report) => ({ ...report, salesFen: 1 })) }),
    'I11 reports/r',
  ],
  ['a pickup number was given twice', withOrders({ _id: 'b', pickupNumber: 1 }), 'numbers orders/b'],
]

describe('the audit', () => {
  it('finds nothing in a house in order, also before what it owes is done', () => {
    expect(auditLedger(ledger(), true)).toEqual([])
    const fresh = withOrders({ _id: 'a', owes: ['settle', 'ticket', 'points'] })
    expect(
      auditLedger({ ...fresh, tickets: fresh.tickets.slice(1), pointEntries: fresh.pointEntries.slice(1) }, false),
    ).toEqual([])
  })

  for (const [what, wrong, finding] of broken) {
    it(`says so when ${what}`, () => {
      const found = auditLedger(wrong, true).map(({ invariant, document }) => `${invariant} ${document}`)
      expect(found).toContain(finding)
    })
  }

  it('reads what open menus are told by the menu: portions that came back after the day turned limit nothing', () => {
    const received = { brain: 10, Ileaf: 40, tea: 3 }
    const left = { brain: 5, Ileaf: 40, tea: 3 }
    const stockEntries = [{ _id: 'd', store: 'lane', ingredient: 'leaf', quantity: 40 }]
    const known = { ...told({ brain: 5, tea: 4 }, { received, left }), stockEntries }
    expect(auditLedger(known, true)).toEqual([])
    const counted = { ...told({ brain: 5, tea: 4 }, { received, left, counted: { tea: '2026-05-06' } }), stockEntries }
    expect(auditLedger(counted, true)).toMatchObject([{ invariant: 'I10', document: 'shelves/lane' }])
  })

  it('asks no platform about cash', () => {
    const payment = { ...paid.payment, channel: 'cash', transactionId: 'cash:cook:a' } as Order['payment']
    const payments = ledger().payments?.filter(({ outTradeNo }) => outTradeNo !== 'a')
    expect(auditLedger({ ...withOrders({ _id: 'a', payment }), payments }, true)).toEqual([])
  })

  it('leaves to a person what is kept in suspense', () => {
    const payments = [
      ...(ledger().payments ?? []),
      { outTradeNo: 'z', transactionId: 'u', isPaid: true, totalFee: 1, refundedFee: 0 },
    ]
    expect(auditLedger(ledger({ payments, suspense: [{ outTradeNo: 'z', transactionId: 'u' }] }), true)).toEqual([])
  })

  it('knows a refund of money that came too late, and a report made before it', () => {
    const late = {
      ...paid,
      _id: 'd',
      pickupNumber: 4,
      refundedFen: 2000,
      status: 'refunded',
      lateEnd: 'refunded',
    } as Order
    const refunds = { r1: { ...lateRefund(paid, new Date(later.getTime() + 1)), state: 'done' as const } }
    const before = { ...late, refundedFen: 0, status: 'cancelled', lateEnd: undefined } as Order
    const orders = [...ledger().orders, { ...late, refunds }]
    const payments = [
      ...(ledger().payments ?? []),
      { outTradeNo: 'd', transactionId: 't', isPaid: true, totalFee: 2000, refundedFee: 2000 },
    ]
    const sums = [...ledger().orders, before].reduce(
      (sum, each) => addToReport(sum, each, 'Asia/Shanghai'),
      emptyReport(),
    )
    const reports = [{ ...sums, _id: 'r', store: 'lane', businessDay: '2026-05-06', madeAt: later }]
    expect(auditLedger(ledger({ orders, payments, reports }), true)).toEqual([])
  })

  it('judges a report of before a whole refund by the dishes that were sold then', () => {
    const grantedAt = new Date(later.getTime() + 1)
    const all = planRefund(paid, { kind: 'whole' }, { reason: '', by: 'x', requestKey: 'k', at: grantedAt })
    const gone: Partial<Order> = {
      status: 'refunded',
      refundedFen: 2000,
      refunds: { r1: { ...all.refund, restock: {}, state: 'done' } },
    }
    const entries = [...ledger().pointEntries, { _id: 'refund:a-1', order: 'a', points: -20 }]
    const payments = ledger().payments?.map((each) => (each.outTradeNo === 'a' ? { ...each, refundedFee: 2000 } : each))
    expect(auditLedger({ ...withOrders({ _id: 'a', ...gone }), pointEntries: entries, payments }, true)).toEqual([])
  })

  it('judges a report by what was known when it was made', () => {
    const [order] = ledger().orders.slice(1)
    const grantedAt = new Date(later.getTime() + 1)
    const refunds = { r1: { ...plan.refund, state: 'done' as const, grantedAt } }
    const before = { ...order, refundedFen: 0, refunds: {} } as Order
    const sums = [paid, before, unpaid].reduce((sum, each) => addToReport(sum, each, 'Asia/Shanghai'), emptyReport())
    const reports = [{ ...sums, _id: 'r', store: 'lane', businessDay: '2026-05-06', madeAt: later }]
    expect(auditLedger({ ...withOrders({ _id: 'b', refunds }), reports }, true)).toEqual([])
  })

  it('judges a report made between a late payment and its revival by what was sold then', () => {
    const revived = { ...paid, lateEnd: 'revived' as const, revivedAt: new Date(later.getTime() + 3_600_000) }
    const then = [{ ...paid, status: 'cancelled' } as Order, ...ledger().orders.slice(1)]
    const sums = then.reduce((sum, each) => addToReport(sum, each, 'Asia/Shanghai'), emptyReport())
    const reports = [{ ...sums, _id: 'r', store: 'lane', businessDay: '2026-05-06', madeAt: later }]
    expect(auditLedger({ ...withOrders({ ...revived }), reports }, true)).toEqual([])
  })

  it('lets a report count a payment that another instance wrote by a clock that goes ahead, and none of an hour later', () => {
    const paidAt = (ms: number) => ({ ...paid.payment, paidAt: new Date(later.getTime() + ms) }) as Order['payment']
    expect(auditLedger(withOrders({ _id: 'a', payment: paidAt(3_000) }), true)).toEqual([])
    const found = auditLedger(withOrders({ _id: 'a', payment: paidAt(3_600_000) }), true)
    expect(found.map(({ invariant }) => invariant)).toContain('I11')
  })
})
