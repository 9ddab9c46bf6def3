import type { OrderView, PartsView } from '@yundian/contract'
import { type OrderMode, type OrderStatus, showPickupNumber } from '@yundian/domain'
import { language } from '../language'
import { orderWords } from '../words/orderWords'
import { sentences } from '../words/sentences'
import { type CartLineView, lineView } from './cartView'
import { type PriceView, priceView } from './money'
import { type PriceStepView, priceSteps } from './priceSteps'
import { dayAndTime, timeOfDay } from './timeOfDay'

export interface Step {
  name: string
  time: string
  state: 'done' | 'now' | 'next'
}

export interface OrderScreen {
  id: string
  status: OrderStatus
  word: string
  hint: string
  tone: 'chili' | 'gold' | 'jade' | 'amber' | 'plain'
  number: string
  place: string
  steps: Step[]
  lines: CartLineView[]
  /** Savings and fees between the dishes and the total. */
  priceSteps: PriceStepView[]
  remark: string
  total: PriceView
  totalFen: number
  /** What of it points and stored value pay, and what is left for the channel. */
  parts?: { points: boolean; value: boolean; facts: { word: string; price: PriceView }[]; due: PriceView }
  points: number
  placedAt: string
  businessDay: string
  /** When it comes, in a sentence; empty when nothing was said. */
  promise: string
  /** True when the first promise could not be kept. */
  late: boolean
  mayPay: boolean
  mayCancel: boolean
  /** Where the diner's money is, refund by refund. */
  refunds: { key: string; price: PriceView; words: string }[]
  /** What became of his wish for it; empty when he has none. */
  refundAsked: string
  mayAskRefund: boolean
}

/** An order as its page shows it. */
export function orderScreen(order: OrderView, hostingUrl: string): OrderScreen {
  const waiting = order.status === 'placed' && order.msToPay > 0
  return {
    id: order.id,
    status: order.status,
    ...statusView(order.status, order.mode),
    ...(order.status === 'placed' && !waiting ? { hint: orderWords[language.get()].expired } : {}),
    number: showPickupNumber(order.pickupNumber),
    place: placeOf(order),
    steps: stepsOf(order),
    lines: order.lines.map((line, at) => ({ key: String(at), ...lineView(line, hostingUrl) })),
    priceSteps: priceSteps(order.steps, order.lines),
    remark: order.remark ?? '',
    total: priceView(order.totalFen),
    totalFen: order.totalFen,
    ...(order.parts ? { parts: partsOf(order.parts, order.dueFen) } : {}),
    points: order.points,
    placedAt: dayAndTime(order.placedAt),
    businessDay: order.businessDay,
    promise: promiseWords(order),
    late: (order.slips ?? 0) > 0 && ['paid', 'cooking'].includes(order.status),
    mayPay: waiting,
    mayCancel: order.status === 'placed',
    refunds: order.refunds.map(({ fen, state, doneAt }, at) => ({
      key: String(at),
      price: priceView(fen),
      words: doneAt === undefined ? refundWords[state] : `${dayAndTime(doneAt)} 已到账`,
    })),
    refundAsked: askedWords(order),
    mayAskRefund: ['paid', 'cooking', 'ready', 'served'].includes(order.status) && !order.refundAsked,
  }
}

/** How an order is handed over, in a few words. */
export function placeOf({ mode, table, delivery }: Pick<OrderView, 'mode' | 'table' | 'delivery'>): string {
  const place = sentences[language.get()].place(mode, table ?? '')
  return mode === 'delivery' ? `${place} · ${delivery?.text ?? ''}` : place
}

