import type { TableView } from '@yundian/domain'
import * as z from 'zod/mini'
import { fen, lineRequest, maxLines, quantity, sittingId, storeId, tableId } from './fields.ts'
import type { OrderView } from './replies.ts'

const choice = z.omit(lineRequest, { quantity: true })

/** A member's key in his sitting. */
const memberKey = z.string().check(z.regex(/^[0-9a-f]{12}$/))

const menuVersion = z.int().check(z.minimum(0))

/** Edits sent at once: what a phone gathers while it has no network. */
const mostEdits = 50

/** Requests of the function `diner` about the table where one sits, by action. */
export const tableDinerRequests = {
  /** `scene`: what the table's QR code says; `code`: the digits that the phones at the table show. */
  openTable: z.strictObject({
    scene: z.string().check(z.maxLength(32)),
    people: z.optional(z.int().check(z.minimum(1), z.maximum(50))),
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
    menuVersion,
    lines: z
      .array(z.strictObject({ owner: memberKey, choice, quantity, edits: z.int().check(z.minimum(1)) }))
      .check(z.minLength(1), z.maxLength(maxLines)),
    remark: z.optional(z.string().check(z.maxLength(100))),
    /** What the screen showed, in fen: used only to refuse when the menu says otherwise. */
    expectedTotal: fen,
  }),
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

export interface TableDinerReplies {
  openTable: TableReply
  editCart: TableReply
  orderBatch: TableReply & { order: OrderView }
}
