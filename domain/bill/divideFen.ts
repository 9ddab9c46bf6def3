import type { Fen } from '../money.ts'
import { spread } from '../price/spread.ts'

/**
 * Divides whole fen by weights so that the parts make the sum exactly.
 * @param fen 0 or more
 * @param weights 0 or more each; all 0: evenly
 */
export function divideFen(fen: Fen, weights: readonly number[]): Fen[] {
  const isEven = weights.every((weight) => weight === 0)
  return spread(
    fen,
    weights.map((weight) => (isEven ? 1 : weight)),
  )
}
