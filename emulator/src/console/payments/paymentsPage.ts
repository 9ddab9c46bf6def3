import type { Delivery, OrderState } from '../../pay/order.ts'
import type { PaymentState } from '../../pay/paymentState.ts'
import { CALLBACK_MODES, type CallbackMode } from '../../trouble/modes.ts'
import { address } from '../address.ts'
import { type Html, html } from '../markup/html.ts'
import { instantView } from '../markup/instants.ts'
import { newestPage, pager, pagingOf } from '../markup/paging.ts'
import type { Show, Visit } from '../page.ts'

const MODE_WORDS: Record<CallbackMode, string> = {
  schedule: '按时通知 On schedule',
  never: '不再通知 Never',
  hold: '扣住 Hold',
}

const STATE_WORDS: Record<OrderState, { words: string; kind: string }> = {
  NOTPAY: { words: '待支付 NOTPAY', kind: 'late' },
  SUCCESS: { words: '已支付 SUCCESS', kind: 'good' },
  CLOSED: { words: '已关闭 CLOSED', kind: '' },
  USERPAYING: { words: '等待输入密码 Waiting for the password', kind: 'waiting' },
  PAYERROR: { words: '支付失败 Failed', kind: 'closed' },
  REVOKED: { words: '已撤销 Taken back', kind: 'closed' },
  REFUND: { words: '有退款 REFUND', kind: 'bad' },
}

/** The pay platform's orders, the newest first, with the callbacks that were delivered, and what becomes of the next. */
export const paymentsPage: Show = async (visit) => {
  const { payments } = visit.parts
  const orders = payments.list().sort((a, b) => a.createdAt.localeCompare(b.createdAt))
  const paging = pagingOf(visit.query, orders.length)
  const shown = await newestPage(paging, ({ skip, limit }) => orders.slice(skip, skip + limit))
  return {
    section: 'payments',
    title: '支付 Payments',
    body: html`
      ${modeSwitch(payments.callbackMode, visit.token)}
      <div class="list" data-live="payments">
        ${shown.length > 0 ? shown.map((order) => orderCard(visit, order, paging.page)) : html`<p class="empty">还没有支付单 No payments yet</p>`}
      </div>
      ${pager(paging, (page) => address('/payments', { page }))}`,
  }
}

function modeSwitch(mode: CallbackMode, token: Html): Html {
  const buttons = CALLBACK_MODES.map(
    (choice) =>
      html`<button class="button" name="mode" value="${choice}" aria-pressed="${String(choice === mode)}">${MODE_WORDS[choice]}</button> `,
  )
  return html`<form class="actions" method="post" action="/console/payments/callbacks" role="group" aria-label="支付回调 Callbacks">
    ${token}<span>支付回调 Callbacks</span> ${buttons}
  </form>`
}

function orderCard({ token }: Visit, order: PaymentState, page: number): Html {
  const { words, kind } = STATE_WORDS[order.state]
  return html`<section class="card">
    <p class="facts"><span class="amount">${yuan(order.totalFee)}</span> <span class="chip ${kind}">${words}</span>
      <b class="code">${order.outTradeNo}</b> ${instantView(order.createdAt)}</p>
    <p class="facts"><span>openid <b>${order.openid ?? '—'}</b></span>
      <span>回调函数 Callback <a href="${address('/function', { name: order.functionName })}">${order.functionName}</a></span>
      ${order.transactionId !== undefined && html`<span>支付单号 Transaction <b class="code">${order.transactionId}</b></span>`}
      ${order.nextCallbackAt !== undefined && html`<span>下次通知 Next callback ${instantView(order.nextCallbackAt)}</span>`}</p>
    ${order.callbacks.length > 0 && deliveries('通知 Callbacks', order.callbacks)}
    ${order.refunds.map(
      (
        refund,
      ) => html`<p class="facts"><span>退款 Refund <b>${yuan(refund.refundFee)}</b></span> <b class="code">${refund.outRefundNo}</b></p>
      ${refund.callbacks.length > 0 && deliveries('退款通知 Refund callbacks', refund.callbacks)}`,
    )}
    ${order.transactionId !== undefined && notifyForm(order.outTradeNo, page, token)}
  </section>`
}

function notifyForm(outTradeNo: string, page: number, token: Html): Html {
  return html`<form class="actions" method="post" action="${address('/payments/notify', { page })}">
    ${token}<input type="hidden" name="outTradeNo" value="${outTradeNo}">
    <button class="button" name="times" value="1">再通知 Notify again</button>
    <button class="button" name="times" value="5">通知 5 次（并发） 5 at once</button>
  </form>`
}

function deliveries(title: string, list: Delivery[]): Html {
  const lines = list.map(
    ({ at, ok, answer, error }) => html`<li>${instantView(at)}
      <span class="chip ${ok ? 'good' : 'bad'}">${ok ? '已确认 acknowledged' : '未确认 not acknowledged'}</span>
      <span class="code">${error ?? JSON.stringify(answer)}</span></li>`,
  )
  return html`<details class="deliveries"><summary>${title} <b>${list.length}</b> · ${instantView(list.at(-1)?.at)}
    <span class="chip ${list.at(-1)?.ok ? 'good' : 'bad'}">${list.at(-1)?.ok ? '已确认 acknowledged' : '未确认 not acknowledged'}</span></summary>
    <ol>${lines}</ol></details>`
}

/** Fen, as the pay platform counts, as yuan: `¥12.05`. */
export function yuan(fen: number): string {
  return `¥${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`
}
