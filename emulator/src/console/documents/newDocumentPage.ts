import { address } from '../address.ts'
import { html } from '../markup/html.ts'
import type { Page, Show, Visit } from '../page.ts'
import { jsonBox } from './documentPage.ts'
import { refuseUnknown } from './documentsPage.ts'

const EMPTY = '{\n  \n}'

/** The form for a new document. */
export const newDocumentPage: Show = (visit) => {
  const collection = visit.query.get('collection') ?? ''
  refuseUnknown(visit.parts.database, collection)
  return newDocumentView(visit, collection, EMPTY)
}

/** The form with what was typed and, when it was refused, the reason. */
export function newDocumentView({ token }: Visit, collection: string, json: string, refusal?: string): Page {
  return {
    section: 'collections',
    title: '添加文档 Add document',
    above: { to: address('/documents', { collection }), title: collection },
    status: refusal === undefined ? 200 : 422,
    body: html`
      <form class="card" method="post" action="${address('/document/add', { collection })}" autocomplete="off">
        ${token}
        ${jsonBox(json, refusal)}
        <p class="hint">不写 _id 就自动生成 Without an _id, one is made</p>
        <button class="button primary">添加 Add</button>
      </form>`,
  }
}
