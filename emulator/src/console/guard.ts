import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Form } from './form.ts'
import { type Html, html } from './markup/html.ts'

/** Keeps other pages of the browser from acting through the console; one per started cloud. */
export class Guard {
  private readonly token = randomBytes(24).toString('base64url')

  /** The hidden field that every form carries. */
  field(): Html {
    return html`<input type="hidden" name="token" value="${this.token}">`
  }

  /** Whether a form was sent by a page of the console itself: from its own origin, with its token. */
  mayPost(request: IncomingMessage, form: Form): boolean {
    const sent = Buffer.from(form.text('token'))
    const token = Buffer.from(this.token)
    const known = sent.length === token.length && timingSafeEqual(sent, token)
    return known && request.headers.origin === `http://${request.headers.host}`
  }
}
