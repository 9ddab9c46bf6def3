import { COUNTED_REQUESTS_MAX } from './limits.ts'

/** A request of an SDK, as it came to the door. */
export interface CountedRequest {
  action: string
  /** The collection, function or platform API that it names. */
  target?: string
  collection?: string
  /** The function call that made it. */
  requestId?: string
  /** The function that made it. */
  function?: string
  /** `wx_client` for a mini-program, else the source of the function call that made it. */
  source: string
}

/** Counts the SDK requests since the last reset, by action and one by one (the latest 20,000). */
export class RequestCounts {
  private readonly actions = new Map<string, number>()
  private requests: CountedRequest[] = []

  add(request: CountedRequest): void {
    this.actions.set(request.action, (this.actions.get(request.action) ?? 0) + 1)
    this.requests.push(request)
    if (this.requests.length > COUNTED_REQUESTS_MAX) this.requests.shift()
  }

  byAction(): Record<string, number> {
    return Object.fromEntries(this.actions)
  }

  byRequest(): CountedRequest[] {
    return [...this.requests]
  }

  reset(): void {
    this.actions.clear()
    this.requests = []
  }
}
