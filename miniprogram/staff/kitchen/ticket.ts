import type { KitchenOrder } from '@yundian/contract'
import { type OrderMode, showPickupNumber } from '@yundian/domain'
import { lineWords } from '../../views/cartView'
import type { KitchenStep, PendingMoves } from './pendingMoves'

/** An order as a ticket on the kitchen's screen. */
export interface Ticket {
  id: string
  number: string
  place: string
  lines: { key: string; name: string; words: string; quantity: number; refunded: number }[]
  remark: string
  /** Why the diner wants his money back; empty when he does not, or was answered. */
  refundAsked: string
  /** Minutes since it was paid, or ordered to be paid with the bill. */
  wait: string
  age: 'calm' | 'soon' | 'late'
  /** How full the bar of age is, 0 to 100. */
  filled: number
  action: string
  /** What is planned and may be taken back, such as “8 秒后接单”; empty when nothing is. */
  planned: string
}

export interface Column {
  id: 'paid' | 'cooking' | 'ready'
  name: string
  tickets: Ticket[]
}

/** How long an order may take before it is late; at 60 % of it the bar turns amber. */
const promiseMinutes = 15

function actionOf(step: KitchenStep, mode: OrderMode): string {
  if (step === 'served') return { dineIn: '已上桌', pickup: '已取走', delivery: '已送达' }[mode]
  return step === 'cooking' ? '接单' : '出餐'
}

/** Sorts the open orders of a kitchen into its three columns, the longest waiting first. */
export function kitchenColumns(orders: readonly KitchenOrder[], moves: PendingMoves, now: number): Column[] {
  const columns = [
    { id: 'paid', name: '待接单', step: 'cooking' },
    { id: 'cooking', name: '制作中', step: 'ready' },
    { id: 'ready', name: '已出餐', step: 'served' },
  ] as const
  return columns.map(({ id, name, step }) => ({
    id,
    name,
    tickets: orders
      .filter(({ status }) => status === id || (id === 'paid' && status === 'billed'))
      .slice()
      .sort((a, b) => a.paidAt - b.paidAt)
      .map((order) => ticketOf(order, actionOf(step, order.mode), moves, now)),
  }))
}

function ticketOf(order: KitchenOrder, action: string, moves: PendingMoves, now: number): Ticket {
  const minutes = Math.max(0, Math.floor((now - order.paidAt) / 60_000))
  const share = minutes / promiseMinutes
  const move = moves[order.id]
  return {
    id: order.id,
    number: showPickupNumber(order.pickupNumber),
    place: { dineIn: `${order.table ?? ''} 桌`, pickup: '自取', delivery: '外送' }[order.mode],
    lines: order.lines.map((line, at) => ({
      key: String(at),
      name: line.name,
      words: lineWords(line),
      quantity: line.quantity - (order.refundedQuantities[at] ?? 0),
      refunded: order.refundedQuantities[at] ?? 0,
    })),
    remark: order.remark ?? '',
    refundAsked: order.refundAsked?.declinedAt === undefined ? (order.refundAsked?.reason ?? '') : '',
    wait: minutes === 0 ? '刚刚' : `${minutes} 分钟`,
    age: share >= 1 ? 'late' : share >= 0.6 ? 'soon' : 'calm',
    filled: Math.min(100, Math.round(share * 100)),
    action,
    planned: move ? `${Math.max(1, Math.ceil((move.dueAt - now) / 1000))} 秒后${actionOf(move.to, order.mode)}` : '',
  }
}
