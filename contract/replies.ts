import type {
  CallKind,
  Guest,
  Menu,
  Order,
  OrderStatus,
  PayChannelName,
  Refund,
  RefusalCode,
  RefusalDetails,
  Slot,
} from '@yundian/domain'
import type { AccountStaffReplies, AccountView, PartsView } from './account.ts'
import type { BillDinerReplies, BillStaffReplies } from './bill.ts'
import type { QueueDinerReplies, QueueStaffReplies } from './queue.ts'
import type { DinerAction, OwnerAction, StaffAction } from './requests.ts'
import type { ReservationDinerReplies, ReservationStaffReplies } from './reservation.ts'
import type { ServingDinerReplies, ServingStaffReplies } from './serving.ts'
import type { StockStaffReplies } from './stock.ts'
import type { TableDinerReplies, TableStaffReplies } from './tables.ts'
import type { WebhookStaffReplies } from './webhooks.ts'

/** What a function answers to a phone or a screen. */
export type Reply<Value> =
  | { ok: true; value: Value }
  | { [Code in RefusalCode]: { ok: false; code: Code; details: RefusalDetails[Code] } }[RefusalCode]

/** An order as its diner sees it; instants are ms since the epoch. */
export interface OrderView
  extends Pick<
      Order,
      | 'store'
      | 'businessDay'
      | 'pickupNumber'
      | 'mode'
      | 'table'
      | 'sitting'
      | 'batch'
      | 'onBill'
      | 'remark'
      | 'lines'
      | 'steps'
      | 'totalFen'
      | 'refundedFen'
      | 'delivery'
    >,
    ServingTimes {
  id: string
  status: OrderStatus
  /** What the order earns, after what was given back. */
  points: number
  /** What of it is paid by points and stored value, and what is left for the channel. */
  parts?: PartsView
  dueFen: number
  /** Where the diner's money is: each refund, and when it arrived. */
  refunds: { fen: number; state: Refund['state']; grantedAt: number; doneAt?: number }[]
  refundAsked?: RefundAsked
  /** Paid orders of the store that were placed earlier and are not cooked yet; told while nobody cooks this one. */
  before?: number
  placedAt: number
  /** Until then an unpaid order keeps its dishes. */
  holdUntil: number
  /** Time left to pay by the server's clock, in ms; a phone's clock may be wrong. */
  msToPay: number
  paidAt?: number
  cookingAt?: number
  readyAt?: number
  servedAt?: number
  cancelledAt?: number
}

/** When an order is to be handed over; ms. */
export interface ServingTimes {
  slot?: Slot
  /** From the payment. */
  promisedMinutes?: number
  promisedAt?: number
  /** How often the promise was put off; absent: never. */
  slips?: number
  /** When somebody set out to bring it. */
  outAt?: number
}

/** A diner's wish for his money, which staff answer by a refund or by no. */
export interface RefundAsked {
  at: number
  reason: string
  declinedAt?: number
}

/** The arguments of wx.requestPayment. */
export interface PaymentArguments {
  timeStamp: string
  nonceStr: string
  package: string
  signType: 'MD5' | 'HMAC-SHA256' | 'RSA'
  paySign: string
}

export interface DinerReplies
  extends ServingDinerReplies,
    QueueDinerReplies,
    ReservationDinerReplies,
    TableDinerReplies,
    BillDinerReplies {
  openMenu: {
    menuVersion: number
    /** Absent when the phone already has this version. */
    menu?: Menu
    /** What is left of limited dishes. */
    left: Record<string, number>
    /** Dishes switched off by staff. */
    off: string[]
    open: boolean
    /** Item-minutes that each station has before it. */
    load: Record<string, number>
    /** Minutes that dishes really take, where it was learned. */
    cookMinutes: Record<string, number>
    /** Put before a dish's `picture`. */
    hostingUrl: string
    /** True for accounts listed as staff of any store; shows the way to the kitchen page. */
    staff: boolean
    /** The diner, where prices depend on who orders. */
    guest?: Guest
    /** By the server's clock (ms); a phone's may be wrong. */
    now: number
  }
  placeOrder: OrderView
  payOrder: PaymentArguments
  chooseParts: OrderView
  checkPayment: OrderView
  cancelOrder: OrderView
  askRefund: OrderView
  openOrder: OrderView
  myOrders: { orders: OrderView[]; more: boolean }
  myMembership: {
    points: number
    account: AccountView
    entries: { id: string; kind: 'earn' | 'refund' | 'spend' | 'back'; points: number; order: string; at: number }[]
  }
}

/** What the kitchen needs of an order, and no more. */
export interface KitchenOrder
  extends Pick<Order, 'pickupNumber' | 'mode' | 'table' | 'remark' | 'lines' | 'totalFen' | 'refundedFen' | 'delivery'>,
    ServingTimes {
  id: string
  status: OrderStatus
  /** Portions of each line, by its place, that were given back and are not to be cooked. */
  refundedQuantities: number[]
  refundAsked?: RefundAsked
  paidAt: number
  cookingAt?: number
  readyAt?: number
}

export interface StaffReplies
  extends AccountStaffReplies,
    BillStaffReplies,
    QueueStaffReplies,
    ReservationStaffReplies,
    ServingStaffReplies,
    StockStaffReplies,
    TableStaffReplies,
    WebhookStaffReplies {
  openKitchen: {
    store: string
    name: string
    role: StaffRole
    orders: KitchenOrder[]
    /** Tables that ring for staff, and for what. */
    calls: { table: string; kind: CallKind }[]
    now: number
  }
  acceptOrder: KitchenOrder
  advanceOrder: KitchenOrder
  refundOrder: KitchenOrder
  declineRefund: KitchenOrder
  /** Unpaid orders, newest first, and the channels that are connected. */
  openCounter: { orders: CounterOrder[]; channels: PayChannelName[]; now: number }
  takePayment: CounterOrder
  /** `code`: the text of the code; `until`: ms, how long it may be scanned. */
  showCode: { order: CounterOrder; code: string; until: number }
  checkTaken: CounterOrder
}

/** What the counter needs of an order that is to be paid. */
export interface CounterOrder extends Pick<Order, 'pickupNumber' | 'mode' | 'table' | 'lines' | 'totalFen'> {
  id: string
  /** What is to be taken: without what points and stored value pay. */
  dueFen: number
  status: OrderStatus
  placedAt: number
  holdUntil: number
  /** By which it is being paid, if somebody began. */
  channel?: PayChannelName
  /** ms: until when a code that was shown may be scanned, and no other way is open. */
  openUntil?: number
}

/** What the owner of a store gets. */
export interface OwnerReplies {
  /** A spreadsheet file in base64. */
  exportMenu: { name: string; base64: string }
  /** Dishes and categories that the sheet adds and changes; a trial writes none of it. */
  importMenu: { added: number; changed: number; menuVersion?: number }
}

export type StaffRole = 'cook' | 'waiter' | 'owner'

/** The event of a function called by a phone or a screen. */
export type DinerEvent = { action: DinerAction; input: unknown }
export type OwnerEvent = { action: OwnerAction; input: unknown }
export type StaffEvent = { action: StaffAction; input: unknown }
