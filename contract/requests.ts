import { orderModes, ordersThatTell } from '@yundian/domain'
import * as z from 'zod/mini'
import { accountDinerRequests, accountStaffRequests } from './account.ts'
import { billDinerRequests, billStaffRequests } from './bill.ts'
import { fen, lineRequest, maxLines, orderId, quantity, reason, requestKey, storeId, tableId } from './fields.ts'
import { queueDinerRequests, queueStaffRequests } from './queue.ts'
import { reservationDinerRequests, reservationStaffRequests } from './reservation.ts'
import { deliveryAddress, servingDinerRequests, servingStaffRequests } from './serving.ts'
import { stockStaffRequests } from './stock.ts'
import { tableDinerRequests, tableStaffRequests } from './tables.ts'
import { webhookStaffRequests } from './webhooks.ts'

const guest = z.strictObject({
  newcomer: z.optional(z.int().check(z.minimum(0), z.maximum(ordersThatTell))),
  member: z.optional(z.literal(true)),
})

const refundWish = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('whole') }),
  z.strictObject({
    kind: z.literal('lines'),
    /** `line` is the place on the order, from 0. */
    lines: z
      .array(z.strictObject({ line: z.int().check(z.minimum(0), z.maximum(maxLines - 1)), quantity }))
      .check(z.minLength(1), z.maxLength(maxLines)),
  }),
  z.strictObject({ kind: z.literal('amount'), fen }),
])

/** Requests of the function `diner`, by action. */
export const dinerRequests = {
  ...accountDinerRequests,
  ...tableDinerRequests,
  /** `have`: the menu version that the phone keeps; when it is current, no menu is sent. */
  openMenu: z.strictObject({ store: storeId, have: z.optional(z.int().check(z.minimum(0))) }),
  placeOrder: z.strictObject({
    store: storeId,
    requestKey,
    menuVersion: z.int().check(z.minimum(0)),
    mode: z.enum(orderModes),
    table: z.optional(tableId),
    address: z.optional(deliveryAddress),
    /** Beginning (ms) of the slot, of an order for later. */
    slot: z.optional(z.int().check(z.minimum(0))),
    remark: z.optional(z.string().check(z.maxLength(100))),
    lines: z.array(lineRequest).check(z.minLength(1), z.maxLength(maxLines)),
    /** At the table, for the tea. */
    people: z.optional(z.int().check(z.minimum(1), z.maximum(99))),
    /** What openMenu said of the diner, when the price shown depends on it; the house proves it. */
    guest: z.optional(guest),
    /** What the screen showed, in fen: used only to refuse when the menu says otherwise. */
    expectedTotal: fen,
  }),
  payOrder: z.strictObject({ order: orderId }),
  /** Asks the pay platform, since neither success nor failure on the phone is proof (R7). */
  checkPayment: z.strictObject({ order: orderId }),
  cancelOrder: z.strictObject({ order: orderId }),
  /** A paid order that nobody cooks yet is given back at once; later, staff decide. */
  askRefund: z.strictObject({ order: orderId, requestKey, reason }),
  openOrder: z.strictObject({ order: orderId }),
  /** Newest first; `before` is the `placedAt` (ms) of the last one that the phone has. */
  myOrders: z.strictObject({ before: z.optional(z.int()) }),
  myMembership: z.strictObject({}),
  ...servingDinerRequests,
  ...queueDinerRequests,
  ...reservationDinerRequests,
  ...billDinerRequests,
} as const

/** Requests of the function `staff`, by action. */
export const staffRequests = {
  ...tableStaffRequests,
  ...servingStaffRequests,
  ...stockStaffRequests,
  ...queueStaffRequests,
  ...reservationStaffRequests,
  ...accountStaffRequests,
  ...webhookStaffRequests,
  openKitchen: z.strictObject({}),
  /** paid → cooking */
  acceptOrder: z.strictObject({ order: orderId }),
  /** cooking → ready → served */
  advanceOrder: z.strictObject({ order: orderId, to: z.enum(['ready', 'served']) }),
  /** Until the guest is served any staff may, afterwards the owner. */
  refundOrder: z.strictObject({ order: orderId, requestKey, wish: refundWish, reason }),
  declineRefund: z.strictObject({ order: orderId }),
  openCounter: z.strictObject({}),
  /** `code`: the digits that the diner's phone shows, for the channels that read them. */
  takePayment: z.strictObject({
    order: orderId,
    channel: z.enum(['cash', 'wechatCode', 'alipayCode']),
    code: z.optional(z.string().check(z.regex(/^\d{16,24}$/))),
  }),
  /** A code of ours that the diner scans with Alipay. */
  showCode: z.strictObject({ order: orderId }),
  /** Asks whether a payment that the diner has to confirm on his phone came. */
  checkTaken: z.strictObject({ order: orderId }),
  ...billStaffRequests,
} as const

/** Of a file in base64: a megabyte is fifty times the menu of a large house (A19). */
const mostFileLetters = 1_400_000

/** Requests of the function `owner`, by action. */
export const ownerRequests = {
  exportMenu: z.strictObject({ format: z.enum(['xlsx', 'csv']) }),
  /** `trial`: says what would change, and changes nothing. */
  importMenu: z.strictObject({
    requestKey,
    base64: z.string().check(z.regex(/^[A-Za-z0-9+/]+={0,2}$/), z.maxLength(mostFileLetters)),
    trial: z.boolean(),
  }),
} as const

export type DinerAction = keyof typeof dinerRequests
export type DinerRequest<Action extends DinerAction> = z.infer<(typeof dinerRequests)[Action]>
export type StaffAction = keyof typeof staffRequests
export type StaffRequest<Action extends StaffAction> = z.infer<(typeof staffRequests)[Action]>
export type OwnerAction = keyof typeof ownerRequests
export type OwnerRequest<Action extends OwnerAction> = z.infer<(typeof ownerRequests)[Action]>
