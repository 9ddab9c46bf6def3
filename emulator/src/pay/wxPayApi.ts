import type { Clock } from '../clock.ts'
import { CloudError } from '../cloudError.ts'
import { openidOf } from '../identity/clientIdentity.ts'
import type { Project } from '../project/project.ts'
import type { Action } from '../server/adminDoor.ts'
import { RawAnswer } from '../server/envelope.ts'
import { accepted, PayRefusal, refused } from './businessAnswer.ts'
import { micropay, reverse } from './codeApis.ts'
import { downloadBill } from './downloadBill.ts'
import { throughFaults } from './faults.ts'
import { closeOrder, queryOrder, unifiedOrder } from './orderApis.ts'
import type { Payments } from './payments.ts'
import { queryRefund, refund } from './refundApis.ts'

export interface PayApiContext {
  payments: Payments
  project: Project
  clock: Clock
  /** The diner in whose call the API is called. */
  callerOpenid?: string
}

/** One cloudPay API: snake_case fields in and out; a business failure is a PayRefusal. */
export type PayApi = (fields: Record<string, unknown>, context: PayApiContext) => Promise<Record<string, unknown>>

const APIS: Record<string, PayApi> = { unifiedOrder, micropay, reverse, queryOrder, closeOrder, refund, queryRefund }

/**
 * The action `wx.wxPayApi`. Its answer must not be `application/json; charset=utf-8`: the SDK would parse it early
 * and then refuse it as an unknown response.
 */
export function wxPayApiAction(context: Omit<PayApiContext, 'callerOpenid'>): Action {
  return async (params, { caller }) => {
    const fields = parseFields(params.requestData)
    const own = { ...context, callerOpenid: openidOf(caller?.client) }
    const body = await callPayApi(String(params.apiName), fields, own)
    const bytes = Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body))
    return new RawAnswer('application/octet-stream', bytes)
  }
}

/**
 * Calls one cloudPay API; its refusal is an answer too.
 * @returns fields; a bill's bytes for `downloadBill`
 * @throws CloudError INVALID_PARAM when there is no such API
 */
export async function callPayApi(
  name: string,
  fields: Record<string, unknown>,
  context: PayApiContext,
): Promise<Record<string, unknown> | Buffer> {
  const api = Object.hasOwn(APIS, name) ? APIS[name] : undefined
  if (api === undefined && name !== 'downloadBill') {
    throw new CloudError('INVALID_PARAM', `The local cloud has no cloudPay.${name}`)
  }
  const { appId } = context.project
  try {
    return await throughFaults(
      context.payments.trouble,
      { channel: 'cloudPay', api: name, outTradeNo: fields.out_trade_no },
      async () => (api === undefined ? downloadBill(fields, context) : accepted(appId, await api(fields, context))),
    )
  } catch (error) {
    if (error instanceof PayRefusal) return refused(appId, error)
    throw error
  } finally {
    // A refusal tells of an order's state too, and no answer may tell what a crash could undo.
    await context.payments.book.settled()
  }
}

function parseFields(requestData: unknown): Record<string, unknown> {
  try {
    const fields: unknown = JSON.parse(String(requestData))
    if (typeof fields === 'object' && fields !== null) return fields as Record<string, unknown>
  } catch {
    // Told below, as for any other value that is not an object.
  }
  throw new CloudError('INVALID_PARAM', 'requestData is not a JSON object')
}
