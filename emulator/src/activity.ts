/** Counts the work in flight in one local cloud, so that a test can wait until nothing moves any more. */
export class Activity {
  private running = 0
  private readonly waiting = new Set<() => void>()

  /** Counts one piece of work until the returned function is called (once). */
  begin(): () => void {
    this.running += 1
    let ended = false
    return () => {
      if (ended) return
      ended = true
      this.running -= 1
      if (this.running === 0) for (const wake of [...this.waiting]) wake()
    }
  }

  /** Counts `work` from now until it settles. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    const end = this.begin()
    try {
      return await work()
    } finally {
      end()
    }
  }

  /** Resolves when nothing is in flight, and nothing that just ended has started something new. */
  async quiet(): Promise<void> {
    for (;;) {
      if (this.running > 0) await new Promise<void>((wake) => this.wakeWhenIdle(wake))
      // A change that was written a moment ago is told to the triggers within this turn of the event loop.
      await new Promise<void>((resolve) => setImmediate(resolve))
      if (this.running === 0) return
    }
  }

  private wakeWhenIdle(wake: () => void): void {
    const once = () => {
      this.waiting.delete(once)
      wake()
    }
    this.waiting.add(once)
  }
}
