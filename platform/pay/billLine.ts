import type { Fen } from '@yundian/domain'

/** One line of a channel's bill: money that came, or money that went back. */
export interface BillLine {
  outTradeNo: string
  transactionId: string
  kind: 'payment' | 'refund'
  /** Our number of the refund; absent for a payment. */
  refundId?: string
  /** Always positive; `kind` says which way it went. */
  fen: Fen
  /** ms */
  at: number
}

/**
 * The lines of a CSV table under its heading.
 * @returns a record for each row, by the heading's names; cells without the padding that keeps spreadsheets from
 *   taking long numbers for amounts (a backtick before, a tab behind)
 */
export function readTable(heading: string, rows: readonly string[]): Record<string, string>[] {
  const names = cells(heading)
  return rows.map((row) => {
    const values = cells(row)
    return Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']))
  })
}

function cells(row: string): string[] {
  return row.split(',').map((cell) => cell.replace(/^`/, '').trim())
}
