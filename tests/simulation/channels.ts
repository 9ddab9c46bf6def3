import type { PayKeys, RemotePlatforms } from '@yundian/emulator'
import {
  type AlipayAccount,
  type AlipayAnswer,
  type AlipayGate,
  type Clock,
  cash,
  type House,
  openAlipay,
  openAlipayCode,
  openWechatCode,
  openWechatPay,
  openWechatV3,
  type SendHttp,
  type V3Account,
} from '@yundian/platform'
import type { AlipaySdk } from 'alipay-sdk'
import { type Invocation, SimulatedFault } from './invocation.ts'
import type { InstanceParts } from './simulatedHouse.ts'
import { camelFields, type wechatInProcess } from './wechatInProcess.ts'

/** What a merchant has applied for: cloudPay, with codes and Alipay at the counter; or API v3, and cash beside it. */
export const merchants = ['cloudPay', 'v3'] as const
export type Merchant = (typeof merchants)[number]

/** What the pay platforms beside cloudPay need to know of the merchant, and he of them; made once. */
export interface Credentials {
  keys: PayKeys
  v3: V3Account
  alipay: AlipayAccount
  /** Proves Alipay's notices. */
  sdk: AlipaySdk
}

interface ChannelParts {
  instance: InstanceParts
  current: () => Invocation
  clock: Clock
  wechat: ReturnType<typeof wechatInProcess>
}

/** The real channels of the house, whose requests travel with all trouble that requests have. */
export function openChannels(parts: ChannelParts): Pick<House, 'pay' | 'counter'> {
  const { instance, clock, wechat } = parts
  const { v3, alipay: account } = instance.credentials
  if (instance.merchant === 'v3') return { pay: openWechatV3(v3, clock, v3Trips(parts, v3.api)), counter: { cash } }
  const gate = alipayTrips(parts, account)
  const open = async () => wechat
  return {
    pay: openWechatPay(open, clock),
    counter: {
      wechatCode: openWechatCode(open, clock),
      alipay: openAlipay(account, clock, gate),
      alipayCode: openAlipayCode(account, clock, gate),
      cash,
    },
  }
}

function v3Trips({ instance, current }: ChannelParts, api: string): SendHttp {
  const { trips, orderIn, cloud } = instance
  return async (url, { method = 'GET', headers, body }) => {
    const target = url.slice(api.length)
    const { authorization } = headers as Record<string, string>
    const sent = typeof body === 'string' ? body : ''
    const answer = await trips.make(current(), {
      name: `v3 ${method} ${target.replace(/\?.*/, '')}`,
      order: orderIn(target + sent),
      possible: () => true,
      execute: () => platforms(cloud).askV3({ method, target, authorization, body: sent }),
      refusal: () => {
        throw new SimulatedFault('API v3: system busy')
      },
      details: () => sent,
    })
    return {
      status: answer.status,
      headers: new Headers(answer.headers),
      text: async () => String(answer.body),
      arrayBuffer: async () => Uint8Array.from(Buffer.from(answer.body)).buffer,
    }
  }
}

function alipayTrips({ instance, current, clock }: ChannelParts, account: AlipayAccount): AlipayGate {
  const { trips, orderIn, cloud, credentials } = instance
  return {
    account,
    clock,
    async ask(method, content, tells = false) {
      return trips.make<AlipayAnswer>(current(), {
        name: method,
        order: orderIn(String(content.out_trade_no)),
        possible: () => true,
        execute: async () => {
          const notifyUrl = tells ? account.notifyUrl : undefined
          return camelFields(await platforms(cloud).askAlipay(method, content, notifyUrl)) as AlipayAnswer
        },
        refusal: () => ({ code: '20000', subCode: 'isp.unknow-error', subMsg: '(simulated)' }),
        details: () => JSON.stringify(content),
      })
    },
    proves: async (fields) => fields.sign_type === 'RSA2' && credentials.sdk.checkNotifySignV2(fields),
    download: async (address) => platforms(cloud).alipayBill(address),
  }
}

function platforms({ platforms: found }: { platforms?: RemotePlatforms }): RemotePlatforms {
  if (!found) throw new Error('the cloud was opened without pay platforms')
  return found
}
