import type { FunctionHost } from '../functions/functionHost.ts'
import { SOURCES } from '../functions/invocation.ts'
import { NOTICE_REPEAT_DELAYS_MS } from './limits.ts'
import type { NoticeChannel } from './noticeChannel.ts'
import { paymentNotice, refundNotice } from './noticeEvents.ts'

/** cloudPay calls the function that the order names. */
export function cloudPayNotices(host: Pick<FunctionHost, 'call'>, appId: string): NoticeChannel {
  return {
    repeatDelaysMs: NOTICE_REPEAT_DELAYS_MS,
    payment: (order, paid) => paymentNotice(order, paid, appId),
    refund: (order, refund) => refundNotice(order, refund, appId),
    send: async ({ functionName }, event) => {
      const answer: unknown = JSON.parse(await host.call({ functionName, event, source: SOURCES.payment }))
      return { ok: acknowledges(answer), answer }
    },
  }
}

/** Only an object with the number 0 as `errcode` ends the repeats (CloudBase's paymentCallback page). */
function acknowledges(answer: unknown): boolean {
  return typeof answer === 'object' && answer !== null && (answer as { errcode?: unknown }).errcode === 0
}
