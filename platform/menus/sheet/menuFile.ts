import { Refusal } from '@yundian/domain'
import { readCsv, writeCsv } from '../../sheets/csv.ts'
import { type Table, UnreadableSheet } from '../../sheets/table.ts'
import { readXlsx, writeXlsx } from '../../sheets/xlsx.ts'
import type { EditedMenu } from '../publishMenu.ts'
import { checkSheet } from './checkSheet.ts'
import { readMenuSheet } from './readMenuSheet.ts'
import { writeMenuSheet } from './writeMenuSheet.ts'

export type SheetFormat = 'xlsx' | 'csv'

/** A whole menu as a spreadsheet file. */
export function writeMenuFile(menu: EditedMenu, format: SheetFormat): Buffer {
  const rows = writeMenuSheet(menu)
  return format === 'csv' ? writeCsv(rows) : writeXlsx(rows, '菜单')
}

/** Wrong lines that are told at once; whoever mends a hundred sends the file again. */
const mostTold = 100

/**
 * The menu as a spreadsheet file would make it; which of the two formats it is, its first letters tell.
 * @throws Refusal wrong_sheet: all or nothing
 */
export function readMenuFile(bytes: Uint8Array, menu: EditedMenu): EditedMenu {
  const read = readMenuSheet(tableOf(bytes), menu)
  const problems = checkSheet(read, menu)
  if (problems.length > 0) throw new Refusal('wrong_sheet', { problems: problems.slice(0, mostTold) })
  return read.menu
}

function tableOf(bytes: Uint8Array): Table {
  try {
    return bytes[0] === 0x50 && bytes[1] === 0x4b ? readXlsx(bytes) : readCsv(bytes)
  } catch (error) {
    if (!(error instanceof UnreadableSheet)) throw error
    throw new Refusal('wrong_sheet', { problems: [{ line: 0, column: '', words: error.words }] })
  }
}
