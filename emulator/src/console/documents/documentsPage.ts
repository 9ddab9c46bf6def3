import { CloudError } from '../../cloudError.ts'
import type { Database, Document, Filter } from '../../database/database.ts'
import { address, documentAddress } from '../address.ts'
import { parseObject, plainJson, TypingError } from '../markup/extendedJson.ts'
import { type Html, html } from '../markup/html.ts'
import { beijingText } from '../markup/instants.ts'
import { newestPage, PAGE_LENGTH, type Paging, pager, pagingOf } from '../markup/paging.ts'
import { NotHereError, type Show } from '../page.ts'

const COLUMNS_MAX = 6

/** One collection: its documents, the last added first, all or those that meet the condition in the query box. */
export const documentsPage: Show = async ({ parts, query }) => {
  const collection = query.get('collection') ?? ''
  refuseUnknown(parts.database, collection)
  const where = query.get('where')?.trim() ?? ''
  const { found, paging, refusal } = await search(parts.database, collection, where, query)
  const link = (page: number) => address('/documents', { collection, where: where || undefined, page })
  return {
    section: 'collections',
    title: collection,
    above: { to: address('/collections'), title: '集合 Collections' },
    status: refusal === undefined ? 200 : 400,
    body: html`
      <div class="actions">
        <a class="button primary" href="${address('/document/new', { collection })}">添加文档 Add document</a>
      </div>
      <form class="query" action="/console/documents" method="get" role="search">
        <input type="hidden" name="collection" value="${collection}">
        <label for="where">条件 Query <span class="hint">JSON</span></label>
        <input id="where" name="where" class="code" spellcheck="false" autocomplete="off" placeholder='{"status": "paid"}' value="${where}"
          ${refusal !== undefined && html`aria-invalid="true" aria-describedby="where-error"`}>
        <button class="button">查找 Find</button>
        ${where !== '' && html`<a class="button" href="${address('/documents', { collection })}">清除 Clear</a>`}
        ${refusal !== undefined && html`<p id="where-error" class="refusal" role="alert">${refusal}</p>`}
      </form>
      ${refusal === undefined && documentsTable(collection, found)}
      ${refusal === undefined && pager(paging, link)}`,
  }
}

/** Throws NotHereError. */
export function refuseUnknown(database: Database, collection: string): void {
  if (database.collections().some(({ name }) => name === collection)) return
  throw new NotHereError('collections', `没有集合 ${collection} There is no such collection`)
}

interface Found {
  found: Document[]
  paging: Paging
  refusal?: string
}

async function search(database: Database, collection: string, where: string, query: URLSearchParams): Promise<Found> {
  try {
    const filter: Filter = where === '' ? {} : parseObject(where)
    const paging = pagingOf(query, await database.count(collection, filter))
    return { found: await newestPage(paging, (range) => database.find(collection, filter, range)), paging }
  } catch (error) {
    if (!(error instanceof TypingError || error instanceof CloudError)) throw error
    return { found: [], paging: pagingOf(query, 0), refusal: error.message }
  }
}

function documentsTable(collection: string, documents: Document[]): Html {
  if (documents.length === 0) return html`<p class="empty">没有文档 No documents</p>`
  const columns = columnsOf(documents)
  const rows = documents.map(
    (document) => html`<tr>
      <td class="id"><a href="${documentAddress(collection, document._id)}">${String(document._id)}</a></td>
      ${columns.map((column) => html`<td class="${typeof document[column] === 'number' ? 'figure' : ''}">${preview(document[column])}</td>`)}
    </tr>`,
  )
  return html`<div class="scroll" data-live="documents" tabindex="0" role="region" aria-label="文档 Documents"><table>
    <thead><tr><th>_id</th>${columns.map((column) => html`<th>${column}</th>`)}</tr></thead>
    <tbody>${rows}</tbody>
  </table></div>`
}

/** The fields that most of these documents have, those that show well in a table before objects and arrays. */
function columnsOf(documents: Document[]): string[] {
  const ranks = new Map<string, number>()
  for (const document of documents.slice(0, PAGE_LENGTH)) {
    for (const [field, value] of Object.entries(document)) {
      const plain = typeof value !== 'object' || value === null || value instanceof Date
      if (field !== '_id') ranks.set(field, (ranks.get(field) ?? 0) + (plain ? 1 : 0.4))
    }
  }
  const chosen = [...ranks].sort(([, a], [, b]) => b - a).slice(0, COLUMNS_MAX)
  const kept = new Set(chosen.map(([field]) => field))
  return [...ranks.keys()].filter((field) => kept.has(field))
}

const PREVIEW_LENGTH = 60

function preview(value: unknown): Html {
  if (value === undefined) return html`<span class="hint">—</span>`
  if (value instanceof Date) return html`<time datetime="${value.toISOString()}">${beijingText(value.getTime())}</time>`
  if (typeof value === 'string') return html`${shortened(value)}`
  if (Array.isArray(value) && value.length > 3) return html`<span class="hint">[${value.length}]</span>`
  const text = JSON.stringify(plainJson(value)) ?? ''
  return typeof value === 'object' ? html`<span class="hint code">${shortened(text)}</span>` : html`${text}`
}

const shortened = (text: string) => (text.length > PREVIEW_LENGTH ? `${text.slice(0, PREVIEW_LENGTH)}…` : text)
