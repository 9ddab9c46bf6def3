import { CloudError } from '../../cloudError.ts'
import { oneOf } from '../../control/input.ts'
import { PAY_CHANNELS } from '../../pay/order.ts'
import { CALLBACK_MODES } from '../../trouble/modes.ts'
import { address } from '../address.ts'
import type { Act } from '../page.ts'

const NOTIFY_TIMES_MAX = 20

/** Delivers the notice of a payment or a refund once more, or several times at once, and shows what each was answered. */
export const notifyAgain: Act = async ({ parts, query, form, outcomes }) => {
  const back = address('/payments', { page: query.get('page') ?? undefined })
  const outTradeNo = form.text('outTradeNo')
  const outRefundNo = form.text('outRefundNo') || undefined
  const channel = oneOf({ channel: form.text('channel') }, 'channel', PAY_CHANNELS)
  const times = Math.min(Math.max(Math.trunc(Number(form.text('times'))) || 1, 1), NOTIFY_TIMES_MAX)
  try {
    const deliveries = await parts.payments.notify(outTradeNo, { channel, outRefundNo, times, concurrently: true })
    const acknowledged = deliveries.filter(({ ok }) => ok).length
    const title = `${outRefundNo ?? outTradeNo} 通知 ${times} 次，确认 ${acknowledged} 次 notified ${times}, acknowledged ${acknowledged}`
    const value = deliveries.map(({ answer, error }) => error ?? answer)
    return outcomes.redirect(back, { good: acknowledged === times, title, value })
  } catch (error) {
    if (!(error instanceof CloudError)) throw error
    return outcomes.redirect(back, { good: false, title: `${error.code}: ${error.message}` })
  }
}

/** Sets what becomes of callbacks from now on. */
export const setCallbackMode: Act = ({ parts, form, outcomes }) => {
  parts.payments.setCallbackMode(oneOf({ mode: form.text('mode') }, 'mode', CALLBACK_MODES))
  return outcomes.redirect(address('/payments'), { good: true, title: '已切换 Switched' })
}
