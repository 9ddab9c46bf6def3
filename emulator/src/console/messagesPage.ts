import type { SentMessage } from '../messages/messages.ts'
import { address } from './address.ts'
import { requestLink } from './functions/callsPage.ts'
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
    body: html`
      ${parts.messages.grants.mode === 'counted' && grantsView(parts.messages.grants.list())}
      <div class="list" data-live="messages">
        ${shown.length > 0 ? shown.map(messageCard) : html`<p class="empty">还没有发过订阅消息 No messages yet</p>`}
      </div>
      ${pager(paging, (page) => address('/messages', { page }))}`,
  }
}

function grantsView(grants: { openid: string; templateId: string; left: number }[]): Html {
  const rows = grants.map(
    ({ openid, templateId, left }) =>
      html`<tr><td class="id">${openid}</td><td class="id">${templateId}</td><td class="figure">${left}</td></tr>`,
  )
  return html`<h2>还能发的 Agreed to</h2>
    <div class="scroll" data-live="grants" tabindex="0" role="region" aria-label="授权 Agreements"><table>
      <thead><tr><th>谁 Who</th><th>模板 Template</th><th class="figure">还剩 Left</th></tr></thead>
      <tbody>${rows.length > 0 ? rows : html`<tr><td colspan="3" class="empty">没有人同意过，发送会得到 43101 Nobody has agreed: sending is answered 43101</td></tr>`}</tbody>
    </table></div>
    <h2>已发的 Sent</h2>`
}

function messageCard({ at, touser, templateId, page, data, requestId }: SentMessage): Html {
  return html`<section class="card">
    <p class="facts">${instantView(at)} <span>发给 To <b>${touser}</b></span>
      <span>模板 Template <b class="code">${templateId}</b></span></p>
    ${
      (page !== undefined || requestId !== undefined) &&
      html`<p class="facts">
      ${page !== undefined && html`<span>打开 Opens <b class="code">${page}</b></span>`}
      ${requestId !== undefined && html`<span>请求 Request ${requestLink(requestId)}</span>`}</p>`
    }
    ${jsonView(data)}
  </section>`
}
