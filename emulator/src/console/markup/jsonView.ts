import { plainJson } from './extendedJson.ts'
import { type Html, html, type Piece } from './html.ts'

/** A value as coloured JSON; Extended JSON's dates stay on one line. */
export function jsonView(value: unknown): Html {
  return html`<pre class="json" tabindex="0"><code>${jsonPiece(plainJson(value), '')}</code></pre>`
}

function jsonPiece(value: unknown, indent: string): Piece {
  if (value === null || value === undefined) return html`<span class="json-null">null</span>`
  if (typeof value === 'string') return html`<span class="json-text">${JSON.stringify(value)}</span>`
  if (typeof value === 'number') return html`<span class="json-number">${value}</span>`
  if (typeof value === 'boolean') return html`<span class="json-boolean">${String(value)}</span>`
  if (Array.isArray(value))
    return block(
      '[',
      value.map((element) => jsonPiece(element, `${indent}  `)),
      ']',
      indent,
    )
  const fields = Object.entries(value as Record<string, unknown>)
  const [first] = fields
  if (fields.length === 1 && first?.[0] === '$date') {
    return html`<span class="json-date">{"$date": ${JSON.stringify(first[1])}}</span>`
  }
  const lines = fields.map(
    ([key, inner]) => html`<span class="json-key">${JSON.stringify(key)}</span>: ${jsonPiece(inner, `${indent}  `)}`,
  )
  return block('{', lines, '}', indent)
}

function block(open: string, lines: Piece[], close: string, indent: string): Piece {
  if (lines.length === 0) return `${open}${close}`
  const inner = lines.map((line, index) => [`\n${indent}  `, line, index < lines.length - 1 && ','])
  return [open, inner, `\n${indent}${close}`]
}
