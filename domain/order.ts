import type { PartPayments } from './account/partPayments.ts'
import type { Claim } from './board.ts'
import type { Fen } from './money.ts'
import type { Effect, OrderStatus } from './orderLife.ts'
import type { PriceStep } from './price/priceStep.ts'
import type { Refund } from './refund.ts'
import type { Delivery } from './serving/delivery.ts'
import type { Void } from './void.ts'

/** What a diner asks for: choices only, never a price. */
export interface LineRequest {
  dish: string
  spec: string
  options: { group: string; option: string }[]
  /** For a set menu: the dish chosen for each place of each part. An option or dish taken twice stands here twice. */
  choices: { part: string; dish: string }[]
  quantity: number
  /** The diner's words about this line. */
  remark?: string
}

/** A line as it was sold: names and prices are those of the menu version of the order. */
export interface OrderLine {
  dish: string
  name: string
  picture?: string
  spec: { id: string; name: string }
  options: { group: string; option: string; name: string; fen: Fen }[]
  choices: { part: string; dish: string; name: string; fen: Fen }[]
  quantity: number
  remark?: string
  unitFen: Fen
  fen: Fen
  /** Of `fen`, what this line saves: its share of all savings of the order; a refund of it gives back the rest. */
  offFen: Fen
  /** At a table: key of the member who put it into the cart. */
  owner?: string
}

export const orderModes = ['dineIn', 'pickup', 'delivery'] as const

/** How an order is handed over. */
export type OrderMode = (typeof orderModes)[number]

export const payChannelNames = ['wechat', 'wechatV3', 'wechatCode', 'alipay', 'alipayCode', 'cash'] as const

/** One way to be paid. `wechat` is cloudPay, `wechatV3` the same for a merchant without it; a `…Code` is read from the diner's phone. */
export type PayChannelName = (typeof payChannelNames)[number]

/** What a diner whose payment failed may turn to: another channel, what he has stored here, or the people at the counter. */
export type PayWay = PayChannelName | 'value' | 'counter'

/** One attempt to be paid on the pay platform; its number there is `paymentNumber` (I8). */
export interface Payment {
  /** Instant at which the pay platform was last asked to take the money. */
  startedAt: Date
  /** By which it is paid, or was; absent: in the mini-program. */
  channel?: PayChannelName
  /** Until when the channel may take the money by itself, and nobody can prevent it; absent: until the hold ends. */
  openUntil?: Date
  /** The openid of who took it at the counter. */
  takenBy?: string
  /** By which the platform took the money, when that is not the order's id. */
  number?: string
  transactionId?: string
  paidFen?: Fen
  paidAt?: Date
}

export interface Order {
  _id: string
  store: string
  /** The openid of who ordered. */
  diner: string
  requestDigest: string
  /** Names the hold on the board that belongs to this order (a repeated request can leave a second one behind). */
  attempt: string
  menuVersion: number
  businessDay: string
  pickupNumber: number
  mode: OrderMode
  table?: string
  /** Of a delivery: where to, how far, and what that costs. */
  delivery?: Delivery
  /** Of an order for later: when it is to be handed over. */
  slot?: { from: Date; to: Date }
  /** Of an order for later: when the kitchen begins with it, and sees it. */
  dueAt?: Date
  /** How long it takes from its payment, as it was said when it was ordered. */
  promisedMinutes?: number
  /** When it will be handed over: of an order for later, or of one whose first promise could not be kept. */
  promisedAt?: Date
  /** Ordered by a party at a table: its sitting, and which of its batches (加菜) this is, from 1. */
  sitting?: string
  batch?: number
  /** The last of its party's moves to another table that it followed. */
  moves?: number
  /** How often the promise had to be put off. */
  slips?: number
  /** When the night found that nobody had handed it out: it is no load any more. */
  forgottenAt?: Date
  /** Of a delivery: when somebody set out with it. */
  outAt?: Date
  remark?: string
  lines: OrderLine[]
  /** Savings and fees between the lines and the total. */
  steps: PriceStep[]
  /** Taken from the board, by SKU: limited portions, and ingredients. */
  demand: Record<string, number>
  /** The same for one portion of each line; absent when a line takes one of its dish and of each dish chosen in it. */
  takes?: Record<string, number>[]
  /** The other counters of the board that it moved. */
  claims?: Claim[]
  totalFen: Fen
  /** Of what was paid, granted back so far: the sum of `refunds`. */
  refundedFen: Fen
  /** What the whole order earns. */
  points: number
  /** The store's rate when it was ordered: what a refund takes back is reckoned by it. */
  pointsPerYuan: number
  status: OrderStatus
  owes: Effect[]
  placedAt: Date
  holdUntil: Date
  payment?: Payment
  /** What of it is paid by points and stored value; without it all is due by the channel. */
  parts?: PartPayments
  /** Payments that were begun and are proven closed: the next one bears another number. */
  closedPayments?: number
  cookingAt?: Date
  readyAt?: Date
  servedAt?: Date
  cancelledAt?: Date
  /** What became of a payment that came after the cancellation; decided once (R22). */
  lateEnd?: 'revived' | 'refunded'
  revivedAt?: Date
  /** Of a revived order: the business day whose portions it took; else they are of its own. */
  portionsDay?: string
  /** By `r1`, `r2` …, in the order of granting. */
  refunds?: Record<string, Refund>
  /** Days (YYYY-MM-DD) in whose bills its refunds should stand. */
  refundDays?: string[]
  /** When the pay platform is next asked about an accepted refund. */
  refundLookAt?: Date
  /** It is paid with its table's bill, so it has no payment of its own. */
  onBill?: true
  /** Portions taken off the bill, by `v1`, `v2` …, in the order of voiding; a wholly voided order is `voided`. */
  voids?: Record<string, Void>
  /** The price of what `voids` took off. */
  voidedFen?: Fen
  voidedAt?: Date
  /** The bill that has it, or had it until it was thrown away. */
  bill?: string
  /** Its bill is paid. */
  settledAt?: Date
  /** This is no meal but the payment of a share of a bill. */
  share?: { sitting: string; bill: string; share: string }
  /** The diner wants his money back, and staff have to decide. */
  refundAsked?: { at: Date; reason: string; declinedAt?: Date }
}
