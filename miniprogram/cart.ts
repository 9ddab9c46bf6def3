import type { LineRequest, TableLine } from '@yundian/domain'
import { addLine, type CartLine, keepWhatFits, keepWhatIsLeft, keyOf, setQuantity, shortageOf } from './cartLines'
import { config } from './config'
import { shelf } from './services/shelf'
import { atTable, speak, tableLines } from './services/table'
import { createSource } from './source'

const storageKey = `cart:${config.store}`

/** A cart left for longer than this belongs to another meal. */
const keepMs = 3 * 60 * 60 * 1000

export const cart = createSource<CartLine[]>([])

/** Dishes that went out of the cart because they were sold out, until the diner has seen it. */
export const missed = createSource<string[]>([])

/** Brings back the cart of an interrupted visit; called once when the mini-program starts. */
export function restoreCart(): void {
  const saved = wx.getStorageSync(storageKey) as { at: number; lines: CartLine[] } | ''
  if (saved && Date.now() - saved.at < keepMs) cart.set(saved.lines)
  // The cart of a table is kept with the table.
  cart.subscribe((lines) => {
    if (!atTable.get()) wx.setStorageSync(storageKey, { at: Date.now(), lines })
  })
  let before = atTable.get()
  atTable.subscribe((now) => {
    const was = before
    before = now
    if (now) showTable(was ? [] : cart.get())
    else if (was) cart.set([])
  })
}

/** The shared cart is what every screen shows while one sits at a table; what was chosen before comes along. */
function showTable(chosenBefore: readonly CartLine[]): void {
  const me = atTable.get()?.cart.table.me ?? ''
  const { menu } = shelf.get()
  const lines = tableLines().filter(({ quantity }) => quantity > 0)
  const shown = lines.map((line) => ({ ...ofTable(line), owner: line.owner === me ? undefined : line.owner }))
  cart.set(menu ? keepWhatFits(menu, shown).lines : shown)
  if (chosenBefore.length > 0) wx.removeStorageSync(storageKey)
  for (const { request } of chosenBefore) {
    const { quantity, ...choice } = request
    speak(me, choice, quantity)
  }
}

function ofTable({ owner, choice, quantity }: TableLine): CartLine {
  const me = atTable.get()?.cart.table.me
  const request = { ...choice, quantity }
  return { key: owner === me ? keyOf(request) : `${owner} ${keyOf(request)}`, request }
}

/**
 * Adds a choice to the cart.
 * @returns the refusal when there is not enough of a dish; the cart then stays as it was.
 */
export function addToCart(request: LineRequest) {
  return change((lines) => addLine(lines, request))
}

/**
 * Changes a line by so many portions; at none the line goes.
 * @returns the refusal when there is not enough of a dish; the cart then stays as it was.
 */
export function changeQuantity(key: string, by: number) {
  return change((lines) => {
    const line = lines.find((candidate) => candidate.key === key)
    return line ? setQuantity(lines, key, line.request.quantity + by) : lines
  }, by > 0)
}

/** Takes everything out; at a table, only what one put in. */
export function emptyCart(): void {
  write(cart.get().filter(({ owner }) => owner !== undefined))
}

/**
 * Puts the choices of an earlier order into the cart, as far as menu and stock still allow.
 * @returns true when something of it is not to be had any more
 */
export function orderAgain(requests: readonly LineRequest[]): boolean {
  write(requests.reduce((lines, request) => addLine(lines, request), cart.get()))
  return adjustCart()
}

/** Adjusts the cart to a menu or a stock that changed meanwhile; true when something had to go. */
export function adjustCart(): boolean {
  const { menu, stock } = shelf.get()
  if (!menu) return false
  const before = cart.get()
  const fitting = keepWhatFits(menu, before).lines
  // At a table everybody adjusts what is his, or six phones would each take the same portion off.
  const others = fitting.filter(({ owner }) => owner !== undefined)
  const own = fitting.filter(({ owner }) => owner === undefined)
  const after = stock ? [...others, ...keepWhatIsLeft(menu, own, stock)] : fitting
  if (sameLines(after, before)) return false
  write(after)
  noteMissed(fitting, after)
  return true
}

function noteMissed(before: readonly CartLine[], after: readonly CartLine[]): void {
  const kept = new Map(after.map(({ key, request }) => [key, request.quantity]))
  const lowered = before.filter(({ key, request }) => (kept.get(key) ?? 0) < request.quantity)
  if (lowered.length > 0) missed.set([...new Set([...missed.get(), ...lowered.map(({ request }) => request.dish)])])
}

function change(step: (lines: CartLine[]) => CartLine[], growing = true) {
  const { menu, stock } = shelf.get()
  const next = step(cart.get())
  const short = growing && menu && stock ? shortageOf(menu, next, stock) : undefined
  if (!short) write(next)
  return short
}

/** Makes the cart so; at a table by saying what changed, so that nobody's change is lost. */
function write(next: CartLine[]): void {
  const here = atTable.get()
  if (!here) {
    cart.set(next)
    return
  }
  const { me } = here.cart.table
  const before = cart.get()
  const after = new Map(next.map((line) => [line.key, line]))
  const known = new Set(before.map(({ key }) => key))
  for (const line of [...before, ...next.filter(({ key }) => !known.has(key))]) {
    const quantity = after.get(line.key)?.request.quantity ?? 0
    const { quantity: was, ...choice } = line.request
    if (!known.has(line.key) || quantity !== was) speak(line.owner ?? me, choice, quantity)
  }
}

function sameLines(a: readonly CartLine[], b: readonly CartLine[]): boolean {
  const told = (lines: readonly CartLine[]) => lines.map(({ key, request }) => `${key} × ${request.quantity}`).sort()
  return told(a).join() === told(b).join()
}
