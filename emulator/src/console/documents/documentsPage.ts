import { CloudError } from '../../cloudError.ts'
import type { Database, Document, Filter, QueryPlan, SortOrder } from '../../database/database.ts'
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
  const sort = query.get('sort')?.trim() ?? ''
  const { found, paging, plan, refusal } = await search(parts.database, collection, { where, sort }, query)
  const link = (page: number) =>
    address('/documents', { collection, where: where || undefined, sort: sort || undefined, page })
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
        <p class="wide"><label for="where">条件 Query <span class="hint">JSON</span></label>
        <input id="where" name="where" class="code" spellcheck="false" autocomplete="off" placeholder='{"status": "paid"}' value="${where}"
          ${refusal !== undefined && html`aria-invalid="true" aria-describedby="where-error"`}></p>
        <p><label for="sort">排序 Sort <span class="hint">JSON</span></label>
        <input id="sort" name="sort" class="code" spellcheck="false" autocomplete="off" placeholder='{"placedAt": -1}' value="${sort}"></p>
        <button class="button">查找 Find</button>
        ${(where !== '' || sort !== '') && html`<a class="button" href="${address('/documents', { collection })}">清除 Clear</a>`}
        ${refusal !== undefined && html`<p id="where-error" class="refusal" role="alert">${refusal}</p>`}
      </form>
      ${plan && planView(plan)}
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
  /** How it was found, when something was asked for. */
  plan?: QueryPlan
  refusal?: string
}

/** Without a sort the last added come first. */
async function search(
  database: Database,
  collection: string,
  { where, sort }: { where: string; sort: string },
  query: URLSearchParams,
): Promise<Found> {
  try {
    const filter: Filter = where === '' ? {} : parseObject(where)
    const order = sort === '' ? undefined : sortOrder(sort)
    const paging = pagingOf(query, await database.count(collection, filter))
    const plan =
      where === '' && sort === ''
        ? undefined
        : await database.explain(collection, filter, { ...(order && { sort: order }) })
    if (order === undefined) {
      return { found: await newestPage(paging, (range) => database.find(collection, filter, range)), paging, plan }
    }
    const found = await database.find(collection, filter, { sort: order, skip: paging.skip, limit: PAGE_LENGTH })
    return { found, paging, plan }
  } catch (error) {
    if (!(error instanceof TypingError || error instanceof CloudError)) throw error
    return { found: [], paging: pagingOf(query, 0), refusal: error.message }
  }
}

/** Throws TypingError. */
function sortOrder(text: string): SortOrder {
  const order = parseObject(text)
  const wrong = Object.entries(order).find(([, direction]) => direction !== 1 && direction !== -1)
  if (wrong) throw new TypingError(`排序 ${wrong[0]} 只能是 1 或 -1 The sort of ${wrong[0]} must be 1 or -1`)
  return order as SortOrder
}

function planView({ index, examined, isSortedByIndex }: QueryPlan): Html {
  return html`<p class="facts"><span class="chip ${index === undefined ? 'late' : 'good'}">${index === undefined ? '没有用索引 No index' : `索引 Index ${index}`}</span>
    <span>看了 Examined <b>${examined}</b></span>
    ${isSortedByIndex && html`<span>按索引排好序 In index order</span>`}</p>`
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
