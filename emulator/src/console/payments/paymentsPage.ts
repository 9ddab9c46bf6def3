import { CALLBACK_MODES, type CallbackMode } from '../../trouble/modes.ts'
import { address } from '../address.ts'
import { type Html, html } from '../markup/html.ts'
import { newestPage, pager, pagingOf } from '../markup/paging.ts'
import type { Show } from '../page.ts'
import { orderCard } from './orderCard.ts'

const MODE_WORDS: Record<CallbackMode, string> = {
  schedule: '按时通知 On schedule',
  never: '不再通知 Never',
  hold: '扣住 Hold',
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
        ${shown.length > 0 ? shown.map((order) => orderCard(order, paging.page, visit.token)) : html`<p class="empty">还没有支付单 No payments yet</p>`}
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
