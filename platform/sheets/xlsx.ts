import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { type Cell, sheetLimits, type Table, UnreadableSheet, withinLimits } from './table.ts'
import { escapeXml, readEscapes, readXml } from './xml.ts'

/** Writes rows as the one sheet of an XLSX workbook; the first row stays in sight. */
export function writeXlsx(rows: readonly (readonly Cell[])[], name: string): Buffer {
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
  const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const relations = (type: string, target: string) =>
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relation}/${type}" Target="${target}"/></Relationships>`
  const kinds = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
  const part = (path: string, type: string) => `<Override PartName="${path}" ContentType="${kinds}.${type}+xml"/>`
  const files = {
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${part('/xl/workbook.xml', 'sheet.main')}${part('/xl/worksheets/sheet1.xml', 'worksheet')}</Types>`,
    '_rels/.rels': relations('officeDocument', 'xl/workbook.xml'),
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${relation}"><sheets><sheet name="${escapeXml(name)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations('worksheet', 'worksheets/sheet1.xml'),
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>${rows.map(rowXml).join('')}</sheetData></worksheet>`,
  }
  const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
  const zipped = Object.entries(files).map(([path, xml]) => [path, strToU8(head + xml)] as const)
  return Buffer.from(zipSync(Object.fromEntries(zipped), { mtime: '1980-01-01T12:00:00Z' }))
}

function rowXml(row: readonly Cell[]): string {
  const cells = row.map((cell, at) => {
    const reference = columnName(at)
    if (cell === '') return ''
    if (typeof cell === 'number') return `<c r="${reference}"><v>${cell}</v></c>`
    return `<c r="${reference}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(cell)}</t></is></c>`
  })
  return `<row>${cells.join('')}</row>`
}

/**
 * Reads the first sheet of an XLSX workbook, whoever wrote it: texts shared or inline, numbers, what formulas came to.
 * @throws UnreadableSheet when it is no workbook, or unfolds to more than a menu can be
 */
export function readXlsx(bytes: Uint8Array): Table {
  const files = unzip(bytes)
  const text = (path: string) => strFromU8(files[path] ?? new Uint8Array())
  const sheet = text(firstSheet(text('xl/workbook.xml'), text('xl/_rels/workbook.xml.rels')))
  if (sheet === '') throw new UnreadableSheet('这个文件里没有工作表')
  return withinLimits(readRows(sheet, readShared(text('xl/sharedStrings.xml'))))
}

function unzip(bytes: Uint8Array): Record<string, Uint8Array> {
  let unfolded = 0
  try {
    return unzipSync(bytes, {
      filter({ name, originalSize }) {
        if (!/^xl\/(workbook\.xml|_rels\/workbook\.xml\.rels|sharedStrings\.xml|worksheets\/[^/]+\.xml)$/.test(name)) {
          return false
        }
        unfolded += originalSize
        if (unfolded > sheetLimits.bytes) throw new UnreadableSheet('表格太大了')
        return true
      },
    })
  } catch (error) {
    if (error instanceof UnreadableSheet) throw error
    throw new UnreadableSheet('这个文件不是 XLSX 表格')
  }
}

function firstSheet(workbook: string, relations: string): string {
  const open = (xml: string, name: string) =>
    [...readXml(xml)].flatMap((token) => (token.kind === 'open' && token.name === name ? [token.attributes] : []))
  const id = open(workbook, 'sheet')[0]?.id
  const target = open(relations, 'Relationship').find((relation) => relation.Id === id)?.Target ?? ''
  return target.startsWith('/') ? target.slice(1) : `xl/${target}`
}

function readShared(xml: string): string[] {
  const texts: string[] = []
  let within = ''
  let text = ''
  for (const token of readXml(xml)) {
    if (token.kind === 'open' && token.name === 'si') text = ''
    if (token.kind === 'close' && token.name === 'si') texts.push(readEscapes(text))
    // How a word is said (rPh) is no part of it.
    if (token.kind === 'open' && (token.name === 't' || token.name === 'rPh')) within ||= token.name
    if (token.kind === 'close' && token.name === within) within = ''
    if (token.kind === 'text' && within === 't') text += token.text
  }
  return texts
}

function readRows(xml: string, shared: readonly string[]): Table {
  const rows: Table = []
  let at = 0
  let cell = { type: 'n', text: '' }
  let reading = false
  for (const token of readXml(xml)) {
    if (token.kind === 'text') {
      if (reading) cell.text += token.text
    } else if (token.name === 'row' && token.kind === 'open') {
      startRow(rows, Number(token.attributes.r ?? rows.length + 1))
      at = 0
    } else if (token.name === 'c' && token.kind === 'open') {
      at = token.attributes.r === undefined ? at : columnOf(token.attributes.r)
      cell = { type: token.attributes.t ?? 'n', text: '' }
    } else if (token.name === 'v' || token.name === 't') {
      reading = token.kind === 'open'
    } else if (token.name === 'c') {
      place(rows, at, textOf(cell, shared))
      at += 1
    }
  }
  return rows
}

/** Rows that are left out are empty, so that a row's number is what the owner sees. */
function startRow(rows: Table, number: number): void {
  if (!(number <= sheetLimits.rows)) throw new UnreadableSheet(`表格超过 ${sheetLimits.rows} 行`)
  while (rows.length < number) rows.push([])
}

function place(rows: Table, column: number, text: string): void {
  const row = rows[rows.length - 1]
  if (!row || text === '') return
  if (!(column < sheetLimits.columns)) throw new UnreadableSheet(`表格超过 ${sheetLimits.columns} 列`)
  while (row.length <= column) row.push('')
  row[column] = text
}

function textOf({ type, text }: { type: string; text: string }, shared: readonly string[]): string {
  if (type === 's') return shared[Number(text)] ?? ''
  if (type === 'b') return text === '1' ? 'TRUE' : 'FALSE'
  // Excel writes 17.9 as 17.899999999999999.
  if (type === 'n') return text === '' ? '' : String(Number(text))
  return readEscapes(text)
}

function columnOf(reference: string): number {
  const letters = /^[A-Z]{1,3}/.exec(reference)?.[0] ?? 'A'
  return [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0) - 1
}

function columnName(at: number): string {
  return at < 26 ? String.fromCharCode(65 + at) : columnName(Math.floor(at / 26) - 1) + columnName(at % 26)
}
