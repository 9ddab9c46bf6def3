/** The only place that reads the machine's clock; everything else takes the instant as an argument. */
export interface Clock {
  /** ms since the epoch */
  now(): number
}

export const systemClock: Clock = { now: () => Date.now() }
