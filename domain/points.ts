import type { Fen } from './money.ts'

/** Points for a paid order: whole yuan times the store's rate; the rest of a yuan earns nothing. */
export function pointsFor(paidFen: Fen, pointsPerYuan: number): number {
  return Math.floor(paidFen / 100) * pointsPerYuan
}
