import type { DinerRequest } from '@yundian/contract'

type OrderRequest = DinerRequest<'placeOrder'>

interface Attempt {
  requestKey: string
  /** The order as JSON, so that another order gets another key. */
  order: string
}

const storageKey = 'attempt'

/**
 * Names an attempt to order: the same order, sent again because no answer came (even after the phone was switched
 * off), keeps its key, so that the house makes it once.
 */
export function nameAttempt(order: Omit<OrderRequest, 'requestKey'>): OrderRequest {
  const text = JSON.stringify(order)
  const kept = wx.getStorageSync(storageKey) as Attempt | ''
  if (kept && kept.order === text) return { ...order, requestKey: kept.requestKey }
  const attempt: Attempt = { requestKey: newKey(), order: text }
  wx.setStorageSync(storageKey, attempt)
  return { ...order, requestKey: attempt.requestKey }
}

/** The house has answered, yes or no: the next order is another attempt. */
export function attemptAnswered(): void {
  wx.removeStorageSync(storageKey)
}

/** A key that no other attempt has. */
export function newKey(): string {
  const letters = Array.from({ length: 20 }, () => Math.floor(Math.random() * 36).toString(36))
  return `${Date.now().toString(36)}-${letters.join('')}`
}
