import type { Fen } from '../money.ts'
import type { OrderLine } from '../order.ts'

/** Portions of a line that cost the same by now. */
export interface Run {
  quantity: number
  fen: Fen
}

/** A line on its way through the savings: what each of its portions still costs. */
export interface Portions {
  runs: readonly Run[]
  /** Of each portion, what was chosen with the dish costs. */
  addedFen: Fen
}

export function portionsOf({ quantity, unitFen, options, choices }: OrderLine): Portions {
  const addedFen = [...options, ...choices].reduce((sum, { fen }) => sum + fen, 0)
  return { runs: [{ quantity, fen: unitFen }], addedFen }
}

/** What all portions of a line cost together. */
export function costOf({ runs }: Portions): Fen {
  return runs.reduce((sum, { quantity, fen }) => sum + quantity * fen, 0)
}

/** The same portions for another sum, as evenly as whole fen allow. */
export function atCost(portions: Portions, cost: Fen): Portions {
  const quantity = portions.runs.reduce((sum, run) => sum + run.quantity, 0)
  const fen = Math.floor(cost / quantity)
  const dearer = cost - fen * quantity
  const runs = [
    { quantity: dearer, fen: fen + 1 },
    { quantity: quantity - dearer, fen },
  ]
  return { ...portions, runs: runs.filter((run) => run.quantity > 0) }
}
