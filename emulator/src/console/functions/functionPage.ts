import { address } from '../address.ts'
import { type Html, html } from '../markup/html.ts'
import { newestPage, pager, pagingOf } from '../markup/paging.ts'
import { NotHereError, type Page, type Show, type Visit } from '../page.ts'
import { callView } from './callView.ts'
import { latencyChart } from './latencyChart.ts'

/** What is typed into the form that calls a function. */
export interface TypedCall {
  event: string
  openid: string
  /** Why it was not called. */
  refusal?: string
}

/** One function: a form to call it, and its latest calls with what they printed. */
export const functionPage: Show = (visit) => {
  const { event = '{}', openid = '' } = visit.outcome?.typed ?? {}
  return functionView(visit, functionOf(visit), { event, openid })
}

/** The declared function that the query names. Throws NotHereError. */
export function functionOf({ parts, query }: Visit): string {
  const name = query.get('name') ?? ''
  if (parts.project.functions.some((declaration) => declaration.name === name)) return name
  throw new NotHereError('functions', `没有函数 ${name} There is no such function`)
}

export async function functionView({ parts, query, token }: Visit, name: string, typed: TypedCall): Promise<Page> {
  const calls = parts.callLog.recent(name)
  const paging = pagingOf(query, calls.length)
  const shown = await newestPage(paging, ({ skip, limit }) => calls.slice(skip, skip + limit))
  return {
    section: 'functions',
    title: name,
    above: { to: address('/functions'), title: '函数 Functions' },
    status: typed.refusal === undefined ? 200 : 422,
    body: html`
      ${callForm(name, token, typed)}
      <h2>最近调用 Latest calls</h2>
      ${latencyChart(calls) || html`<div data-live="latencies"></div>`}
      <div class="scroll" data-live="calls">
        ${shown.length > 0 ? shown.map((call) => callView(call)) : html`<p class="empty">还没有被调用过 Not called yet</p>`}
      </div>
      ${pager(paging, (page) => address('/function', { name, page }))}`,
  }
}

function callForm(name: string, token: Html, { event, openid, refusal }: TypedCall): Html {
  return html`<form class="card" method="post" action="${address('/function/call', { name })}" autocomplete="off">
    ${token}
    <h2>调用 Call</h2>
    <label for="event">事件 Event <span class="hint">JSON</span></label>
    ${refusal !== undefined && html`<p class="refusal" id="event-error" role="alert">${refusal}</p>`}
    <textarea id="event" name="event" rows="4" class="code" spellcheck="false"
      ${refusal !== undefined && html`aria-invalid="true" aria-describedby="event-error"`}>
${event}</textarea>
    <div class="line">
      <p><label for="openid">以谁的身份 As openid</label>
        <input id="openid" name="openid" value="${openid}" placeholder="留空：不是小程序 none"></p>
      <button class="button primary">调用 Call</button>
    </div>
  </form>`
}
