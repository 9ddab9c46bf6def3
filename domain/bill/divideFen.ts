import { type Fen, sumFen } from '../money.ts'

/**
 * Divides whole fen by weights so that the parts make the sum exactly; a fen that cannot be divided goes to the parts that
 * lost most by rounding, among equals to the first.
 * @param fen 0 or more
 * @param weights 0 or more each; all 0: evenly
 */
export function divideFen(fen: Fen, weights: readonly number[]): Fen[] {
  const all = weights.reduce((sum, weight) => sum + weight, 0)
  const shares = weights.map((weight) => (all === 0 ? fen / weights.length : (fen * weight) / all))
  const parts = shares.map(Math.floor)
  const byLoss = shares
    .map((share, at) => ({ at, loss: share - Math.floor(share) }))
    .sort((a, b) => b.loss - a.loss || a.at - b.at)
  for (const { at } of byLoss.slice(0, fen - sumFen(parts))) parts[at] = (parts[at] ?? 0) + 1
  return parts
}
