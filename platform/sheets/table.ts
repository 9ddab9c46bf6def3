/** A cell as it is written: text, or a number that a spreadsheet may reckon with. */
export type Cell = string | number

/** What a spreadsheet holds: rows of texts; the first stands on line 1. */
export type Table = string[][]

/** The most that a file may unfold to: 1,000 rows a category are more than any restaurant has (A19). */
export const sheetLimits = { rows: 5_000, columns: 60, cellLength: 1_000, bytes: 12_000_000 }

/** The file is no spreadsheet that we can read; `words` says why, to the owner. */
export class UnreadableSheet extends Error {
  constructor(readonly words: string) {
    super(words)
    this.name = 'UnreadableSheet'
  }
}

/** @throws UnreadableSheet when there is more than a menu can have */
export function withinLimits(table: Table): Table {
  const { rows, columns, cellLength } = sheetLimits
  if (table.length > rows) throw new UnreadableSheet(`表格超过 ${rows} 行`)
  if (table.some((row) => row.length > columns)) throw new UnreadableSheet(`表格超过 ${columns} 列`)
  if (table.some((row) => row.some((cell) => cell.length > cellLength))) {
    throw new UnreadableSheet(`有一格超过 ${cellLength} 个字`)
  }
  return table
}
