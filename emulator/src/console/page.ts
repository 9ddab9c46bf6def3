import type { CloudParts } from '../cloudParts.ts'
import type { Form } from './form.ts'
import type { Html } from './markup/html.ts'
import type { Outcome, Outcomes } from './outcomes.ts'

/** The rail's entries; a page tells which one it belongs to. */
export type Section =
  | 'collections'
  | 'rules'
  | 'functions'
  | 'timers'
  | 'triggers'
  | 'payments'
  | 'messages'
  | 'storage'
  | 'watches'
  | 'clock'
  | 'trouble'

export interface Page {
  section: Section
  title: string
  /** The page that this one belongs under. */
  above?: { to: string; title: string }
  body: Html
  /** 200 unless the page shows a refusal. */
  status?: number
}

/** Where the browser goes after a form was done. */
export interface Redirect {
  to: string
}

/** What a page or an action is made from. */
export interface Visit {
  parts: CloudParts
  query: URLSearchParams
  /** The hidden field that lets a form through. */
  token: Html
  /** What the form that led here did. */
  outcome?: Outcome
}

/** Shows a page. Throws CloudError or NotHereError, which become a page of their own. */
export type Show = (visit: Visit) => Promise<Page> | Page

/** Does what a form asks for; a page as the answer shows a refusal and what was typed. */
export type Act = (visit: Visit & { form: Form; outcomes: Outcomes }) => Promise<Page | Redirect> | Page | Redirect

/** There is no such document, function or page. */
export class NotHereError extends Error {
  constructor(
    readonly section: Section,
    message: string,
  ) {
    super(message)
    this.name = 'NotHereError'
  }
}
