import { EVENT_BYTES_KEPT, EVENTS_KEPT } from './limits.ts'

/** The latest events of one query, so that a watcher who missed some can have them again. */
export class EventLog {
  /** Of the newest event; the documents as a query found them are event 1. */
  last = 1
  private readonly kept: string[] = []
  private bytes = 0

  /** @param text the next event's elements of a JSON array */
  add(text: string): void {
    this.last += 1
    this.kept.push(text)
    this.bytes += text.length
    while (this.kept.length > EVENTS_KEPT || this.bytes > EVENT_BYTES_KEPT) this.bytes -= this.kept.shift()!.length
  }

  /** All events after one, as the text of a JSON array; undefined when they are not kept any more, or not there yet. */
  after(event: number): string | undefined {
    const missed = this.last - event
    if (!Number.isInteger(event) || missed < 0 || missed > this.kept.length) return undefined
    return `[${this.kept.slice(this.kept.length - missed).join()}]`
  }
}
