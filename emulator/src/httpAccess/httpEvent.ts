import type { IncomingMessage } from 'node:http'
import { CloudError } from '../cloudError.ts'
import { ACCOUNT_APP_ID, ACCOUNT_UIN } from '../project/account.ts'
import { readBytes } from '../server/requestBody.ts'
import { BINARY_BODY_MAX_BYTES, TEXT_BODY_MAX_BYTES } from './limits.ts'

/** What a function gets as its event. Source: docs.cloudbase.net/service/access-cloud-function. */
export interface HttpEvent {
  path: string
  httpMethod: string
  /** Names in lower case. */
  headers: Record<string, string>
  /** A name that comes more than once has a list; no page says what the platform makes of that. */
  queryStringParameters: Record<string, string | string[]>
  requestContext: { requestId: string; envId: string; appId: number; uin: number }
  body: string
  isBase64Encoded: boolean
}

interface EventSetup {
  /** As the function is to see it. */
  path: string
  query: URLSearchParams
  requestId: string
  envId: string
}

/** Source: docs.cloudbase.net/http-api/cloudrun, which names the first three; the others are texts by their nature. */
const TEXT_TYPE =
  /^(application\/(json|x-www-form-urlencoded|xml|javascript|[\w.-]+\+(json|xml))|text\/[\w.+-]+)\s*(;|$)/i

/**
 * Makes a request into an event. A body of a text type stands there as text, any other in Base64.
 * @throws CloudError EXCEED_MAX_PAYLOAD_SIZE
 */
export async function httpEventOf(request: IncomingMessage, setup: EventSetup): Promise<HttpEvent> {
  const { path, query, requestId, envId } = setup
  const bytes = await readBytes(request).catch((error: unknown) => {
    throw error instanceof CloudError ? tooLarge(BINARY_BODY_MAX_BYTES) : error
  })
  const isText = bytes.length === 0 || TEXT_TYPE.test(request.headers['content-type'] ?? '')
  const limit = isText ? TEXT_BODY_MAX_BYTES : BINARY_BODY_MAX_BYTES
  if (bytes.length > limit) throw tooLarge(limit)
  return {
    path,
    httpMethod: request.method ?? 'GET',
    headers: headersOf(request),
    queryStringParameters: parametersOf(query),
    requestContext: { requestId, envId, appId: ACCOUNT_APP_ID, uin: ACCOUNT_UIN },
    body: bytes.toString(isText ? 'utf8' : 'base64'),
    isBase64Encoded: !isText,
  }
}

const tooLarge = (limit: number) =>
  new CloudError('EXCEED_MAX_PAYLOAD_SIZE', `The request body is larger than ${limit} bytes`)

function headersOf({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : String(value)]),
  )
}

function parametersOf(query: URLSearchParams): HttpEvent['queryStringParameters'] {
  const names = [...new Set(query.keys())]
  return Object.fromEntries(
    names.map((name) => {
      const values = query.getAll(name)
      return [name, values.length === 1 ? values[0]! : values]
    }),
  )
}
