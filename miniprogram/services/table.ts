import type { TableCode, TableDinerReplies, TableReply } from '@yundian/contract'
import {
  type CallKind,
  type DishChoice,
  hear,
  linesOn,
  openPhoneCart,
  type PhoneCart,
  type TableLine,
  type TableView,
  unheard,
  want,
} from '@yundian/domain'
import { config } from '../config'
import { createSource } from '../source'
import { visit } from '../visit'
import { refusedAs } from '../wording'
import { askDiner, Unanswered, untilAnswered } from './house'
import { refreshShelf, shelf } from './shelf'
import { stopWatching, watchSitting } from './tableWatch'

/** The party that this diner sits with, while he does. */
export interface AtTable {
  cart: PhoneCart
  code: TableCode
  /** The house did not answer: what was said here is sent again by itself. */
  offline: boolean
}

const storageKey = `table:${config.store}`
const resendMs = 3000

export const atTable = createSource<AtTable | undefined>(undefined)

/**
 * Sits down at the table of a code, or opens it.
 * @param digits what the phones at the table show, when somebody sits there
 * @throws Refusal, Unanswered (house.ts)
 */
export async function sitDown(scene: string, digits?: string): Promise<TableView> {
  const reply = await untilAnswered(() => askDiner('openTable', { scene, ...(digits ? { code: digits } : {}) }))
  take(reply)
  return reply.table
}

/** Comes back to the table of an interrupted visit, with everything that was said there; nothing when that is over. */
export async function returnToTable(): Promise<void> {
  const kept = wx.getStorageSync(storageKey) as PhoneCart | ''
  if (!kept || atTable.get()) return
  try {
    const reply = await askDiner('openSitting', { sitting: kept.table.sitting })
    if (reply.table.status === 'closed') return wx.removeStorageSync(storageKey)
    atTable.set({ cart: kept, code: reply.code, offline: false })
    take(reply)
    void flush()
  } catch (error) {
    if (refusedAs(error, 'unknown_sitting')) wx.removeStorageSync(storageKey)
  }
}

/** The lines of the shared cart as this phone shows them. */
export function tableLines(): TableLine[] {
  const here = atTable.get()
  return here ? linesOn(here.cart) : []
}

/** Sets a line to so many portions: shown at once, sent as soon as the network allows, heard exactly once. */
export function speak(owner: string, choice: DishChoice, quantity: number): void {
  const here = atTable.get()
  if (!here) return
  keep({ ...here, cart: want(here.cart, owner, choice, quantity) })
  void flush()
}

let sending = false

/** Sends what the house has not heard. @returns true when it has heard everything */
export async function flush(): Promise<boolean> {
  const here = atTable.get()
  if (!here || sending) return false
  const edits = unheard(here.cart).slice(0, 50)
  if (edits.length === 0) return true
  const menuVersion = shelf.get().menu?.version ?? 0
  const { sitting, store } = here.cart.table
  sending = true
  try {
    take(await askDiner('editCart', { sitting, store, menuVersion, edits }))
  } catch (error) {
    if (error instanceof Unanswered) return later()
    if (await mend(error, edits)) return false
    throw error
  } finally {
    sending = false
  }
  return flush()
}

/** Orders the cart, or one's own lines of it, once; the answer may be lost and asked again. @throws Refusal, Unanswered */
export async function orderTable(
  request: Parameters<typeof askDiner<'orderBatch'>>[1],
): Promise<TableDinerReplies['orderBatch']> {
  try {
    const reply = await untilAnswered(() => askDiner('orderBatch', request))
    take(reply)
    return reply
  } catch (error) {
    if (refusedAs(error, 'cart_changed')) await look().catch(() => undefined)
    throw error
  }
}

/** The table with everything that was ordered at it. @throws Refusal, Unanswered */
export async function look(): Promise<TableDinerReplies['openSitting'] | undefined> {
  const sitting = atTable.get()?.cart.table.sitting
  if (sitting === undefined) return undefined
  try {
    const reply = await askDiner('openSitting', { sitting })
    take(reply)
    return reply
  } catch (error) {
    if (refusedAs(error, 'unknown_sitting')) leaveTable()
    throw error
  }
}

/** Rings for staff. @throws Refusal, Unanswered */
export async function ring(kind: CallKind): Promise<void> {
  const sitting = atTable.get()?.cart.table.sitting
  if (sitting !== undefined) take(await untilAnswered(() => askDiner('callStaff', { sitting, kind })))
}

export function leaveTable(): void {
  stopWatching()
  wx.removeStorageSync(storageKey)
  atTable.set(undefined)
  if (visit.get().mode === 'dineIn') visit.set({ mode: 'pickup' })
}

function take({ table, code }: TableReply): void {
  const here = atTable.get()
  const isSame = here?.cart.table.sitting === table.sitting
  keep({ cart: here && isSame ? hear(here.cart, table) : openPhoneCart(table), code, offline: false })
  if (!isSame || here === undefined) watchSitting(table, hearWatched)
}

function hearWatched(table: TableView): void {
  const here = atTable.get()
  if (!here || here.cart.table.sitting !== table.sitting) return
  keep({ ...here, cart: hear(here.cart, table) })
}

function keep(now: AtTable): void {
  const { table } = now.cart
  if (table.status === 'closed') {
    leaveTable()
    return
  }
  wx.setStorageSync(storageKey, now.cart)
  atTable.set(now)
  const { mode, table: shown } = visit.get()
  if (mode !== 'dineIn' || shown !== table.table) visit.set({ mode: 'dineIn', table: table.table })
}

function later(): false {
  const here = atTable.get()
  if (here) atTable.set({ ...here, offline: true })
  setTimeout(() => void flush().catch(() => undefined), resendMs)
  return false
}

/** Words that the house will never take are taken back; who sits here no more leaves. @returns true when that mended it */
async function mend(error: unknown, edits: readonly { owner: string; choice: DishChoice }[]): Promise<boolean> {
  if (refusedAs(error, 'sitting_closed') || refusedAs(error, 'unknown_sitting')) {
    leaveTable()
    return false
  }
  if (refusedAs(error, 'menu_changed')) await refreshShelf()
  const isUnfit = refusedAs(error, 'unknown_dish') || refusedAs(error, 'bad_choice')
  const here = atTable.get()
  if (!here || !(isUnfit || refusedAs(error, 'menu_changed'))) return false
  if (isUnfit) {
    const cart = edits.reduce((so, { owner, choice }) => want(so, owner, choice, 0), here.cart)
    keep({ ...here, cart })
  }
  later()
  return true
}
