import type { Notice, PayOrder, Refund } from './order.ts'

/** How one remote side tells a merchant of payments and refunds. */
export interface NoticeChannel {
  /** Waits before a notice is sent again, in ms, while it is not acknowledged. */
  repeatDelaysMs: readonly number[]
  /** What the notice of a payment says, before it is signed or sealed. */
  payment(order: PayOrder, paid: { openid: string; transactionId: string; at: number }): Record<string, unknown>
  /** What the notice of a refund says; absent when this side sends none. */
  refund?(order: PayOrder, refund: Refund): Record<string, unknown>
  /**
   * Sends a notice once, with `event` in place of its own.
   * @returns the answer, and whether it acknowledges the notice
   * @throws Error when nobody answered
   */
  send(notice: Notice, event: Record<string, unknown>): Promise<{ ok: boolean; answer: unknown }>
}
