/** A small bug, such as others have shipped: a text of one file, and what stands there instead. */
export interface Mutant {
  name: string
  file: string
  old: string
  young: string
  /** The tests nearest to it, asked when the simulation sees nothing. */
  tests: string[]
}

export const scenario = (name: string) => `tests/scenarios/${name}.test.ts`
