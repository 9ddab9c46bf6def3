import type { OpenWatch } from '../watch/realtime.ts'
import { address } from './address.ts'
import { type Html, html } from './markup/html.ts'
import { jsonView } from './markup/jsonView.ts'
import type { Act, Show } from './page.ts'

/** Who watches what now, and a button that cuts all connections as a bad network does. */
export const watchesPage: Show = ({ parts, token }) => {
  const watches = parts.realtime.openWatches()
  return {
    section: 'watches',
    title: '实时监听 Watches',
    body: html`
      <form class="actions" method="post" action="/console/watches/cut">${token}
        <button class="button">断开所有连接 Cut all connections</button>
        <span class="hint">客户端应自己重连并补上错过的变化 Clients should come back and catch up</span>
      </form>
      <div class="list" data-live="watches">
        ${watches.length > 0 ? watches.map(watchCard) : html`<p class="empty">没有人在监听 Nobody watches</p>`}
      </div>`,
  }
}

function watchCard({ collection, query, orderBy, limit, watcher, isConnected, documents, events }: OpenWatch): Html {
  return html`<section class="card">
    <h2><a href="${address('/documents', { collection })}">${collection}</a></h2>
    <p class="facts"><span class="chip ${isConnected ? 'good' : 'late'}">${isConnected ? '在线 connected' : '断开 away'}</span>
      <span>谁 Who <b>${whoOf(watcher)}</b></span>
      <span>文档 Documents <b>${documents}</b></span> <span>变化 Events <b>${events}</b></span>
      ${limit !== undefined && html`<span>最多 Limit <b>${limit}</b></span>`}</p>
    ${jsonView({ where: query, orderBy })}
  </section>`
}

function whoOf(watcher: OpenWatch['watcher']): string {
  if (watcher.kind === 'miniProgram') return watcher.openid
  if (watcher.kind === 'web') return `${watcher.uid} (${watcher.loginType})`
  return '服务端 a server'
}

export const cutConnections: Act = ({ parts, outcomes }) => {
  const count = parts.realtime.closeConnections()
  return outcomes.redirect(address('/watches'), { good: true, title: `断开了 ${count} 个连接 connections cut` })
}