/** The word, the next step and the colour of a status. */
export function statusView(status: OrderStatus, mode: OrderMode): Pick<OrderScreen, 'word' | 'hint' | 'tone'> {
  const words = orderWords[language.get()]
  switch (status) {
    case 'placed':
      return { word: words.placed, hint: words.placedHint, tone: 'amber' }
    case 'billed':
      return { word: words.billed, hint: words.billedHint, tone: 'gold' }
    case 'paid':
      return { word: words.paid, hint: words.paidHint, tone: 'gold' }
    case 'cooking': {
      const hints = { dineIn: words.cookingHere, pickup: words.cookingAway, delivery: words.cookingDelivery }
      return { word: words.cooking, hint: hints[mode], tone: 'gold' }
    }
    case 'ready': {
      const here = { word: words.serving, hint: words.servingHint, tone: 'jade' } as const
      const leaving = { word: words.leaving, hint: words.leavingHint, tone: 'jade' } as const
      return {
        dineIn: here,
        delivery: leaving,
        pickup: { word: words.ready, hint: words.readyHint, tone: 'jade' } as const,
      }[mode]
    }
    case 'served':
    case 'closed':
      return { word: words.served, hint: words.servedHint, tone: 'jade' }
    case 'cancelled':
      return { word: words.cancelled, hint: words.cancelledHint, tone: 'plain' }
    case 'voided':
      return { word: words.voided, hint: words.voidedHint, tone: 'plain' }
    case 'refunded':
      return { word: words.refunded, hint: words.refundedHint, tone: 'plain' }
  }
}

function promiseWords({ status, mode, slot, promisedAt, promisedMinutes, before, slips, outAt }: OrderView): string {
  const say = sentences[language.get()]
  if (status === 'ready' && outAt !== undefined) return say.underWay(timeOfDay(outAt))
  if (status === 'placed') return promisedMinutes === undefined ? '' : say.promiseOnPaying(promisedMinutes, undefined)
  if (status !== 'paid' && status !== 'cooking') return ''
  const queue = before === undefined || slot ? [] : [say.ordersBefore(before)]
  if (promisedAt === undefined) return queue.join('')
  if (slot)
    return say.promiseOfSlot(`${dayAndTime(slot.from)}–${timeOfDay(slot.to)}`, mode === 'dineIn' ? 'pickup' : mode)
  return [say.promise(timeOfDay(promisedAt), mode, slips !== undefined && slips > 0), ...queue].join(
    language.get() === 'zh' ? '，' : ', ',
  )
}

const refundWords = { granted: '退款处理中', accepted: '退款已提交，等待到账', done: '已到账' } as const

function askedWords({ refundAsked: asked, status }: OrderView): string {
  if (!asked || status === 'refunded') return ''
  return asked.declinedAt === undefined ? '已申请退款，等店家回复' : '店家没有同意退款，有问题请联系店员'
}

/** True when nothing more will happen to an order by itself. */
export function isOver(status: OrderStatus): boolean {
  return (
    status === 'served' || status === 'closed' || status === 'cancelled' || status === 'voided' || status === 'refunded'
  )
}

/** Time left to pay as `m:ss`. */
export function countdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

function stepsOf(order: OrderView): Step[] {
  if (['cancelled', 'voided', 'refunded'].includes(order.status)) return []
  const here = order.mode === 'dineIn'
  const reached: [string, number | undefined][] = [
    ['下单', order.placedAt],
    ['付款', order.paidAt],
    ['制作', order.cookingAt],
    [here ? '上菜' : '取餐', order.readyAt],
    ['完成', order.servedAt],
  ]
  const last = reached.reduce((latest, [, at], index) => (at === undefined ? latest : index), 0)
  return reached.map(([name, at], index) => ({
    name,
    time: at === undefined ? '' : timeOfDay(at),
    state:
      index < last || order.status === 'closed' || order.status === 'served' ? 'done' : index === last ? 'now' : 'next',
  }))
}

function partsOf({ wish, points, pointsFen, valueFen }: PartsView, dueFen: number): OrderScreen['parts'] {
  const facts = [
    ...(pointsFen > 0 ? [{ word: `${points} 积分抵`, price: priceView(pointsFen) }] : []),
    ...(valueFen > 0 ? [{ word: '储值余额', price: priceView(valueFen) }] : []),
  ]
  return { ...wish, facts, due: priceView(dueFen) }
}
