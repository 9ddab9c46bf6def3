import type { CounterOrder } from '@yundian/contract'
import type { PayChannelName } from '@yundian/domain'
import { type PriceView, priceView } from '../../views/money'
import { placeView } from '../../views/place'
import { explain, refusedAs } from '../../wording'

/** An unpaid order as a row of the counter. */
export interface CounterRow {
  id: string
  number: string
  place: string
  dishes: string
  price: PriceView
  /** How long it may still be paid, such as `8:05`; empty when its time is over. */
  left: string
  /** By what it is being paid, if somebody began. */
  begun: string
}

export const channelWords: Record<PayChannelName, string> = {
  wechat: '手机微信支付',
  wechatV3: '手机微信支付',
  wechatCode: '微信付款码',
  alipay: '支付宝收款码',
  alipayCode: '支付宝付款码',
  cash: '现金',
}

/** What can be pressed for an order. */
export interface Ways {
  scan: boolean
  show: boolean
  cash: boolean
}

export function waysOf(channels: readonly PayChannelName[]): Ways {
  const has = (name: PayChannelName) => channels.includes(name)
  return { scan: has('wechatCode') || has('alipayCode'), show: has('alipay'), cash: has('cash') }
}

/** @param now the cloud's clock, ms */
export function counterRow(order: CounterOrder, now: number): CounterRow {
  return {
    id: order.id,
    number: String(order.pickupNumber),
    place:
      order.mode === 'dineIn' && order.table
        ? placeView({ mode: 'dineIn', table: order.table }).place
        : modeWords[order.mode],
    dishes: order.lines.map(({ name, quantity }) => `${name} ×${quantity}`).join('，'),
    price: priceView(order.dueFen),
    left: countdown(order.holdUntil - now),
    begun: order.channel ? `${channelWords[order.channel]}中` : '',
  }
}

const modeWords: Record<CounterOrder['mode'], string> = { dineIn: '堂食', pickup: '自取', delivery: '外送' }

/** Why the money was not taken, and what to do next, to somebody of the staff. */
export function counterWords(error: unknown): string {
  if (!refusedAs(error, 'payment_unavailable')) return explain(error)
  const { reason, next } = error.details
  if (reason === 'no answer') return '支付平台没有回应，请过一会儿再看这一单'
  // The only way on is the one that was begun.
  if (next.length === 1) return '上一次收款还没有结束，请等一两分钟，或请客人把它付完'
  return '客人那边没有付成，请换一个付款码，或换一种方式'
}

/** Minutes and seconds such as `2:07`; empty when nothing is left. */
export function countdown(ms: number): string {
  if (ms <= 0) return ''
  const seconds = Math.ceil(ms / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
