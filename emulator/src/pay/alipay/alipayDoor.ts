import type { Clock } from '../../clock.ts'
import { readBytes } from '../../server/requestBody.ts'
import type { Exchange, Handler } from '../../server/router.ts'
import { PayRefusal } from '../businessAnswer.ts'
import { throughFaults } from '../faults.ts'
import type { PayKeys } from '../payKeys.ts'
import type { Payments } from '../payments.ts'
import { ALIPAY_ACCOUNT } from './account.ts'
import type { AlipayApi, AlipayCall } from './alipayApi.ts'
import { AlipayError, alipayErrorOf } from './alipayError.ts'
import { askBill, billArchive } from './bills.ts'
import { queryRefund, refund } from './refunds.ts'
import { requestIsSigned, signText } from './signature.ts'
import { cancel, close, pay, precreate, query } from './trades.ts'

const APIS: Record<string, AlipayApi> = {
  'alipay.trade.precreate': precreate,
  'alipay.trade.pay': pay,
  'alipay.trade.query': query,
  'alipay.trade.close': close,
  'alipay.trade.cancel': cancel,
  'alipay.trade.refund': refund,
  'alipay.trade.fastpay.refund.query': queryRefund,
  'alipay.data.dataservice.bill.downloadurl.query': askBill,
}

const MESSAGES = { '20000': 'Service Currently Unavailable', '40002': 'Invalid Arguments', '40004': 'Business Failed' }

export interface AlipayDoorOptions {
  payments: Payments
  clock: Clock
  keys: PayKeys
}

/** Alipay's gateway: one address for every method, the fields in the query and in a form, answers signed as they are written. */
export function alipayDoor(options: AlipayDoorOptions): Handler {
  const { payments, keys } = options
  return async (exchange) => {
    const { request, response, url } = exchange
    if (url.searchParams.has('bill')) return sendBill(exchange, options)
    const form = new URLSearchParams((await readBytes(request)).toString('utf8'))
    const fields = Object.fromEntries([...url.searchParams, ...form])
    const gateway = `http://${request.headers.host}${url.pathname}`
    const answer = JSON.stringify(await answerOf(fields, gateway, options))
    // No answer may tell what a crash could undo.
    await payments.bookOf('alipay').settled()
    const key = `${String(fields.method).replaceAll('.', '_')}_response`
    const sign = signText(answer, keys.platform.privateKey)
    response.writeHead(200, { 'content-type': 'text/html;charset=utf-8' })
    response.end(`{"${key}":${answer},"sign":"${sign}"}`)
  }
}

async function answerOf(
  fields: Record<string, string>,
  gateway: string,
  { payments, clock, keys }: AlipayDoorOptions,
): Promise<Record<string, unknown>> {
  try {
    if (fields.app_id !== ALIPAY_ACCOUNT.appId) throw invalid('isv.invalid-app-id', '无效的AppID参数')
    if (!requestIsSigned(fields, keys.merchant.publicKey)) throw invalid('isv.invalid-signature', '无效签名')
    const content = parseContent(fields.biz_content)
    const call = { content, notifyUrl: fields.notify_url || undefined, payments, clock, gateway }
    return await answerAlipay(String(fields.method), call)
  } catch (error) {
    return refusalFields(error)
  }
}

/** Answers what a merchant asks, whose signature is proven already: `code` '10000', or why not. */
export async function answerAlipay(method: string, call: AlipayCall): Promise<Record<string, unknown>> {
  try {
    const api = Object.hasOwn(APIS, method) ? APIS[method] : undefined
    if (api === undefined) throw invalid('isv.invalid-method', '不存在的方法名')
    const asked = { channel: 'alipay', api: method, outTradeNo: call.content.out_trade_no } as const
    return { code: '10000', msg: 'Success', ...(await throughFaults(call.payments.trouble, asked, () => api(call))) }
  } catch (error) {
    return refusalFields(error)
  }
}

/** A refusal as an answer's fields; any other error is thrown on. */
function refusalFields(error: unknown): Record<string, unknown> {
  const refusal = error instanceof PayRefusal ? alipayErrorOf(error) : error
  if (!(refusal instanceof AlipayError)) throw error
  const { code, subCode, message } = refusal
  return { code, msg: MESSAGES[code], sub_code: subCode, sub_msg: message }
}

/** The address is its own permission; it does not last. */
function sendBill({ response, url }: Exchange, { payments, clock }: AlipayDoorOptions): void {
  if (!(clock.now() < Number(url.searchParams.get('until')))) {
    response.writeHead(403).end()
    return
  }
  const archive = billArchive(payments.bookOf('alipay').all(), url.searchParams.get('bill') ?? '')
  response.writeHead(200, { 'content-type': 'application/zip' }).end(archive)
}

function parseContent(text: string | undefined): Record<string, unknown> {
  try {
    const content: unknown = JSON.parse(text ?? '')
    if (typeof content === 'object' && content !== null && !Array.isArray(content)) {
      return content as Record<string, unknown>
    }
  } catch {
    // Told below, as for any other value that is not an object.
  }
  throw invalid('isv.invalid-parameter', 'biz_content is not a JSON object')
}

const invalid = (subCode: string, message: string) => new AlipayError('40002', subCode, message)
