import type { Clock } from '@yundian/emulator'

/** Something that happens at an instant (ms); `order` keeps those of one instant in the order of their making. */
interface Happening {
  at: number
  order: number
  run: () => void
}

/**
 * The only thing that moves time. Everything that waits, waits here; one happening after the other is run, and all the
 * code that it wakes runs to its next wait before the next one. So the instants that were drawn decide the course.
 */
export class Scheduler {
  private readonly happenings = new Set<Happening>()
  private made = 0
  /** Happenings run so far. */
  steps = 0

  constructor(
    private readonly clock: Clock,
    /** Says after each step whether the run must end. */
    private readonly broken: () => boolean,
  ) {}

  now(): number {
    return this.clock.now()
  }

  /** Runs `run` after so many ms; call what it returns to take it back. */
  after(ms: number, run: () => void): () => void {
    const happening = { at: this.now() + ms, order: this.made++, run }
    this.happenings.add(happening)
    return () => {
      this.happenings.delete(happening)
    }
  }

  wait(ms: number): Promise<void> {
    return new Promise((resolve) => this.after(ms, resolve))
  }

  /** Runs what happens until the condition holds, or something broke. */
  async runUntil(holds: () => boolean): Promise<void> {
    await settled()
    while (!this.broken() && !holds()) {
      this.step()
      await settled()
    }
  }

  /** Runs what happens until the promise settles, or something broke. */
  async runThrough(promise: Promise<unknown>): Promise<void> {
    let over = false
    const end = () => {
      over = true
    }
    promise.then(end, end)
    await this.runUntil(() => over)
  }

  async runFor(ms: number): Promise<void> {
    const end = this.now() + ms
    let over = false
    const forget = this.after(ms, () => {
      over = true
    })
    await this.runUntil(() => over || this.now() > end)
    forget()
  }

  private step(): void {
    this.steps += 1
    const next = this.earliest()
    const taskAt = this.clock.nextTaskAt ?? Number.POSITIVE_INFINITY
    if (next === undefined && taskAt === Number.POSITIVE_INFINITY) throw new Error('everything waits for nothing')
    const at = Math.min(next?.at ?? Number.POSITIVE_INFINITY, taskAt)
    // The clock's own tasks (timers, repeated notices) run inside `advance`.
    this.clock.advance(Math.max(0, at - this.now()))
    if (next === undefined || taskAt < next.at) return
    this.happenings.delete(next)
    next.run()
  }

  private earliest(): Happening | undefined {
    let first: Happening | undefined
    for (const happening of this.happenings) {
      if (!first || happening.at < first.at || (happening.at === first.at && happening.order < first.order)) {
        first = happening
      }
    }
    return first
  }
}

/** Resolves when all code that can run without the scheduler has run: promises settle before the event loop turns. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
