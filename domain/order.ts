import type { Fen } from './money.ts'
import type { Effect, OrderStatus } from './orderLife.ts'

/** What a diner asks for: choices only, never a price. */
export interface LineRequest {
  dish: string
  spec: string
  options: { group: string; option: string }[]
  /** For a set menu: the dish chosen for each place of each part. */
  choices: { part: string; dish: string }[]
  quantity: number
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
  unitFen: Fen
  fen: Fen
}

export type OrderMode = 'dineIn' | 'pickup'

/** One attempt to be paid on the pay platform; its number there is the order's id (I8). */
export interface Payment {
  /** Instant at which the pay platform was first asked for a prepay id. */
  startedAt: Date
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
  remark?: string
  lines: OrderLine[]
  /** Portions taken from the board, by SKU, of limited dishes only. */
  demand: Record<string, number>
  totalFen: Fen
  refundedFen: Fen
  points: number
  status: OrderStatus
  owes: Effect[]
  placedAt: Date
  holdUntil: Date
  payment?: Payment
  cookingAt?: Date
  readyAt?: Date
  servedAt?: Date
  cancelledAt?: Date
  /** What became of a payment that came after the cancellation; decided once (R22). */
  lateEnd?: 'revived' | 'refunded'
}
