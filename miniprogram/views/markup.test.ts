import type { KitchenOrder, OrderView } from '@yundian/contract'
import { describe, expect, it } from 'vitest'
import { kitchenColumns } from '../staff/kitchen/ticket'
import { orderScreen } from './orderView'
import { toggleRemark } from './remark'

const remark = '<b>少辣</b><img src=x onerror=alert(1)> "双" \'单\' &amp; {{1+1}} \u{1F336}\uFE0F\u{1F962}'.padEnd(
  100,
  '谢',
)

const order: OrderView & KitchenOrder = {
  id: 'a'.repeat(32),
  store: 'chengdu',
  businessDay: '2026-11-22',
  pickupNumber: 7,
  mode: 'pickup',
  remark,
  lines: [],
  steps: [],
  totalFen: 0,
  dueFen: 0,
  refundedFen: 0,
  refunds: [],
  refundedQuantities: [],
  points: 0,
  status: 'paid',
  placedAt: 0,
  paidAt: 0,
  holdUntil: 0,
  msToPay: 0,
}

describe('A21: what people write', () => {
  it('reaches order and kitchen letter by letter, markup, quotes and emoji included', () => {
    expect(orderScreen(order, '').remark).toBe(remark)
    expect(kitchenColumns([order], {}, 0)[0]?.tickets[0]?.remark).toBe(remark)
  })

  it('is never cut in half by a ready-made word that does not fit any more', () => {
    expect(toggleRemark(remark, '不要葱')).toBe(remark)
  })
})
