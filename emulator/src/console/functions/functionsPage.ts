import { address } from '../address.ts'
import { html } from '../markup/html.ts'
import { instantView } from '../markup/instants.ts'
import type { Show } from '../page.ts'
import { requestSearch } from './callsPage.ts'
import { percentile } from './latencyChart.ts'

/** All functions with how their latest calls went. */
export const functionsPage: Show = ({ parts }) => {
  const rows = parts.project.functions.map(({ name, timeoutSeconds, memoryMb }) => {
    const calls = parts.callLog.recent(name)
    const failed = calls.filter(({ ok }) => !ok).length
    return html`<tr>
      <td><a href="${address('/function', { name })}">${name}</a></td>
      <td class="figure">${calls.length}</td>
      <td class="figure">${failed > 0 ? html`<span class="chip bad">${failed}</span>` : 0}</td>
      <td class="figure">${percentile(calls, 50) ?? '—'}</td>
      <td class="figure">${percentile(calls, 95) ?? '—'}</td>
      <td class="figure">${calls.filter(({ coldStart }) => coldStart).length}</td>
      <td>${instantView(calls.at(-1)?.at)}</td>
      <td class="figure">${parts.host.instances(name)}</td>
      <td class="figure">${timeoutSeconds} s · ${memoryMb} MB</td>
    </tr>`
  })
  return {
    section: 'functions',
    title: '函数 Functions',
    body: html`${requestSearch('')}
      <div class="scroll" data-live="functions" tabindex="0" role="region" aria-label="函数 Functions"><table>
        <thead><tr>
          <th>函数 Function</th><th class="figure">调用 Calls</th><th class="figure">出错 Errors</th>
          <th class="figure">p50 ms</th><th class="figure">p95 ms</th>
          <th class="figure">冷启动 Cold</th><th>最近 Last</th>
          <th class="figure">实例 Instances</th>
          <th class="figure">限制 Limits</th>
        </tr></thead>
        <tbody>${rows}</tbody>
      </table></div>
      <p class="hint">按最近保留的调用统计 Of the latest calls that are kept</p>`,
  }
}
