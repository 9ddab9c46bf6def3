import type { StoredFile } from '../storage/storage.ts'
import { address } from './address.ts'
import { type Html, html } from './markup/html.ts'
import { instantView } from './markup/instants.ts'
import type { Act, Show, Visit } from './page.ts'

const FILES_SHOWN = 100
const LINK_SECONDS = 3600

/** The stored files, by a beginning of their paths; pictures are shown. */
export const storagePage: Show = (visit) => {
  const { parts, query } = visit
  const prefix = query.get('prefix') ?? ''
  const { files, more } = parts.storage.files.list({ prefix, after: query.get('after') ?? '', limit: FILES_SHOWN })
  const last = files.at(-1)?.path
  return {
    section: 'storage',
    title: '存储 Storage',
    body: html`
      <form class="query" action="/console/storage" method="get" role="search">
        <p class="wide"><label for="prefix">路径开头 Path begins with</label>
        <input id="prefix" name="prefix" class="code" autocomplete="off" spellcheck="false" value="${prefix}" placeholder="photos/"></p>
        <button class="button">查找 Find</button>
      </form>
      <div class="scroll" data-live="files" tabindex="0" role="region" aria-label="文件 Files">
        ${files.length > 0 ? filesTable(files, visit) : html`<p class="empty">没有文件 No files</p>`}
      </div>
      ${more && html`<p><a class="button" href="${address('/storage', { prefix: prefix || undefined, after: last })}">后面的 More ›</a></p>`}`,
  }
}

function filesTable(files: StoredFile[], { parts, token }: Visit): Html {
  const rows = files.map(({ path, size, contentType, owner, modifiedAt }) => {
    const link = parts.storage.addresses.temporary(path, LINK_SECONDS)
    return html`<tr>
      <td>${contentType.startsWith('image/') && html`<img class="thumb" src="${link}" alt="" loading="lazy">`}</td>
      <td><a href="${link}">${path}</a></td>
      <td class="figure">${sizeText(size)}</td>
      <td>${contentType.split(';')[0]}</td>
      <td>${owner ?? html`<span class="hint">服务端 server</span>`}</td>
      <td>${instantView(modifiedAt)}</td>
      <td><form method="post" action="/console/storage/delete">${token}<input type="hidden" name="path" value="${path}"><button class="button danger">删除 Delete</button></form></td>
    </tr>`
  })
  return html`<table>
    <thead><tr><th></th><th>路径 Path</th><th class="figure">大小 Size</th><th>类型 Type</th><th>谁的 Owner</th><th>改于 Modified</th><th></th></tr></thead>
    <tbody>${rows}</tbody></table>`
}

/** Bytes as people read them. */
function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  return bytes < 1024 ** 2 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1024 ** 2).toFixed(1)} MB`
}

export const deleteFile: Act = async ({ parts, form, outcomes }) => {
  const path = form.text('path')
  const good = await parts.storage.files.delete(path)
  return outcomes.redirect(address('/storage'), {
    good,
    title: good ? `${path} 已删除 deleted` : `没有 ${path} There is no such file`,
  })
}
