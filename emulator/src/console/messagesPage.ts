import type { SentMessage } from '../messages/messages.ts'
import { address } from './address.ts'
import { type Html, html } from './markup/html.ts'
import { instantView } from './markup/instants.ts'
import { jsonView } from './markup/jsonView.ts'
import { newestPage, pager, pagingOf } from './markup/paging.ts'
import type { Show } from './page.ts'

/** The subscription messages that functions sent, the newest first. */
export const messagesPage: Show = async ({ parts, query }) => {
  const messages = parts.messages.list()
  const paging = pagingOf(query, messages.length)
  const shown = await newestPage(paging, ({ skip, limit }) => messages.slice(skip, skip + limit))
  return {
    section: 'messages',
    title: '消息 Messages',
    body: html`<div class="list" data-live="messages">
        ${shown.length > 0 ? shown.map(messageCard) : html`<p class="empty">还没有发过订阅消息 No messages yet</p>`}
      </div>
      ${pager(paging, (page) => address('/messages', { page }))}`,
  }
}

function messageCard({ at, touser, templateId, page, data, requestId }: SentMessage): Html {
  return html`<section class="card">
    <p class="facts">${instantView(at)} <span>发给 To <b>${touser}</b></span>
      <span>模板 Template <b class="code">${templateId}</b></span></p>
    ${
      (page !== undefined || requestId !== undefined) &&
      html`<p class="facts">
      ${page !== undefined && html`<span>打开 Opens <b class="code">${page}</b></span>`}
      ${requestId !== undefined && html`<span>请求 Request <span class="code">${requestId}</span></span>`}</p>`
    }
    ${jsonView(data)}
  </section>`
}
