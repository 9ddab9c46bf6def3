import { LOOP_STARTS_MAX, LOOP_WITHIN_MS } from './limits.ts'

/**
 * Notices a function that writes the document which started it, again and again: one trigger that starts too often for
 * one document. Such starts are discarded until the document has been at rest.
 */
export class LoopGuard {
  private window = Number.NaN
  private starts = new Map<string, number>()
  private before = new Map<string, number>()

  /** Whether this start, at the instant `now` (ms), is one too many. */
  isLoop(trigger: string, collection: string, documentId: string | number, now: number): boolean {
    this.turnTo(Math.floor(now / LOOP_WITHIN_MS))
    const key = JSON.stringify([trigger, collection, documentId])
    const count = (this.starts.get(key) ?? 0) + 1
    this.starts.set(key, count)
    return count + (this.before.get(key) ?? 0) > LOOP_STARTS_MAX
  }

  private turnTo(window: number): void {
    if (window === this.window) return
    this.before = window === this.window + 1 ? this.starts : new Map()
    this.starts = new Map()
    this.window = window
  }
}
