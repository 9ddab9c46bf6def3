import { address } from '../address.ts'
import { html } from '../markup/html.ts'
import type { Show } from '../page.ts'

/** All collections with how many documents they hold, and a form for one more. */
export const collectionsPage: Show = ({ parts, token }) => {
  const collections = parts.database.collections().sort((a, b) => a.name.localeCompare(b.name))
  const rows = collections.map(
    ({ name, count, indexes }) => html`<tr>
      <td><a href="${address('/documents', { collection: name })}">${name}</a></td>
      <td class="figure">${count}</td>
      <td class="wide">${indexes.map((index) => html`<span class="chip" title="${index.name}">${index.unique && '唯一 '}${index.keys.map(({ field }) => field).join(' + ')}</span> `)}</td>
    </tr>`,
  )
  return {
    section: 'collections',
    title: '集合 Collections',
    body: html`<div class="scroll" data-live="collections" tabindex="0" role="region" aria-label="集合 Collections"><table>
      <thead><tr><th>集合 Collection</th><th class="figure">文档 Documents</th><th>索引 Indexes</th></tr></thead>
      <tbody>${rows.length > 0 ? rows : html`<tr><td colspan="3" class="empty">这个项目还没有集合 No collections yet</td></tr>`}</tbody>
    </table></div>
    <form class="card" method="post" action="/console/collection/add" autocomplete="off">${token}
      <label for="name">新集合 New collection</label>
      <div class="line"><input id="name" name="name" class="code" required maxlength="128" spellcheck="false"> <button class="button">创建 Create</button></div>
      <p class="hint">只在这个本地云；要部署的写进 cloudbaserc.json In this local cloud only: what is deployed stands in cloudbaserc.json</p>
    </form>`,
  }
}
