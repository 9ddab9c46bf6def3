import { type ServerResponse, validateHeaderName, validateHeaderValue } from 'node:http'
import { CloudError } from '../cloudError.ts'

/** What goes back to the caller of a function. */
interface HttpAnswer {
  status: number
  headers: Record<string, string | string[]>
  body: Buffer
}

/** They describe the connection or are counted anew; a function cannot set them. */
const OWN_HEADERS = ['connection', 'content-length', 'date', 'keep-alive', 'transfer-encoding', 'upgrade']

const TEXT = 'text/plain; charset=utf-8'
const JSON_TYPE = 'application/json; charset=utf-8'

/**
 * What a function's return value says as HTTP. Source: docs.cloudbase.net/service/access-cloud-function: a text or
 * number becomes plain text, an object JSON, and an object with `statusCode` (an "integration response",
 * `{statusCode, headers, body, isBase64Encoded}`) the whole answer. What the platform makes of a malformed one is not
 * documented; here it is an error, as SCF has it ("Invalid scf response format").
 * @throws CloudError FUNCTION_INVOCATION_FAILED
 */
export function httpAnswerOf(returned: unknown): HttpAnswer {
  if (returned === null || returned === undefined) return textAnswer('')
  if (typeof returned !== 'object') return textAnswer(String(returned))
  if (Array.isArray(returned) || !Object.hasOwn(returned, 'statusCode')) {
    return { status: 200, headers: { 'content-type': JSON_TYPE }, body: Buffer.from(JSON.stringify(returned)) }
  }
  const { statusCode, headers, body, isBase64Encoded } = returned as Record<string, unknown>
  return {
    status: statusOf(statusCode),
    headers: { 'content-type': TEXT, ...headersOf(headers) },
    body: bodyOf(body, isBase64Encoded),
  }
}

/** Sends an answer. 204 and 304 have no body. */
export function sendAnswer(response: ServerResponse, { status, headers, body }: HttpAnswer): void {
  if (status === 204 || status === 304) {
    response.writeHead(status, headers).end()
    return
  }
  response.writeHead(status, { ...headers, 'content-length': body.length }).end(body)
}

const textAnswer = (text: string): HttpAnswer => ({
  status: 200,
  headers: { 'content-type': TEXT },
  body: Buffer.from(text),
})

const malformed = (fact: string) =>
  new CloudError('FUNCTION_INVOCATION_FAILED', `The function's integration response is malformed: ${fact}`)

function statusOf(value: unknown): number {
  const status = typeof value === 'string' ? Number(value) : value
  if (typeof status !== 'number' || !Number.isInteger(status) || status < 200 || status > 599) {
    throw malformed('statusCode is not a status from 200 to 599')
  }
  return status
}

function headersOf(value: unknown): Record<string, string | string[]> {
  if (value === undefined || value === null) return {}
  if (typeof value !== 'object' || Array.isArray(value)) throw malformed('headers is not an object')
  const entries = Object.entries(value).map(([name, header]) => [name.toLowerCase(), headerOf(name, header)] as const)
  return Object.fromEntries(entries.filter(([name]) => !OWN_HEADERS.includes(name)))
}

function headerOf(name: string, value: unknown): string | string[] {
  const texts = (Array.isArray(value) ? value : [value]).map((each: unknown) => {
    if (typeof each === 'string') return each
    if (typeof each === 'number' || typeof each === 'boolean') return String(each)
    throw malformed(`the header ${name} is not a text`)
  })
  try {
    validateHeaderName(name)
    for (const text of texts) validateHeaderValue(name, text)
  } catch {
    throw malformed(`the header ${name} has characters that no header may have`)
  }
  return Array.isArray(value) ? texts : texts[0]!
}

function bodyOf(body: unknown, isBase64Encoded: unknown): Buffer {
  if (body === undefined || body === null) return Buffer.alloc(0)
  if (typeof body !== 'string') throw malformed('body is not a text')
  return Buffer.from(body, isBase64Encoded === true || isBase64Encoded === 'true' ? 'base64' : 'utf8')
}
