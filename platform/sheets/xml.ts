/** A tag or a piece of text, in the order of the document. */
export type XmlToken =
  | { kind: 'open' | 'close'; name: string; attributes: Record<string, string> }
  | { kind: 'text'; text: string }

/**
 * Reads the XML inside of spreadsheets: elements, attributes and text; no DTD, so that no entity of the file's own is
 * ever expanded. An element without content opens and closes.
 */
export function* readXml(xml: string): Generator<XmlToken> {
  const parts =
    /<!--[\s\S]*?-->|<[?!][^>]*>|<(\/?)(?:[\w.-]+:)?([\w.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>|([^<]+)/g
  for (const [, slash, name, attributes = '', empty, text] of xml.matchAll(parts)) {
    if (text !== undefined) yield { kind: 'text', text: unescapeXml(text) }
    if (name === undefined) continue
    const token = { name, attributes: readAttributes(attributes) }
    yield { kind: slash ? 'close' : 'open', ...token }
    if (empty) yield { kind: 'close', ...token }
  }
}

/** Text for an element or an attribute; what XML cannot carry is written `_xHHHH_`, as spreadsheets do. */
export function escapeXml(text: string): string {
  return text
    .replace(/_x[0-9A-Fa-f]{4}_/g, (literal) => `_x005F${literal}`)
    .replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`)
    .replace(/[\s\S]/g, (letter) => (fitsXml(letter) ? letter : codeOf(letter)))
}

function codeOf(letter: string): string {
  return `_x${letter.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`
}

/** Text of a cell, with its `_xHHHH_` read. */
export function readEscapes(text: string): string {
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_escape, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
}

/** Control letters, which no XML may hold, and the carriage return, which it would turn into a line feed. */
function fitsXml(letter: string): boolean {
  return letter >= ' ' ? letter !== '\uFFFE' && letter !== '\uFFFF' : letter === '\t' || letter === '\n'
}

const named: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

function unescapeXml(text: string): string {
  return text.replace(/&(?:#x([0-9A-Fa-f]{1,6})|#(\d{1,7})|(\w+));/g, (whole, hex, decimal, name) => {
    if (name !== undefined) return named[name] ?? whole
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}

function readAttributes(text: string): Record<string, string> {
  const pairs = text.matchAll(/(?:[\w.-]+:)?([\w.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)
  return Object.fromEntries([...pairs].map(([, name, double, single]) => [name, unescapeXml(double ?? single ?? '')]))
}
