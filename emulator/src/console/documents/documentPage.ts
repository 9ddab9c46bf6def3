import type { Document } from '../../database/database.ts'
import { address, documentAddress, documentId } from '../address.ts'
import { fingerprint, printJson } from '../markup/extendedJson.ts'
import { type Html, html } from '../markup/html.ts'
import { jsonView } from '../markup/jsonView.ts'
import { NotHereError, type Page, type Show, type Visit } from '../page.ts'
import type { Draft } from './draft.ts'
import { fieldsForm } from './fieldsForm.ts'
import { readDocument } from './openedDocument.ts'

/** One document: its plain fields to change in place, its JSON to read and to edit, and the way to delete it. */
export const documentPage: Show = async (visit) => {
  const { collection, id } = placeOf(visit.query)
  return viewOf(visit, collection, await readDocument(visit.parts.database, collection, id))
}

/** The document that the query names. Throws NotHereError when it names none. */
export function placeOf(query: URLSearchParams): { collection: string; id: Document['_id'] } {
  const collection = query.get('collection')
  const id = documentId(query)
  if (collection === null || id === undefined) throw new NotHereError('collections', '没有这份文档 No such document')
  return { collection, id }
}

/** The page of a document; with a draft, it is shown as typed beside the document as it is. */
export function viewOf({ token }: Visit, collection: string, document: Document, draft?: Draft, status = 200): Page {
  return {
    section: 'collections',
    title: String(document._id),
    above: { to: address('/documents', { collection }), title: collection },
    status,
    body: html`
      <div class="columns">
        <section class="card"><h2>字段 Fields</h2>${fieldsForm(collection, document, token, draft)}</section>
        <section class="card"><h2>JSON</h2>
          ${jsonView(document)}
          ${jsonEditor(collection, document, token, draft?.form === 'json' ? draft : undefined)}
          ${deletion(collection, document, token)}
        </section>
      </div>`,
  }
}

function jsonEditor(collection: string, document: Document, token: Html, draft: Draft | undefined): Html {
  const text = draft?.json ?? printJson(document)
  return html`<details class="editor" ${draft && html`open`}>
    <summary class="button">编辑 JSON Edit JSON</summary>
    <form method="post" action="${documentAddress(collection, document._id, '/document/save')}" autocomplete="off">
      ${token}<input type="hidden" name="opened" value="${draft?.opened ?? fingerprint(document)}">
      ${jsonBox(text, draft?.refusal)}
      <button class="button primary">保存 JSON Save JSON</button>
    </form>
  </details>`
}

/** The box in which a document is typed, with the reason why what it holds was refused. */
export function jsonBox(text: string, refusal: string | undefined): Html {
  const rows = Math.min(Math.max(text.split('\n').length + 1, 8), 32)
  return html`<label for="json">扩展 JSON Extended JSON
      <span class="hint">日期 dates: {"$date": "2026-05-01T04:00:00Z"}</span></label>
    ${refusal !== undefined && html`<p class="refusal" id="json-error" role="alert">${refusal}</p>`}
    <textarea id="json" name="json" rows="${rows}" class="code" spellcheck="false" wrap="off"
      ${refusal !== undefined && html`aria-invalid="true" aria-describedby="json-error"`}>
${text}</textarea>`
}

function deletion(collection: string, document: Document, token: Html): Html {
  return html`<button class="button danger" popovertarget="delete">删除 Delete</button>
    <form id="delete" popover class="card" method="post" role="dialog" aria-labelledby="delete-question"
      action="${documentAddress(collection, document._id, '/document/delete')}">
      ${token}
      <p id="delete-question">从 <b>${collection}</b> 删除 <b>${String(document._id)}</b>？删除后不能恢复。
        Delete it from ${collection}? This cannot be undone.</p>
      <button type="button" class="button" popovertarget="delete" popovertargetaction="hide" autofocus>不删除 Keep</button>
      <button class="button danger">确认删除 Delete</button>
    </form>`
}
