import type { Fault } from './faults.ts'

/** One run of a function, from its call to its answer or its death. */
export class Invocation {
  /** What went wrong in it, by the simulation's own doing. */
  readonly faults = new Set<Fault>()
  /** A dead one never goes on: its code waits for ever. */
  dead = false
  private kill: (error: Error) => void = () => {}

  /** Rejects when it dies. */
  readonly death: Promise<never>

  constructor(
    /** `diner.placeOrder#12`, as a replay names it. */
    readonly title: string,
    /** `diner.placeOrder`, as the table of coverage names it. */
    readonly event: string,
    readonly openid: string | undefined,
  ) {
    this.death = new Promise((_, reject) => {
      this.kill = reject
    })
    this.death.catch(() => {})
  }

  die(code: string): void {
    if (this.dead) return
    this.dead = true
    this.kill(new SimulatedFault(`${this.title} died: ${code}`))
  }
}

/** An error that the simulation made; everything else that a function throws is a bug. */
export class SimulatedFault extends Error {
  constructor(
    text: string,
    readonly code = 'SIMULATED',
  ) {
    super(`(simulated) ${text}`)
  }
}
