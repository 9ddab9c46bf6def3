import type { LineRequest } from '@yundian/domain'
import { addLine, type CartLine, keepWhatFits, keepWhatIsLeft, setQuantity, shortageOf } from './cartLines'
import { config } from './config'
import { shelf } from './services/shelf'
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
  cart.subscribe((lines) => wx.setStorageSync(storageKey, { at: Date.now(), lines }))
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

export function emptyCart(): void {
  cart.set([])
}

/**
 * Puts the choices of an earlier order into the cart, as far as menu and stock still allow.
 * @returns true when something of it is not to be had any more
 */
export function orderAgain(requests: readonly LineRequest[]): boolean {
  cart.set(requests.reduce((lines, request) => addLine(lines, request), cart.get()))
  return adjustCart()
}

/** Adjusts the cart to a menu or a stock that changed meanwhile; true when something had to go. */
export function adjustCart(): boolean {
  const { menu, stock } = shelf.get()
  if (!menu) return false
  const before = cart.get()
  const fitting = keepWhatFits(menu, before).lines
  const after = stock ? keepWhatIsLeft(menu, fitting, stock) : fitting
  if (JSON.stringify(after) === JSON.stringify(before)) return false
  cart.set(after)
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
  if (!short) cart.set(next)
  return short
}
