import { type CallKind, callKinds, type Fen, type Sitting, type TableView } from '@yundian/domain'
import * as z from 'zod/mini'
import { fen, lineRequest, maxLines, quantity, requestKey, sittingId, storeId, tableId } from './fields.ts'
import type { OrderView } from './replies.ts'

const choice = z.omit(lineRequest, { quantity: true })

/** A member's key in his sitting. */
const memberKey = z.string().check(z.regex(/^[0-9a-f]{12}$/))

const people = z.int().check(z.minimum(1), z.maximum(50))

const menuVersion = z.int().check(z.minimum(0))

/** Edits sent at once: what a phone gathers while it has no network. */
const mostEdits = 50

/** Requests of the function `diner` about the table where one sits, by action. */
export const tableDinerRequests = {
  /** `scene`: what the table's QR code says; `code`: the digits that the phones at the table show. */
  openTable: z.strictObject({
    scene: z.string().check(z.maxLength(32)),
    people: z.optional(people),
    name: z.optional(z.string().check(z.minLength(1), z.maxLength(12))),
    code: z.optional(z.string().check(z.regex(/^\d{4}$/))),
  }),
  /**
   * `n`: all portions that this phone ever added to the line, less those that it took off; `seq` rises with each edit.
   * `owner`: whose line it is; absent: one's own.
   */
  editCart: z.strictObject({
    sitting: sittingId,
    store: storeId,
    menuVersion,
    edits: z
      .array(
        z.strictObject({
          owner: z.optional(memberKey),
          choice,
          seq: z.int().check(z.minimum(1), z.maximum(1_000_000)),
          n: z.int().check(z.minimum(-10_000), z.maximum(10_000)),
        }),
      )
      .check(z.minLength(1), z.maxLength(mostEdits)),
  }),
  /**
   * Orders lines of the cart as the phone saw them: their quantities, and how often they had been edited. All lines, or
   * only one's own.
   */
  orderBatch: z.strictObject({
    sitting: sittingId,
    store: storeId,
    table: tableId,
    round: z.int().check(z.minimum(1)),
    people,
    menuVersion,
    lines: z
      .array(z.strictObject({ owner: memberKey, choice, quantity, edits: z.int().check(z.minimum(1)) }))
      .check(z.minLength(1), z.maxLength(maxLines)),
    remark: z.optional(z.string().check(z.maxLength(100))),
    /** What the screen showed, in fen: used only to refuse when the menu says otherwise. */
    expectedTotal: fen,
  }),
  /** The table as it stands, with everything that was ordered at it. */
  openSitting: z.strictObject({ sitting: sittingId }),
  /** Rings for staff (服务铃), asks them to hurry (催菜) or to bring the bill (买单). */
  callStaff: z.strictObject({ sitting: sittingId, kind: z.enum(callKinds) }),
} as const

const ofSitting = z.strictObject({ sitting: sittingId })

/** Requests of the function `staff` about tables, by action; a sitting is named by its id, so that a late tap cannot hit the next party. */
export const tableStaffRequests = {
  tablesMap: z.strictObject({}),
  /** What the QR codes of the store's tables say. */
  tableCodes: z.strictObject({}),
  openSeats: z.strictObject({ table: tableId, people, requestKey }),
  /** Staff have seen the guests who opened a table by scanning. */
  greetGuests: ofSitting,
  setPeople: z.strictObject({ sitting: sittingId, people }),
  transferTable: z.strictObject({ sitting: sittingId, to: tableId }),
  /** Puts a party on the bill of another. */
  joinTables: z.strictObject({ sitting: sittingId, to: sittingId }),
  splitTables: ofSitting,
  closeTable: ofSitting,
  answerCall: z.strictObject({ sitting: sittingId, kind: z.enum(callKinds) }),
} as const

/** The digits that let somebody join, and for how many ms they are shown. */
export interface TableCode {
  digits: string
  msLeft: number
}

export interface TableReply {
  table: TableView
  code: TableCode
}

/** A batch of the table; `mine`: the caller ordered it, and can pay it. */
export type BatchView = OrderView & { mine: boolean }

export interface TableDinerReplies {
  openTable: TableReply
  editCart: TableReply
  orderBatch: TableReply & { order: OrderView }
  openSitting: TableReply & { batches: BatchView[] }
  callStaff: TableReply
}

/** A party as staff see it; instants are ms. */
export interface SittingCard extends Pick<Sitting, 'store' | 'table' | 'status' | 'people' | 'greeted' | 'joinedTo'> {
  id: string
  openedAt: number
  phones: number
  /** Batches that it ordered. */
  batches: number
  calls: { kind: CallKind; at: number }[]
  /** The digits that let others join. */
  code: string
}

export interface TableOnMap {
  table: string
  area: string
  seats: number
  sitting?: SittingCard & { unpaidFen: Fen }
}

export interface TableStaffReplies {
  tablesMap: { tables: TableOnMap[]; now: number }
  tableCodes: { codes: { table: string; area: string; scene: string }[] }
  openSeats: SittingCard
  greetGuests: SittingCard
  setPeople: SittingCard
  transferTable: SittingCard
  joinTables: SittingCard
  splitTables: SittingCard
  closeTable: SittingCard
  answerCall: SittingCard
}
