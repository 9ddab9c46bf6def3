import { address } from '../address.ts'
import { type Html, html } from '../markup/html.ts'
import { newestPage, pager, pagingOf } from '../markup/paging.ts'
import type { Show } from '../page.ts'
import { callView } from './callView.ts'

/** The kept calls of all functions, or those whose request id holds what was typed, with what they printed. */
export const callsPage: Show = async ({ parts, query }) => {
  const requestId = query.get('requestId')?.trim() ?? ''
  const calls = parts.callLog.recent().filter((call) => call.requestId.includes(requestId))
  const paging = pagingOf(query, calls.length)
  const shown = await newestPage(paging, ({ skip, limit }) => calls.slice(skip, skip + limit))
  return {
    section: 'functions',
    title: '日志 Logs',
    above: { to: address('/functions'), title: '函数 Functions' },
    body: html`
      ${requestSearch(requestId)}
      <div class="scroll" data-live="calls">
        ${shown.length > 0 ? shown.map((call) => callView(call, true)) : html`<p class="empty">没有这样的调用 No such call is kept</p>`}
      </div>
      ${pager(paging, (page) => address('/calls', { requestId: requestId || undefined, page }))}`,
  }
}

/** The box that finds the log of a call by its request id, or by a part of it. */
export function requestSearch(requestId: string): Html {
  return html`<form class="query" action="/console/calls" method="get" role="search">
    <p class="wide"><label for="requestId">请求 Request id</label>
    <input id="requestId" name="requestId" class="code" autocomplete="off" spellcheck="false" value="${requestId}"></p>
    <button class="button">查日志 Find logs</button>
    ${requestId !== '' && html`<a class="button" href="${address('/calls')}">清除 Clear</a>`}
  </form>`
}

/** A request id that leads to what its call printed. */
export function requestLink(requestId: string): Html {
  return html`<a class="code" href="${address('/calls', { requestId })}">${requestId}</a>`
}
