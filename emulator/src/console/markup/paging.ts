import { type Html, html } from './html.ts'

export const PAGE_LENGTH = 20

export interface Paging {
  /** From 1. */
  page: number
  pages: number
  total: number
  /** How many are on earlier pages. */
  skip: number
}

/** Which page the query asks for, held within what there is. */
export function pagingOf(query: URLSearchParams, total: number): Paging {
  const pages = Math.max(1, Math.ceil(total / PAGE_LENGTH))
  const asked = Number(query.get('page') ?? 1)
  const page = Number.isInteger(asked) ? Math.min(Math.max(asked, 1), pages) : 1
  return { page, pages, total, skip: (page - 1) * PAGE_LENGTH }
}

/**
 * The documents or records of a page, the newest first, out of a source that has the newest last.
 * @param read answers `limit` of them after the first `skip`
 */
export async function newestPage<T>(
  { skip, total }: Paging,
  read: (range: { skip: number; limit: number }) => Promise<T[]> | T[],
): Promise<T[]> {
  const end = total - skip
  const start = Math.max(end - PAGE_LENGTH, 0)
  return end === start ? [] : (await read({ skip: start, limit: end - start })).slice().reverse()
}

/** Links to the pages around; nothing when there is one page. */
export function pager({ page, pages, total }: Paging, link: (page: number) => string): Html {
  if (pages === 1) return html`<p class="pager hint">共 ${total} 条 ${total} in all</p>`
  const step = (target: number, text: string) =>
    target >= 1 && target <= pages
      ? html`<a class="button" href="${link(target)}">${text}</a>`
      : html`<span class="button" aria-disabled="true">${text}</span>`
  return html`<nav class="pager" aria-label="分页 Pages">
    ${step(1, '« 最新 Newest')} ${step(page - 1, '‹ 上一页 Previous')}
    <span>${page} / ${pages} · 共 ${total} 条</span>
    ${step(page + 1, '下一页 Next ›')} ${step(pages, '最早 Oldest »')}
  </nav>`
}
