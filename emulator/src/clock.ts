import { CloudError } from './cloudError.ts'

/** A task that the clock will run; call it to take the task back. */
export type Cancel = () => void

/** The machine's side of a clock. */
export interface Machine {
  /** ms */
  now(): number
  /** Runs `run` after so many ms, unless it is taken back. */
  wakeAfter(ms: number, run: () => void): Cancel
}

const runningMachine: Machine = {
  now: () => Date.now(),
  wakeAfter(ms, run) {
    const alarm = setTimeout(run, ms).unref()
    return () => clearTimeout(alarm)
  },
}

/** Time stands still but for the jumps that are asked for, and nothing runs by itself: for simulations. */
export const stillMachine: Machine = { now: () => 0, wakeAfter: () => () => {} }

const END_OF_TIME = Date.UTC(10_000, 0)

interface Task {
  at: number
  run: () => void
  /** Somebody waits for it, and goes on when the clock stops. */
  awaited?: boolean
}

/**
 * The local cloud's clock: it runs at the speed of the machine's clock, shifted by an offset, so that a day can be
 * skipped in a test. Tasks are due by this clock, and a jump runs what it passes over, in order of their instants.
 */
export class Clock {
  private offset: number
  private readonly tasks = new Set<Task>()
  private readonly jumpListeners = new Set<() => void>()
  private forgetAlarm: Cancel = () => {}
  private stopped = false

  /** @param start ISO instant at which the clock starts; absent: the machine's time. */
  constructor(
    start?: string,
    private readonly machine: Machine = runningMachine,
  ) {
    this.offset = start === undefined ? 0 : Date.parse(start) - machine.now()
  }

  /** Milliseconds to add to the machine's clock; function processes shift their `Date` by it. */
  get offsetMs(): number {
    return this.offset
  }

  /** The instant now, in ms since the epoch. */
  now(): number {
    return this.machine.now() + this.offset
  }

  /** The instant (ms) of the earliest task; undefined when there is none. */
  get nextTaskAt(): number | undefined {
    return this.earliest()?.at
  }

  /** Runs `run` once at the instant `at` (ms); at once, but never synchronously, when that is past. */
  at(at: number, run: () => void): Cancel {
    return this.take({ at, run })
  }

  /** Resolves when so many ms have passed, or when the clock stops. */
  passed(ms: number): Promise<void> {
    if (this.stopped) return Promise.resolve()
    return new Promise((resolve) => {
      this.take({ at: this.now() + ms, run: resolve, awaited: true })
    })
  }

  /**
   * Jumps to an instant (ms) and runs what became due.
   * @throws CloudError INVALID_PARAM beyond the years 1970 to 9999, which nobody here could write as a date
   */
  set(instant: number): void {
    assertWritable(instant)
    this.shiftTo(instant - this.machine.now())
  }

  /** Tells `listener` of every jump, before what became due runs. */
  onJump(listener: () => void): void {
    this.jumpListeners.add(listener)
  }

  /**
   * Jumps on by exactly `ms`, however long the jump itself takes.
   * @throws CloudError INVALID_PARAM beyond the years 1970 to 9999
   */
  advance(ms: number): void {
    const instant = this.now() + ms
    assertWritable(instant)
    this.shiftTo(this.offset + ms)
  }

  /** Forgets all tasks, and takes no more. */
  stop(): void {
    this.stopped = true
    this.forgetAlarm()
    for (const { awaited, run } of this.tasks) if (awaited) run()
    this.tasks.clear()
  }

  private take(task: Task): Cancel {
    if (this.stopped) return () => {}
    this.tasks.add(task)
    this.rearm()
    return () => {
      this.tasks.delete(task)
    }
  }

  private shiftTo(offset: number): void {
    this.offset = offset
    for (const listener of this.jumpListeners) listener()
    this.runDue()
  }

  private runDue(): void {
    for (;;) {
      const next = this.earliest()
      if (next === undefined || next.at > this.now()) break
      this.tasks.delete(next)
      next.run()
    }
    this.rearm()
  }

  private earliest(): Task | undefined {
    let first: Task | undefined
    for (const task of this.tasks) if (first === undefined || task.at < first.at) first = task
    return first
  }

  private rearm(): void {
    this.forgetAlarm()
    const next = this.earliest()
    if (next === undefined) return
    // setTimeout takes at most 2^31-1 ms; a later task is looked at again then.
    const wait = Math.min(Math.max(next.at - this.now(), 0), 2 ** 31 - 1)
    this.forgetAlarm = this.machine.wakeAfter(wait, () => this.runDue())
  }
}

function assertWritable(instant: number): void {
  if (!(instant >= 0 && instant < END_OF_TIME)) {
    throw new CloudError('INVALID_PARAM', 'the clock runs from the year 1970 to 9999')
  }
}
