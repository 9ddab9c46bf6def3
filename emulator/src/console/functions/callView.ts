import type { LoggedCall } from '../../functions/callLog.ts'
import { address } from '../address.ts'
import { type Html, html } from '../markup/html.ts'
import { instantView } from '../markup/instants.ts'
import { jsonView } from '../markup/jsonView.ts'

/** A call that opens to what it printed. @param named whether to tell which function was called */
export function callView(call: LoggedCall, named = false): Html {
  const { requestId, source, openid, uid, at, ms, ok, error, logs, coldStart } = call
  const who = openid ?? uid
  return html`<details class="call" id="call-${requestId}">
    <summary>
      <span>${instantView(at)}</span>
      <span class="figure">${ms} ms</span>
      <span><span class="chip ${ok ? 'good' : 'bad'}">${ok ? '成功 ok' : (error?.code ?? '失败 failed')}</span>
        ${coldStart && html`<span class="chip late">冷启动 cold</span>`}</span>
      <span class="hint">${named && html`<b>${call.function}</b> · `}${source}${who !== undefined && ` · ${who}`} · ${requestId}</span>
    </summary>
    <div>
      <p class="facts">${named && html`<span>函数 Function <a href="${address('/function', { name: call.function })}">${call.function}</a></span>`}
        <span>来源 Source <b>${source}</b></span> <span>请求 Request <b>${requestId}</b></span>
        ${openid !== undefined && html`<span>openid <b>${openid}</b></span>`} ${uid !== undefined && html`<span>uid <b>${uid}</b></span>`}</p>
      ${error && jsonView(error)}
      ${logs.length > 0 ? html`<pre class="json" tabindex="0">${logs.join('\n')}</pre>` : html`<p class="hint">没有日志 No logs</p>`}
    </div>
  </details>`
}
