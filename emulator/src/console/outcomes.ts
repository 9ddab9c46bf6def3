import { randomUUID } from 'node:crypto'
import type { Redirect } from './page.ts'

/** What a form did, shown once on the page that the browser is sent to. */
export interface Outcome {
  good: boolean
  title: string
  /** Shown as JSON below the title. */
  value?: unknown
  /** What had been typed, by field, to go on from there. */
  typed?: Record<string, string>
}

const OUTCOMES_KEPT = 50

/** The latest outcomes, so that a page reached by redirect can tell what happened, also when it is loaded again. */
export class Outcomes {
  private readonly kept = new Map<string, Outcome>()

  /** Keeps an outcome and answers the redirect to the page that will show it. */
  redirect(path: string, outcome: Outcome): Redirect {
    const id = randomUUID()
    this.kept.set(id, outcome)
    const [oldest] = this.kept.keys()
    if (this.kept.size > OUTCOMES_KEPT && oldest !== undefined) this.kept.delete(oldest)
    return { to: `${path}${path.includes('?') ? '&' : '?'}outcome=${id}` }
  }

  find(id: string | null): Outcome | undefined {
    return id === null ? undefined : this.kept.get(id)
  }
}
