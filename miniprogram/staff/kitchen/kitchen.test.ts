import type { KitchenOrder } from '@yundian/contract'
import { describe, expect, it } from 'vitest'
import { dueMoves, tapCard, undoMs, without } from './pendingMoves'
import { refundChoices, refundKey } from './refundChoice'
import { kitchenColumns } from './ticket'

const order = (id: string, status: KitchenOrder['status'], paidAt = 0): KitchenOrder => ({
  id,
  status,
  paidAt,
  pickupNumber: 12,
  mode: 'dineIn',
  table: 'A5',
  remark: '少辣',
  lines: [],
  totalFen: 0,
  refundedFen: 0,
  refundedQuantities: [],
})
const minute = 60_000

describe('tapCard', () => {
  it('plans the next step and sends nothing yet', () => {
    const { moves, sendNow } = tapCard({}, order('a', 'paid'), 1000)
    expect(moves).toEqual({ a: { to: 'cooking', dueAt: 1000 + undoMs } })
    expect(sendNow).toBeUndefined()
  })

  it('sends at once on a second tap', () => {
    const first = tapCard({}, order('a', 'cooking'), 0).moves
    const { moves, sendNow } = tapCard(first, order('a', 'cooking'), 1)
    expect(moves).toEqual({})
    expect(sendNow?.to).toBe('ready')
  })

  it('plans nothing for an order that is handed out', () => {
    expect(tapCard({}, order('a', 'served'), 0).moves).toEqual({})
  })

  it('is due when the time to take it back is over, unless it was taken back', () => {
    const { moves } = tapCard({}, order('a', 'paid'), 0)
    expect(dueMoves(moves, undoMs - 1)).toEqual([])
    expect(dueMoves(moves, undoMs).map(([id]) => id)).toEqual(['a'])
    expect(dueMoves(without(moves, 'a'), undoMs)).toEqual([])
  })
})

describe('kitchenColumns', () => {
  it('puts each order into the column of its status, the longest waiting first', () => {
    const orders = [order('a', 'paid', 5), order('b', 'paid', 1), order('c', 'ready'), order('d', 'served')]
    const columns = kitchenColumns(orders, {}, 10)
    expect(columns.map(({ id, tickets }) => [id, tickets.map((ticket) => ticket.id)])).toEqual([
      ['paid', ['b', 'a']],
      ['cooking', []],
      ['ready', ['c']],
    ])
  })

  it('grows from calm to late', () => {
    const ages = [0, 9, 15].map(
      (waited) => kitchenColumns([order('a', 'paid')], {}, waited * minute)[0]?.tickets[0]?.age,
    )
    expect(ages).toEqual(['calm', 'soon', 'late'])
  })

  it('says what will be sent, and when', () => {
    const { moves } = tapCard({}, order('a', 'paid'), 0)
    expect(kitchenColumns([order('a', 'paid')], moves, 2500)[0]?.tickets[0]?.planned).toBe('6 秒后接单')
  })
})

describe('money given back', () => {
  const lines = [
    { name: '脑花', spec: { name: '份' }, options: [], choices: [], quantity: 2 },
    { name: '米饭', spec: { name: '份' }, options: [], choices: [], quantity: 1 },
  ] as unknown as KitchenOrder['lines']

  it('takes portions off the ticket, and says so', () => {
    const refunded = { ...order('a', 'paid'), lines, refundedQuantities: [1, 1] }
    const shown = kitchenColumns([refunded], {}, 0)[0]?.tickets[0]?.lines
    expect(shown?.map(({ quantity, refunded }) => [quantity, refunded])).toEqual([
      [1, 1],
      [0, 1],
    ])
  })

  it('is offered for the whole order and for what is left of each line', () => {
    const once = { ...order('a', 'paid'), lines, refundedQuantities: [0, 1] }
    expect(refundChoices(once).map(({ words }) => words)).toEqual(['整单', '1 份 脑花'])
  })

  it('of other portions, or after another refund, is another one; sent again it is the same', () => {
    const before = { ...order('a', 'paid'), lines }
    const keys = refundChoices(before).map(({ wish }) => refundKey(before, wish))
    expect(new Set(keys).size).toBe(3)
    expect(refundChoices(before).map(({ wish }) => refundKey(before, wish))).toEqual(keys)
    expect(keys).not.toContain(refundKey({ ...before, refundedFen: 100 }, { kind: 'whole' }))
  })

  it('shows a wish until it is answered', () => {
    const asked = { ...order('a', 'cooking'), refundAsked: { at: 0, reason: '等太久了' } }
    const shown = (each: KitchenOrder) => kitchenColumns([each], {}, 0)[1]?.tickets[0]?.refundAsked
    expect(shown(asked)).toBe('等太久了')
    expect(shown({ ...asked, refundAsked: { ...asked.refundAsked, declinedAt: 1 } })).toBe('')
  })
})
