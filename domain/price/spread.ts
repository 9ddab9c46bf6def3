import { type Fen, sumFen } from '../money.ts'

/**
 * Spreads an amount over parts by their weight, in whole fen that add up exactly: each gets its share rounded down, and
 * the fen that are left go to the largest remainders, the earlier part first.
 * @param amount at most the sum of the weights, so that no part exceeds its weight
 */
export function spread(amount: Fen, weights: readonly Fen[]): Fen[] {
  const sum = sumFen(weights)
  if (sum === 0) return weights.map(() => 0)
  const shares = weights.map((weight, at) => {
    const exact = (amount * weight) / sum
    return { at, fen: Math.floor(exact), rest: exact - Math.floor(exact) }
  })
  const left = amount - sumFen(shares.map(({ fen }) => fen))
  const byRest = shares.slice().sort((a, b) => b.rest - a.rest || a.at - b.at)
  for (const share of byRest.slice(0, left)) share.fen += 1
  return shares.map(({ fen }) => fen)
}
