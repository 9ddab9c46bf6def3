import { describe, expect, it } from 'vitest'
import type { Order } from './order.ts'
import { billDayOf, daysWithBills, instantsOf, type Movement, reconcile, reconciliationCsv } from './reconcile.ts'

const day = '2026-05-06'
const noon = new Date(`${day}T12:00:00+08:00`)

function order(id: string, change: Partial<Order> = {}): Order {
  const payment = { startedAt: noon, transactionId: `t-${id}`, paidFen: 1000, paidAt: noon }
  return { _id: id, payment, ...change } as unknown as Order
}
const line = (id: string, change: Partial<Movement> = {}): Movement => ({
  kind: 'payment',
  outTradeNo: id,
  transactionId: `t-${id}`,
  fen: 1000,
  ...change,
})
const refundLine = (id: string, fen = 400): Movement => line(id, { kind: 'refund', refundId: `${id}-1`, fen })
const refunded = (id: string, sentAt = noon) =>
  order(id, { refunds: { r1: { fen: 400, sentAt } } as unknown as Order['refunds'] })

const verdicts = (bill: Movement[], earlier: Movement[], orders: Order[]) =>
  reconcile(day, bill, earlier, orders).map(({ verdict, kind, outTradeNo }) => `${verdict} ${kind} ${outTradeNo}`)

describe('R10: the bill of a day beside the ledger', () => {
  it('agrees line by line, payments and refunds', () => {
    expect(verdicts([line('a'), refundLine('a')], [], [refunded('a')])).toEqual(['agrees payment a', 'agrees refund a'])
  })

  it('knows a refund that arrived though the answer to its sending was lost', () => {
    const arrived = order('a', { refunds: { r1: { fen: 400, doneAt: noon } } as unknown as Order['refunds'] })
    expect(verdicts([line('a'), refundLine('a')], [], [arrived])).toEqual(['agrees payment a', 'agrees refund a'])
  })

  const late = new Date(`${day}T23:55:00+08:00`)
  const cases: [name: string, bill: Movement[], earlier: Movement[], orders: Order[], found: string[]][] = [
    ['paid there and unpaid here', [line('a')], [], [order('a', { payment: undefined })], ['missing_here payment a']],
    ['paid there and unknown here', [line('z')], [], [], ['missing_here payment z']],
    [
      'paid there by another transaction',
      [line('a', { transactionId: 'x' })],
      [],
      [order('a')],
      ['missing_here payment a', 'missing_there payment a'],
    ],
    ['paid here and not there', [], [], [order('a')], ['missing_there payment a']],
    ['another sum', [line('a', { fen: 999 })], [], [order('a')], ['other_sum payment a']],
    [
      'refunded there and not here',
      [line('a'), refundLine('a')],
      [],
      [order('a')],
      ['agrees payment a', 'missing_here refund a'],
    ],
    ['refunded here and not there', [line('a')], [], [refunded('a')], ['agrees payment a', 'missing_there refund a']],
    [
      'another refund',
      [line('a'), refundLine('a', 399)],
      [],
      [refunded('a')],
      ['agrees payment a', 'other_sum refund a'],
    ],
    ['a notice that came after midnight', [], [line('a')], [order('a')], []],
    [
      'what was written so late that it stands in the next bill',
      [],
      [],
      [order('a', { payment: { startedAt: noon, transactionId: 't-a', paidFen: 1000, paidAt: late } })],
      [],
    ],
    [
      'a refund that nobody sent yet',
      [line('a')],
      [],
      [order('a', { refunds: { r1: { fen: 400 } } as unknown as Order['refunds'] })],
      ['agrees payment a'],
    ],
  ]
  for (const [name, bill, earlier, orders, found] of cases) {
    it(`sees ${name}`, () => expect(verdicts(bill, earlier, orders)).toEqual(found))
  }

  it('gives every instant to exactly one day', () => {
    const { from, until } = instantsOf(day)
    expect([from.toISOString(), until.toISOString()]).toEqual(['2026-05-05T15:50:00.000Z', '2026-05-06T15:50:00.000Z'])
    expect(billDayOf(from.getTime())).toBe(day)
    expect(billDayOf(from.getTime() - 1)).toBe('2026-05-05')
    expect(billDayOf(until.getTime())).toBe('2026-05-07')
  })

  it('asks for no bill before ten in the morning of the next day', () => {
    expect(daysWithBills(Date.parse('2026-05-08T04:30:00+08:00'), 2)).toEqual(['2026-05-05', '2026-05-06'])
    expect(daysWithBills(Date.parse('2026-05-08T09:59:00+08:00'), 1)).toEqual(['2026-05-06'])
    expect(daysWithBills(Date.parse('2026-05-08T10:00:00+08:00'), 1)).toEqual(['2026-05-07'])
  })

  it('is a table that a spreadsheet reads, and in which nothing is run', () => {
    const rows = reconcile(day, [line('=1+1'), line('a"b')], [], [])
    expect(reconciliationCsv(rows)).toBe(
      'verdict,kind,outTradeNo,transactionId,refundId,fen,ledgerFen\r\n' +
        "missing_here,payment,'=1+1,t-=1+1,,1000,\r\n" +
        'missing_here,payment,"a""b","t-a""b",,1000,\r\n',
    )
  })
})
