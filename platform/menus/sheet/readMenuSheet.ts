import type { SheetProblem } from '@yundian/domain'
import type { Table } from '../../sheets/table.ts'
import type { EditedMenu } from '../publishMenu.ts'
import { WrongCell, words } from './cellCodecs.ts'
import { valueAtPath, withValueAt } from './fieldPath.ts'
import { type Column, columns, type RowField, type RowKind, rowFields, rowWords } from './menuRows.ts'

type Fields = Record<string, unknown>

/** What a sheet makes of a menu, checked cell by cell but not yet as a menu. */
export interface ReadSheet {
  menu: EditedMenu
  problems: SheetProblem[]
  /** The line of the sheet that says a thing, by `<collection>/<id>/<path>` such as `dishes/rice/specs.0`. */
  lines: Map<string, number>
}

interface Row {
  kind: RowKind
  /** As the owner counts: the head is line 1. */
  line: number
  /** The cells of the columns that the sheet has. */
  cells: Map<Column, string>
}

/**
 * Lays a sheet over a menu. What the sheet does not name stays as it is; of what it names, a column that it lacks leaves
 * the field as it is, and an empty cell empties it. A dish with at least one row below it has the specs, options and parts
 * of these rows and no others.
 */
export function readMenuSheet(table: Table, menu: EditedMenu): ReadSheet {
  const problems: SheetProblem[] = []
  const lines = new Map<string, number>()
  const read: EditedMenu = { ...menu, categories: [...menu.categories], dishes: [...menu.dishes] }
  const rows = readRows(table, problems)
  const objectOf = (row: Row, existing: Fields) => readFields(row, existing, problems)

  const periods = rows.filter(({ kind }) => kind === 'period')
  if (periods.length > 0) {
    read.store = { ...menu.store, periods: nested(periods, menu.store.periods ?? [], objectOf) }
    periods.forEach((row, at) => {
      lines.set(`stores/${menu.store._id}/periods.${at}`, row.line)
      lines.set(`stores/${menu.store._id}/periods.${row.cells.get('id')}`, row.line)
    })
  }

  for (const row of rows.filter(({ kind }) => kind === 'category' || kind === 'dish')) {
    const collection = row.kind === 'dish' ? 'dishes' : 'categories'
    const documents: Fields[] = (row.kind === 'dish' ? read.dishes : read.categories) as never
    const id = row.cells.get('id')?.trim() ?? ''
    const earlier = lines.get(`${collection}/${id}/`)
    if (earlier !== undefined) problems.push({ line: row.line, column: 'id', words: `和第 ${earlier} 行重复` })
    lines.set(`${collection}/${id}/`, row.line)
    const at = documents.findIndex((document) => document._id === id)
    const begun = documents[at] ?? {
      _id: id,
      store: menu.store._id,
      ...(row.kind === 'dish' ? { specs: [], optionGroups: [] } : {}),
    }
    const own = objectOf(row, begun)
    const document = row.kind === 'dish' ? withRowsBelow(own, rowsBelow(row, rows), objectOf) : own
    documents.splice(at < 0 ? documents.length : at, 1, document)
    if (row.kind === 'dish') rememberLines(`dishes/${id}`, row, rows, lines)
  }
  return { menu: read, problems, lines }
}

function readRows(table: Table, problems: SheetProblem[]): Row[] {
  const [head = [], ...body] = table
  const known = head.map((cell) => columnOf(cell))
  head.forEach((cell, at) => {
    if (cell.trim() !== '' && !known[at]) problems.push({ line: 1, column: cell.slice(0, 30), words: '没有这一列' })
  })
  for (const needed of ['row', 'id'] as const) {
    if (!known.includes(needed)) problems.push({ line: 1, column: needed, words: '缺少这一列' })
  }
  let above: RowKind | undefined
  return body.flatMap((row, at) => {
    if (row.every((cell) => cell.trim() === '')) return []
    const line = at + 2
    const cells = new Map(known.flatMap((column, place) => (column ? [[column, row[place] ?? ''] as const] : [])))
    const word = cells.get('row')?.trim()
    const kind = (Object.keys(rowWords) as RowKind[]).find((each) => each === word || rowWords[each] === word)
    if (!kind) {
      problems.push({ line, column: 'row', words: `只能是 ${Object.values(rowWords).join('、')}` })
      return []
    }
    if (!mayFollow(kind, above))
      problems.push({ line, column: 'row', words: `${rowWords[kind]}要跟在${parents[kind]}下面` })
    if ((cells.get('id') ?? '').trim() === '') problems.push({ line, column: 'id', words: '没有填写' })
    above = kind
    return [{ kind, line, cells }]
  })
}

