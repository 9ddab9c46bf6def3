import type { Clock } from '../../clock.ts'
import { readBytes } from '../../server/requestBody.ts'
import type { Handler } from '../../server/router.ts'
import { PayRefusal } from '../businessAnswer.ts'
import { throughFaults } from '../faults.ts'
import type { PayKeys } from '../payKeys.ts'
import type { Payments } from '../payments.ts'
import { askTradeBill, downloadBill } from './bills.ts'
import { closeTransaction, orderJsapi, queryTransaction } from './orders.ts'
import { queryRefund, refund } from './refunds.ts'
import { platformHeaders, type SignedRequest, verifyRequest } from './signature.ts'
import type { V3Api, V3Call } from './v3Api.ts'
import { V3Error, v3ErrorOf } from './v3Error.ts'

/** `METHOD path` to what it does; `{}` stands for one part of the path. */
const APIS: Record<string, V3Api> = {
  'POST /v3/pay/transactions/jsapi': orderJsapi,
  'GET /v3/pay/transactions/out-trade-no/{}': queryTransaction,
  'GET /v3/pay/transactions/id/{}': queryTransaction,
  'POST /v3/pay/transactions/out-trade-no/{}/close': closeTransaction,
  'POST /v3/refund/domestic/refunds': refund,
  'GET /v3/refund/domestic/refunds/{}': queryRefund,
  'GET /v3/bill/tradebill': askTradeBill,
  'GET /v3/billdownload/file': downloadBill,
}

export interface V3DoorOptions {
  payments: Payments
  clock: Clock
  keys: PayKeys
  appId: string
}

/** What the platform answers by HTTP. */
export interface V3Answer {
  status: number
  headers: Record<string, string>
  body: string | Buffer
}

/** The HTTP side of WeChat Pay API v3. */
export function v3Door(options: V3DoorOptions): Handler {
  return async ({ request, response, url }) => {
    const { method = 'GET', headers: sent } = request
    const text = (await readBytes(request)).toString('utf8')
    const signed = { method, target: url.pathname + url.search, authorization: sent.authorization, body: text }
    const { status, headers, body } = await answerV3(signed, `http://${sent.host}`, options)
    response.writeHead(status, headers).end(body)
  }
}

/**
 * Proves who asks, answers, and signs the answer, an error too; a file bears no signature.
 * @param origin where the platform is reached
 */
export async function answerV3(
  signed: SignedRequest,
  origin: string,
  { payments, clock, keys, appId }: V3DoorOptions,
): Promise<V3Answer> {
  const { method, target, body: text } = signed
  const { status, content } = await answer(async () => {
    verifyRequest(signed, keys.merchant.publicKey, clock.now())
    const url = new URL(target, origin)
    const [api, parameter] = findApi(method, url.pathname)
    const call: V3Call = {
      ...{ path: url.pathname, parameter, query: url.searchParams, body: parseBody(text) },
      ...{ payments, clock, appId, origin },
    }
    const asked = {
      channel: 'wechatV3',
      api: `${method} ${url.pathname}`,
      outTradeNo: call.body.out_trade_no,
    } as const
    return throughFaults(payments.trouble, asked, () => api(call))
  })
  // No answer may tell what a crash could undo.
  await payments.bookOf('wechatV3').settled()
  if (Buffer.isBuffer(content)) {
    return { status, headers: { 'content-type': 'application/octet-stream' }, body: content }
  }
  const body = content === undefined ? '' : JSON.stringify(content)
  const type: Record<string, string> = body === '' ? {} : { 'content-type': 'application/json; charset=utf-8' }
  return { status, headers: { ...type, ...platformHeaders(body, keys.platform.privateKey, clock.now()) }, body }
}

async function answer(work: () => ReturnType<V3Api>): Promise<{ status: number; content: unknown }> {
  try {
    const content = await work()
    return { status: content === undefined ? 204 : 200, content }
  } catch (error) {
    const refusal = error instanceof PayRefusal ? v3ErrorOf(error) : error
    if (!(refusal instanceof V3Error)) throw error
    return { status: refusal.status, content: { code: refusal.code, message: refusal.message } }
  }
}

function findApi(method: string, pathname: string): [V3Api, string] {
  for (const [pattern, api] of Object.entries(APIS)) {
    const match = new RegExp(`^${pattern.replace('{}', '([^/]+)')}$`).exec(`${method} ${pathname}`)
    if (match) return [api, decodeURIComponent(match[1] ?? '')]
  }
  throw new V3Error(404, 'RESOURCE_NOT_EXISTS', `无可用的接口 ${method} ${pathname}`)
}

function parseBody(text: string): Record<string, unknown> {
  if (text === '') return {}
  try {
    const body: unknown = JSON.parse(text)
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Record<string, unknown>
  } catch {
    // Told below, as for any other value that is not an object.
  }
  throw new PayRefusal('PARAM_ERROR', 'the body is not a JSON object')
}
