import type { Clock } from '../../clock.ts'
import { randomId } from '../../ids.ts'
import type { V3Account } from './v3Account.ts'
import { authorization, provenBy } from './v3Signature.ts'

/** Longer than any answer of the platform that is still worth waiting for, and shorter than a function lives. */
const answerWithinMs = 8_000

export interface V3Answer {
  status: number
  /** Empty when there was none. */
  body: Record<string, unknown>
}

/** Carries a request to the platform: `fetch`, or a way that needs no network. */
export type SendHttp = (
  url: string,
  request: RequestInit,
) => Promise<Pick<Response, 'status' | 'headers' | 'text' | 'arrayBuffer'>>

/** Asks WeChat Pay API v3 and proves every answer to be the platform's own. */
export class V3Client {
  constructor(
    readonly account: V3Account,
    private readonly clock: Clock,
    private readonly send: SendHttp,
  ) {}

  /**
   * @param target path and query
   * @throws Error when nobody answers, or somebody else does: what became of the request is then unknown
   */
  async ask(method: 'GET' | 'POST', target: string, content?: Record<string, unknown>): Promise<V3Answer> {
    const answer = await this.signed(method, target, content === undefined ? '' : JSON.stringify(content))
    const body = await answer.text()
    const proof = provenBy({ headers: Object.fromEntries(answer.headers), body }, this.account, this.clock.now())
    if (proof !== 'proven') throw new Error(`${method} ${target}: answer ${answer.status} is not proven (${proof})`)
    return { status: answer.status, body: body === '' ? {} : JSON.parse(body) }
  }

  /** A file of the platform. It bears no signature: whoever asked for it compares its hash. @throws Error */
  async download(url: string): Promise<Buffer> {
    const { pathname, search } = new URL(url)
    const answer = await this.signed('GET', `${pathname}${search}`, '')
    if (answer.status !== 200) throw new Error(`GET ${pathname}: ${answer.status}`)
    return Buffer.from(await answer.arrayBuffer())
  }

  private signed(method: string, target: string, body: string): ReturnType<SendHttp> {
    return this.send(`${this.account.api}${target}`, {
      method,
      headers: {
        accept: 'application/json',
        'content-type': 'application/json',
        'user-agent': 'yundian',
        authorization: authorization({ method, target, body }, this.account, this.clock.now(), randomId()),
      },
      ...(body === '' ? {} : { body }),
      signal: AbortSignal.timeout(answerWithinMs),
    })
  }
}
