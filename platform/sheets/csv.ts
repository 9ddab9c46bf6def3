import { type Cell, type Table, UnreadableSheet, withinLimits } from './table.ts'

/** Excel takes a file without this mark for the encoding of the country. */
const byteOrderMark = '\uFEFF'

/** What a spreadsheet would run as a formula, or would once one of our own apostrophes is gone. */
const formula = /^'*[=+\-@\t\r]/

/** Writes rows as CSV that Excel and WPS read: UTF-8 with a mark, and no cell that they would run as a formula. */
export function writeCsv(rows: readonly (readonly Cell[])[]): Buffer {
  const lines = rows.map((row) => row.map((cell) => quoted(defused(cell))).join(','))
  return Buffer.from(`${byteOrderMark}${lines.join('\r\n')}\r\n`, 'utf8')
}

/**
 * Reads CSV as spreadsheets write it (RFC 4180), in UTF-8 or, as Excel in China saves it, in GB 18030.
 * @throws UnreadableSheet when it is larger than a menu can be, or a quote is never closed
 */
export function readCsv(bytes: Uint8Array): Table {
  const text = decoded(bytes).replace(/^\uFEFF/, '')
  const rows: Table = []
  let row: string[] = []
  const cells = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|\n|\r|$)/y
  while (cells.lastIndex < text.length) {
    const cell = cells.exec(text)
    if (!cell) throw new UnreadableSheet(`第 ${rows.length + 1} 行的引号没有成对`)
    row.push(restored(cell[1]?.replace(/""/g, '"') ?? cell[2] ?? ''))
    if (cell[3] === ',' && cells.lastIndex < text.length) continue
    if (cell[3] === ',') row.push('')
    rows.push(row)
    row = []
  }
  return withinLimits(rows)
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

function defused(cell: Cell): string {
  return typeof cell === 'string' && formula.test(cell) ? `'${cell}` : String(cell)
}

function restored(text: string): string {
  return text.startsWith("'") && formula.test(text.slice(1)) ? text.slice(1) : text
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text
}
