import type { Clock } from '../clock.ts'
import { CloudError } from '../cloudError.ts'
import type { Action } from '../server/adminDoor.ts'
import { RawAnswer } from '../server/envelope.ts'
import type { Grants } from './grants.ts'
import { decodeOpenApiRequest, encodeOpenApiResponse } from './openApiFormat.ts'

/** Choice of the local cloud: messages kept. */
const MESSAGES_KEPT = 1000

/** A subscription message as a function sent it. */
export interface SentMessage {
  /** ISO, by the cloud's clock. */
  at: string
  touser: string
  templateId: string
  page?: string
  data: unknown
  /** The function call that sent it. */
  requestId?: string
}

/**
 * Records subscription messages instead of sending them. A message that its reader did not agree to is answered 43101.
 */
export class Messages {
  private readonly sent: SentMessage[] = []

  constructor(
    private readonly clock: Clock,
    readonly grants: Grants,
  ) {}

  list(): SentMessage[] {
    return [...this.sent]
  }

  /** The action `wx.openApi`, for `cloud.openapi.subscribeMessage.send`. */
  readonly openApi: Action = async (params, { caller }) => {
    if (params.apiName !== 'subscribeMessage.send' || !Buffer.isBuffer(params.requestData)) {
      throw new CloudError('INVALID_PARAM', `The local cloud has no openapi "${params.apiName}"`)
    }
    const message = decodeOpenApiRequest(params.requestData)
    if (typeof message.touser !== 'string' || typeof message.template_id !== 'string') {
      return answer({ errcode: 40003, errmsg: 'invalid openid' })
    }
    if (!(await this.grants.take(message.touser, message.template_id))) {
      return answer({ errcode: 43101, errmsg: 'user refuse to accept the msg' })
    }
    this.sent.push({
      at: new Date(this.clock.now()).toISOString(),
      touser: message.touser,
      templateId: message.template_id,
      page: typeof message.page === 'string' ? message.page : undefined,
      data: message.data,
      requestId: caller?.requestId,
    })
    if (this.sent.length > MESSAGES_KEPT) this.sent.shift()
    return answer({ errcode: 0, errmsg: 'ok' })
  }
}

function answer(body: { errcode: number; errmsg: string }): RawAnswer {
  return new RawAnswer('application/octet-stream', encodeOpenApiResponse(body))
}
