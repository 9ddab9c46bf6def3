/** Markup that needs no more escaping. Made by `html`, so that forgetting to escape is not possible by accident. */
export class Html {
  constructor(readonly text: string) {}
}

/** What a template may hold: text is escaped, markup and lists are joined, `false` and what is absent vanish. */
export type Piece = Html | string | number | false | null | undefined | Piece[]

/** Escapes text for element content and for quoted attributes. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}

/** A template of markup; every value in it is escaped unless it is itself `Html`. Attributes must be quoted. */
export function html(parts: TemplateStringsArray, ...values: Piece[]): Html {
  return new Html(parts.reduce((text, part, index) => text + markup(values[index - 1]) + part))
}

function markup(piece: Piece): string {
  if (piece instanceof Html) return piece.text
  if (Array.isArray(piece)) return piece.map(markup).join('')
  if (piece === false || piece === null || piece === undefined) return ''
  return escapeHtml(String(piece))
}
