declare const fenBrand: unique symbol

/** An amount of money in whole fen (1 yuan = 100 fen). */
export type Fen = number & { readonly [fenBrand]?: 'fen' }

/** The amount in yuan with two decimals, without a currency sign: 1280 → '12.80'. */
export function formatYuan(fen: Fen): string {
  const sign = fen < 0 ? '-' : ''
  const whole = Math.floor(Math.abs(fen) / 100)
  return `${sign}${whole}.${String(Math.abs(fen) % 100).padStart(2, '0')}`
}

/** Sum of amounts in fen. */
export function sumFen(amounts: readonly Fen[]): Fen {
  return amounts.reduce((sum, amount) => sum + amount, 0)
}