function columnOf(cell: string): Column | undefined {
  const [first = '', second] = cell.trim().split(/\s+/)
  const names = Object.keys(columns) as Column[]
  return names.find((name) => name === first || columns[name] === first || columns[name] === second)
}

const parents: Partial<Record<RowKind, string>> = {
  spec: rowWords.dish,
  group: rowWords.dish,
  part: rowWords.dish,
  option: rowWords.group,
  choice: rowWords.part,
}

function mayFollow(kind: RowKind, above: RowKind | undefined): boolean {
  if (kind === 'option') return above === 'group' || above === 'option'
  if (kind === 'choice') return above === 'part' || above === 'choice'
  return parents[kind] === undefined || (above !== undefined && above !== 'period' && above !== 'category')
}

function readFields({ kind, line, cells }: Row, existing: Fields, problems: SheetProblem[]): Fields {
  return rowFields[kind].reduce((object, field) => {
    const text = cells.get(field.column)
    if (text === undefined) return valueAtPath(object, field.path) === undefined ? filled(object, field) : object
    if (text === '' || (text.trim() === '' && field.codec !== words))
      return isEmpty(valueAtPath(object, field.path)) ? object : filled(object, field)
    try {
      return withValueAt(object, field.path, field.codec.read(text))
    } catch (error) {
      if (!(error instanceof WrongCell)) throw error
      problems.push({ line, column: field.column, words: error.words })
      return object
    }
  }, existing)
}

/** Nothing is written for it in either case. */
function isEmpty(value: unknown): boolean {
  return value === '' || (Array.isArray(value) && value.length === 0)
}

function filled(object: Fields, { path, blank }: RowField): Fields {
  return withValueAt(object, path, blank)
}

type ReadObject = (row: Row, existing: Fields) => Fields

/** Objects of rows, each begun from the one of the same id that there was. */
function nested<Entry extends object>(rows: Row[], existing: readonly Entry[], objectOf: ReadObject): Entry[] {
  return rows.map((row) => {
    const id = row.cells.get('id')?.trim()
    const same = (existing as readonly Fields[]).find((entry) => (entry.id ?? entry.dish) === id)
    return objectOf(row, same ?? {}) as Entry
  })
}

function withRowsBelow(dish: Fields, below: Row[], objectOf: ReadObject): Fields {
  if (below.length === 0) return dish
  const existing = (object: Fields, path: string) => (object[path] as Fields[] | undefined) ?? []
  const entries = (kind: RowKind, path: string) =>
    nested(
      below.filter((each) => each.kind === kind),
      existing(dish, path),
      objectOf,
    )
  const inside = (kind: RowKind, path: string, within: RowKind, inner: string) =>
    entries(kind, path).map((object, at) => ({
      ...object,
      [inner]: nested(groupsOf(below, kind, within)[at] ?? [], existing(object, inner), objectOf),
    }))
  const parts = inside('part', 'parts', 'choice', 'from')
  return withValueAt(
    {
      ...dish,
      specs: entries('spec', 'specs'),
      optionGroups: inside('group', 'optionGroups', 'option', 'options'),
    },
    'parts',
    parts.length > 0 ? parts : undefined,
  )
}

function rowsBelow(row: Row, rows: Row[]): Row[] {
  const after = rows.slice(rows.indexOf(row) + 1)
  const end = after.findIndex(({ kind }) => parents[kind] === undefined)
  return end < 0 ? after : after.slice(0, end)
}

/** For each row of a kind, the rows within it. */
function groupsOf(below: Row[], kind: RowKind, within: RowKind): Row[][] {
  const groups: Row[][] = []
  for (const row of below) {
    if (row.kind === kind) groups.push([])
    else if (row.kind === within) groups[groups.length - 1]?.push(row)
  }
  return groups
}

/** Remembers for each thing of a dish, by its place and by its id, the line that says it. */
function rememberLines(dish: string, row: Row, rows: Row[], lines: Map<string, number>): void {
  const below = rowsBelow(row, rows)
  const remember = (path: string, at: number, { line, cells }: Row) => {
    lines.set(`${dish}/${path}.${at}`, line)
    lines.set(`${dish}/${path}.${cells.get('id')?.trim()}`, line)
  }
  for (const [kind, within, path, inner] of [
    ['group', 'option', 'optionGroups', 'options'],
    ['part', 'choice', 'parts', 'from'],
  ] as const) {
    const outer = below.filter((each) => each.kind === kind)
    for (const [at, each] of outer.entries()) remember(path, at, each)
    groupsOf(below, kind, within).forEach((group, at) => {
      for (const [place, each] of group.entries()) lines.set(`${dish}/${path}.${at}.${inner}.${place}`, each.line)
    })
  }
  for (const [at, each] of below.filter(({ kind }) => kind === 'spec').entries()) remember('specs', at, each)
}
