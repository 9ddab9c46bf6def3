/** A source of numbers that is the same on every machine for the same seed. */
export interface Random {
  /** 0 ≤ n < 1 */
  next(): number
  between(low: number, high: number): number
  /** A number at most `spread` away from zero, on either side. */
  sway(spread: number): number
  pick<T>(list: readonly T[]): T
  chance(probability: number): boolean
}

/** Numbers seeded by a text (a dish id): FNV-1a spreads the text, mulberry32 draws from it. */
export function seeded(text: string): Random {
  let state = 2166136261
  for (const letter of text) state = Math.imul(state ^ letter.charCodeAt(0), 16777619)
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const between = (low: number, high: number) => low + (high - low) * next()
  return {
    next,
    between,
    sway: (spread) => between(-spread, spread),
    pick: (list) => list[Math.floor(next() * list.length)]!,
    chance: (probability) => next() < probability,
  }
}
