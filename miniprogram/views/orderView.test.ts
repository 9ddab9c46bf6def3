import type { OrderView } from '@yundian/contract'
import { orderStatuses } from '@yundian/domain'
import { describe, expect, it } from 'vitest'
import { orderRow } from './orderRow'
import { countdown, isOver, orderScreen, statusView } from './orderView'
import { dayAndTime, timeOfDay } from './timeOfDay'

const noon = Date.UTC(2026, 10, 22, 4, 0)

const order: OrderView = {
  id: 'a'.repeat(32),
  store: 'chengdu',
  businessDay: '2026-11-22',
  pickupNumber: 7,
  mode: 'pickup',
  lines: [
    {
      dish: 'tofu',
      name: '豆腐',
      spec: { id: 'one', name: '一份' },
      options: [],
      choices: [],
      quantity: 2,
      unitFen: 1800,
      fen: 3600,
      offFen: 0,
    },
  ],
  steps: [],
  totalFen: 3600,
  dueFen: 3600,
  refundedFen: 0,
  refunds: [],
  points: 0,
  status: 'placed',
  placedAt: noon,
  holdUntil: noon + 900_000,
  msToPay: 900_000,
}

describe('orderScreen', () => {
  it('offers to pay while there is time, and to cancel while it is placed', () => {
    expect(orderScreen(order, '')).toMatchObject({ number: '007', mayPay: true, mayCancel: true })
    expect(orderScreen({ ...order, msToPay: 0 }, '')).toMatchObject({ mayPay: false, mayCancel: true })
    expect(orderScreen({ ...order, status: 'paid' }, '')).toMatchObject({ mayPay: false, mayCancel: false })
  })

  it('marks how far an order has come, with the time of each step', () => {
    const cooking = orderScreen({ ...order, status: 'cooking', paidAt: noon + 60_000, cookingAt: noon + 120_000 }, '')
    expect(cooking.steps.map(({ name, time, state }) => [name, time, state])).toEqual([
      ['下单', '12:00', 'done'],
      ['付款', '12:01', 'done'],
      ['制作', '12:02', 'now'],
      ['取餐', '', 'next'],
      ['完成', '', 'next'],
    ])
  })

  it('shows no steps of an order that will not be made', () => {
    expect(orderScreen({ ...order, status: 'cancelled' }, '').steps).toEqual([])
  })

  it('has a word and a next step for every status, at a table and to go', () => {
    for (const status of orderStatuses) {
      for (const mode of ['dineIn', 'pickup'] as const) {
        const { word, hint } = statusView(status, mode)
        expect(word.length, status).toBeGreaterThan(1)
        expect(hint.length, status).toBeGreaterThan(4)
      }
    }
    expect(orderStatuses.filter(isOver)).toEqual(['served', 'closed', 'cancelled', 'voided', 'refunded'])
  })
})

describe('money given back', () => {
  const refund = { fen: 1800, state: 'accepted' as const, grantedAt: noon }

  it('is shown refund by refund, with where it is', () => {
    const { refunds } = orderScreen({ ...order, refunds: [refund, { ...refund, state: 'done', doneAt: noon }] }, '')
    expect(refunds.map(({ words }) => words)).toEqual(['退款已提交，等待到账', '11-22 12:00 已到账'])
  })

  it('may be asked for once, from the payment until the meal is over', () => {
    const may = orderStatuses.filter((status) => orderScreen({ ...order, status }, '').mayAskRefund)
    expect(may).toEqual(['paid', 'cooking', 'ready', 'served'])
    const asked = { ...order, status: 'cooking' as const, refundAsked: { at: noon, reason: '' } }
    expect(orderScreen(asked, '')).toMatchObject({ mayAskRefund: false, refundAsked: '已申请退款，等店家回复' })
    const declined = { ...asked, refundAsked: { at: noon, reason: '', declinedAt: noon } }
    expect(orderScreen(declined, '').refundAsked).toContain('没有同意')
  })
})

describe('orderRow', () => {
  it('sums an order up in one line', () => {
    expect(orderRow(order, '').summary).toBe('豆腐 × 2')
    expect(orderRow({ ...order, lines: [...order.lines, ...order.lines] }, '').summary).toBe('豆腐 等 4 份')
  })
})

describe('time', () => {
  it("shows the store's clock whatever the phone's zone is", () => {
    expect(timeOfDay(noon)).toBe('12:00')
    expect(dayAndTime(Date.UTC(2026, 10, 22, 17, 5))).toBe('11-23 01:05')
  })

  it('counts down to zero and not below', () => {
    expect([countdown(899_001), countdown(59_000), countdown(-5)]).toEqual(['15:00', '0:59', '0:00'])
  })
})
