/** Fen as yuan with two decimals: 1280 → '12.80'. */
export const yuanOf = (fen: number): string => (fen / 100).toFixed(2)

/** Whole fen of an amount in yuan with at most two decimals; undefined for anything else. */
export function fenOf(yuan: unknown): number | undefined {
  const parts = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(String(yuan))
  return parts ? Number(parts[1]) * 100 + Number((parts[2] ?? '').padEnd(2, '0')) : undefined
}
