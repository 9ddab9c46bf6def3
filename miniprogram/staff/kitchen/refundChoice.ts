import type { KitchenOrder, StaffRequest } from '@yundian/contract'
import { formatYuan, showPickupNumber } from '@yundian/domain'

type Wish = StaffRequest<'refundOrder'>['wish']

/** WeChat's action sheet shows six items at most. */
const mostItems = 6

/** What may be given back of an order: one portion of a line, or everything. */
export function refundChoices(order: KitchenOrder): { words: string; wish: Wish }[] {
  const portions = order.lines.flatMap((line, at) => {
    const isLeft = line.quantity > (order.refundedQuantities[at] ?? 0)
    const wish: Wish = { kind: 'lines', lines: [{ line: at, quantity: 1 }] }
    return isLeft ? [{ words: `1 份 ${line.name}`, wish }] : []
  })
  const whole: Wish = { kind: 'whole' }
  return [{ words: '整单', wish: whole }, ...portions].slice(0, mostItems)
}

/**
 * Names a refund after what was given back before it, and what is wished: sent again, it is the same; after another
 * refund it is a new one; and two cooks who give back different portions at once do not take each other's for their own.
 */
export function refundKey(order: KitchenOrder, wish: Wish): string {
  const wished =
    wish.kind === 'lines' ? wish.lines.map(({ line, quantity }) => `${line}x${quantity}`).join('_') : wish.kind
  return `staff-${order.refundedFen}-${wished}-${order.id}`
}

/** @returns undefined when nobody chose */
export async function chooseRefund(order: KitchenOrder): Promise<{ words: string; wish: Wish } | undefined> {
  const choices = refundChoices(order)
  try {
    const { tapIndex } = await wx.showActionSheet({
      alertText: `${showPickupNumber(order.pickupNumber)} 号退款`,
      itemList: choices.map(({ words }) => `退 ${words}`),
    })
    return choices[tapIndex]
  } catch {
    return undefined
  }
}

export async function confirmRefund(order: KitchenOrder, words: string): Promise<boolean> {
  const left = formatYuan(order.totalFen - order.refundedFen)
  const { confirm } = await wx.showModal({
    title: `退 ${words}？`,
    content: `${showPickupNumber(order.pickupNumber)} 号还可退 ¥${left}，钱会原路退回`,
    confirmText: '退款',
    confirmColor: '#D2301A',
  })
  return confirm
}
