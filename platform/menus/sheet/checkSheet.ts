import type { SheetProblem } from '@yundian/domain'
import { type CheckedDocument, checkMenu } from '../findProblems.ts'
import type { EditedMenu } from '../publishMenu.ts'
import { columns } from './menuRows.ts'
import type { ReadSheet } from './readMenuSheet.ts'

/**
 * Everything that is wrong with a sheet: cells that cannot be read, and what the menu would have wrong with it that it
 * has not now, each with its line; line 0 stands for what the sheet does not name.
 */
export function checkSheet({ menu, problems, lines }: ReadSheet, before: EditedMenu): SheetProblem[] {
  const known = new Set(checkMenu(before).flatMap(sayings))
  const unread = new Set(problems.map(({ line, column }) => `${line} ${column}`))
  const further = checkMenu(menu).flatMap((checked) => {
    const said = sayings(checked)
    return checked.problems
      .filter((_problem, at) => !known.has(said[at] ?? ''))
      .map(({ field, words }) => placed(checked, field, words, lines))
  })
  // A cell that could not be read has left its field as it was, or missing: that is said already.
  const added = further.filter(({ line, column }) => !unread.has(`${line} ${column}`))
  return [...problems, ...added].sort((a, b) => a.line - b.line)
}

function sayings({ collection, document, problems }: CheckedDocument): string[] {
  return problems.map(({ field, words }) => `${collection}/${document._id}/${field}：${words}`)
}

function placed(
  { collection, document }: CheckedDocument,
  field: string,
  words: string,
  lines: Map<string, number>,
): SheetProblem {
  const steps = field.split('.')
  for (let length = steps.length; length >= 0; length--) {
    const line = lines.get(`${collection}/${document._id}/${steps.slice(0, length).join('.')}`)
    // A path that ends with its line says something of the thing itself.
    const column = length > 0 && length === steps.length ? 'id' : columnFor(steps)
    if (line !== undefined) return { line, column, words }
  }
  return { line: 0, column: `${document.name ?? document._id} ${field}`, words }
}

const columnNames: Record<string, string> = {
  _id: 'id',
  dish: 'id',
  fen: 'price',
  surchargeFen: 'price',
  dineIn: 'priceDineIn',
  pickup: 'pricePickup',
  delivery: 'priceDelivery',
  member: 'priceMember',
  most: 'max',
  choose: 'min',
  quickTags: 'tags',
}

/** The column of a field; a path without one is named as it is. */
function columnFor(steps: readonly string[]): string {
  const named = steps.map((step) => columnNames[step] ?? step).filter((step) => step in columns)
  return named[named.length - 1] ?? steps.join('.')
}
