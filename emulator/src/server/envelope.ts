import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { CloudError } from '../cloudError.ts'
import { ConnectionLost } from '../trouble/connectionLost.ts'
import { answerBytes, answerJson } from './answer.ts'

/** Raw bytes as an answer, for the actions whose answer is not JSON. */
export class RawAnswer {
  constructor(
    readonly contentType: string,
    readonly body: Buffer,
  ) {}
}

/**
 * Answers an action as every SDK expects it: HTTP 200 always; the body is `{requestId, …}` or `{requestId, code, message}`.
 * @param act what it throws becomes the error
 */
export async function answerInEnvelope(
  response: ServerResponse,
  act: (requestId: string) => Promise<Record<string, unknown> | RawAnswer>,
): Promise<void> {
  const requestId = randomUUID()
  try {
    const answer = await act(requestId)
    if (answer instanceof RawAnswer) answerBytes(response, answer.contentType, answer.body)
    else answerJson(response, 200, { requestId, ...answer })
  } catch (error) {
    if (error instanceof ConnectionLost) return void response.destroy()
    const refusal = error instanceof CloudError ? error : new CloudError('SYS_ERR', String(error))
    answerJson(response, 200, { requestId, code: refusal.code, message: refusal.message })
  }
}
