/** One figure of the bench: what was measured, and what it must be. */
export interface Figure {
  name: string
  value: number
  unit: string
  /** Such as `= 2` or `<= 0.25`; absent when the figure is only shown, to compare with. */
  bound?: string
}

/** True when the value is within the bound. */
export function holds({ value, bound }: Figure): boolean {
  if (bound === undefined) return true
  const [relation, limit] = bound.split(' ')
  if (relation === '=') return value === Number(limit)
  if (relation === '<=') return value <= Number(limit)
  if (relation === '>=') return value >= Number(limit)
  throw new Error(`unknown bound ${bound}`)
}

export function median(values: number[]): number {
  const sorted = values.slice().sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
