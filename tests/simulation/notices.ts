import type { FunctionCall } from '@yundian/emulator'
import { openAlipay, openWechatV3, type ParsedNotice } from '@yundian/platform'
import { SimulatedFault } from './invocation.ts'
import type { InstanceParts } from './simulatedHouse.ts'

/** Which function HTTP access leads to, as cloudbaserc.json declares it. */
const routes: Record<string, string> = { '/pay/wechat': 'wechatNotified', '/pay/alipay': 'alipayNotified' }

/** Carries a notice of a pay platform to the function behind an address. @throws SimulatedFault when nobody answers */
export async function postNotice(
  url: string,
  headers: Record<string, string>,
  body: string,
  call: (call: FunctionCall) => Promise<string>,
): Promise<{ status: number; text: string }> {
  const functionName = routes[new URL(url).pathname]
  if (functionName === undefined) throw new SimulatedFault(`nobody lives at ${url}`)
  const answer = JSON.parse(
    await call({ functionName, event: { httpMethod: 'POST', headers, body }, source: 'wx_http' }),
  )
  return { status: answer.statusCode, text: answer.body }
}

/** What a call tells of a payment or a refund, if it is a notice; read as the house's own channels read it. */
export async function noticeIn(
  { functionName, event }: FunctionCall,
  { cloud, credentials }: Pick<InstanceParts, 'cloud' | 'credentials'>,
): Promise<ParsedNotice | undefined> {
  const { headers, body } = event as { headers?: Record<string, string>; body?: string }
  const named = Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value])
  const notice = { headers: Object.fromEntries(named), body: body ?? '' }
  if (functionName === 'wechatNotified') return openWechatV3(credentials.v3, cloud.clock).parseNotice(notice)
  if (functionName !== 'alipayNotified') return undefined
  const fields = Object.fromEntries(new URLSearchParams(notice.body))
  const isProven = fields.sign_type === 'RSA2' && credentials.sdk.checkNotifySignV2(fields)
  const { alipay: account } = credentials
  const gate = { account, clock: cloud.clock, proves: async () => isProven, ask: unasked, download: unasked }
  return openAlipay(account, cloud.clock, gate).parseNotice(notice)
}

async function unasked(): Promise<never> {
  throw new Error('a witness asks no platform')
}
