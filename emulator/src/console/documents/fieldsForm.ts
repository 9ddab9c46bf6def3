import type { Document } from '../../database/database.ts'
import { documentAddress } from '../address.ts'
import { fingerprint } from '../markup/extendedJson.ts'
import { type Html, html } from '../markup/html.ts'
import type { Draft } from './draft.ts'
import { type ScalarField, scalarFields } from './scalarFields.ts'

/** Beyond this, the page would be slow; the rest is edited as JSON. */
const FIELDS_MAX = 500

/** Columns of text that a field shows on one line. */
const LINE_WIDTH = 40

const KIND_RULES = {
  text: '需要文字 must be text',
  number: '需要一个数 must be a number',
  boolean: '需要 true 或 false must be true or false',
  date: '需要日期，如 must be a date such as 2026-05-01T12:00:00+08:00',
}

/** The quick form: each scalar of the document in place, one button. */
export function fieldsForm(collection: string, document: Document, token: Html, draft?: Draft): Html {
  const all = scalarFields(document)
  const fields = all.slice(0, FIELDS_MAX)
  const mine = draft?.form === 'fields' ? draft : undefined
  if (fields.length === 0) return html`<p class="empty">没有可直接修改的字段 No plain fields to edit</p>`
  const known = new Set(fields.map(({ name }) => name))
  const homeless = [...(mine?.typed ?? [])].filter(([name]) => !known.has(name))
  return html`<form class="fields" method="post" action="${documentAddress(collection, document._id, '/document/fields')}" autocomplete="off">
    ${token}<input type="hidden" name="opened" value="${mine?.opened ?? fingerprint(document)}">
    ${mine && html`<p class="refusal" role="alert">${mine.refusal}</p>`}
    ${homeless.map(([name, text]) => html`<p class="refusal">${pathText(JSON.parse(name))}: ${text}</p>`)}
    <div class="field-rows">${fields.map((field, index) => row(field, index, mine))}</div>
    ${all.length > fields.length && html`<p class="hint">其余 ${all.length - fields.length} 个字段请在 JSON 里修改 Edit the rest as JSON</p>`}
    <div class="sticky"><button class="button primary">保存 Save</button></div>
  </form>`
}

function row(field: ScalarField, index: number, draft: Draft | undefined): Html {
  const { name, kind, path } = field
  const was = draft?.was?.get(name) ?? field.text
  const text = draft?.typed?.get(name) ?? field.text
  const wrong = draft?.wrong?.has(name) === true
  const id = `field-${index}`
  return html`<div class="field ${text !== was && 'edited'}">
    <label for="${id}"><span class="hint">${path.length > 1 && `${pathText(path.slice(0, -1))}.`}</span>${pathText(path.slice(-1))}</label>
    ${control(field, id, text, wrong && html`aria-invalid="true" aria-describedby="${id}-error"`)}
    ${wrong && html`<p class="refusal" id="${id}-error">${KIND_RULES[kind]}</p>`}
    ${draft && was !== field.text && html`<p class="hint">现在是 now: ${field.text}</p>`}
    <input type="hidden" name="was:${name}" value="${was}">
  </div>`
}

function control({ name, kind }: ScalarField, id: string, text: string, state: Html | false): Html {
  if (kind === 'boolean' && /^(true|false)$/.test(text)) {
    const option = (value: string, words: string) =>
      html`<option value="${value}" ${value === text && html`selected`}>${words}</option>`
    return html`<select id="${id}" name="field:${name}" ${state}>${option('true', '是 true')}${option('false', '否 false')}</select>`
  }
  if (kind === 'text' && (widthOf(text) > LINE_WIDTH || /[\r\n]/.test(text))) {
    return html`<textarea id="${id}" name="field:${name}" rows="3" ${state}>
${text}</textarea>`
  }
  const mode = kind === 'number' ? html`inputmode="decimal" class="figure"` : html`class="${kind === 'date' && 'code'}"`
  return html`<input id="${id}" name="field:${name}" value="${text}" ${mode} ${state}>`
}

/** Columns that a text takes: a Chinese character is two wide. */
const widthOf = (text: string) => [...text].reduce((sum, character) => sum + (character > '\u2e7f' ? 2 : 1), 0)

const pathText = (path: (string | number)[]) => path.join('.')
