import type { Menu, Order, OrderStatus, RefusalCode, RefusalDetails } from '@yundian/domain'
import type { DinerAction, StaffAction } from './requests.ts'

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
    | 'remark'
    | 'lines'
    | 'totalFen'
    | 'refundedFen'
    | 'points'
  > {
  id: string
  status: OrderStatus
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

/** The arguments of wx.requestPayment. */
export interface PaymentArguments {
  timeStamp: string
  nonceStr: string
  package: string
  signType: 'MD5' | 'HMAC-SHA256' | 'RSA'
  paySign: string
}

export interface DinerReplies {
  openMenu: {
    menuVersion: number
    /** Absent when the phone already has this version. */
    menu?: Menu
    /** What is left of limited dishes. */
    left: Record<string, number>
    /** Dishes switched off by staff. */
    off: string[]
    open: boolean
    /** Put before a dish's `picture`. */
    hostingUrl: string
    /** True for accounts listed as staff of any store; shows the way to the kitchen page. */
    staff: boolean
  }
  placeOrder: OrderView
  payOrder: PaymentArguments
  checkPayment: OrderView
  cancelOrder: OrderView
  openOrder: OrderView
  myOrders: { orders: OrderView[]; more: boolean }
  myMembership: {
    points: number
    entries: { id: string; kind: 'earn'; points: number; order: string; at: number }[]
  }
}

/** What the kitchen needs of an order, and no more. */
export interface KitchenOrder extends Pick<Order, 'pickupNumber' | 'mode' | 'table' | 'remark' | 'lines'> {
  id: string
  status: OrderStatus
  paidAt: number
  cookingAt?: number
  readyAt?: number
}

export interface StaffReplies {
  openKitchen: { store: string; name: string; role: StaffRole; orders: KitchenOrder[]; now: number }
  acceptOrder: KitchenOrder
  advanceOrder: KitchenOrder
}

export type StaffRole = 'cook' | 'waiter' | 'owner'

/** The event of a function called by a phone or a screen. */
export type DinerEvent = { action: DinerAction; input: unknown }
export type StaffEvent = { action: StaffAction; input: unknown }
