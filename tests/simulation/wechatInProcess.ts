import type { WechatCloud } from '@yundian/platform'
import { type Invocation, SimulatedFault } from './invocation.ts'
import type { InstanceParts } from './simulatedHouse.ts'

type Fields = Record<string, unknown>

/** How often a diner has granted no message (43101). */
const ungranted = 0.2

/**
 * What wx-server-sdk gives, over the pay platform in this process: the SDK writes fields in snake_case and reads them
 * back in camelCase, and overwrites the platform's error code with its own.
 */
export function wechatInProcess(
  parts: InstanceParts,
  current: () => Invocation,
): Pick<WechatCloud, 'cloudPay' | 'openapi'> {
  const api = (name: string) => (fields: Fields) => payTrip(parts, current(), name, fields)
  return {
    cloudPay: {
      unifiedOrder: api('unifiedOrder'),
      queryOrder: api('queryOrder'),
      closeOrder: api('closeOrder'),
      refund: api('refund'),
      queryRefund: api('queryRefund'),
      downloadBill: api('downloadBill'),
      micropay: api('micropay'),
      reverse: api('reverse'),
    },
    openapi: { subscribeMessage: { send: (message) => sendMessage(parts, current(), message) } },
  }
}

type PayAnswer = Awaited<ReturnType<WechatCloud['cloudPay']['refund']>>

function payTrip({ cloud, trips, orderIn }: InstanceParts, invocation: Invocation, name: string, fields: Fields) {
  const sent = snakeFields(fields)
  return trips.make<PayAnswer>(invocation, {
    name: `pay.${name}`,
    order: orderIn(String(fields.outTradeNo)),
    possible: () => true,
    execute: async () => {
      const answer = await cloud.cloudPay(name, sent, invocation.openid)
      return { ...(camelFields(answer) as PayAnswer), errCode: 0, errMsg: `cloudPay.${name}:ok` }
    },
    refusal: (fault) => ({
      returnCode: 'SUCCESS',
      resultCode: 'FAIL',
      errCodeDes: fault === 'throttle' ? '频率限制 (simulated)' : '系统错误 (simulated)',
    }),
    details: () => JSON.stringify({ ...sent, nonce_str: undefined }),
  })
}

function sendMessage({ trips, orderIn, random, send }: InstanceParts, invocation: Invocation, message: Fields) {
  return trips.make(invocation, {
    name: 'wechat.subscribeMessage',
    order: orderIn(String(message.page)),
    // A message that the network doubles is not ours to prevent.
    possible: (fault) => fault !== 'duplicate' && fault !== 'conflict',
    execute: async () => {
      if (random.chance(ungranted)) throw Object.assign(new Error('user refuse to accept the msg'), { errCode: 43101 })
      send(message)
      return { errCode: 0, errMsg: 'ok' }
    },
    refusal: () => {
      throw Object.assign(new SimulatedFault('openapi: system busy'), { errCode: -1 })
    },
    details: () => JSON.stringify(message),
  })
}

function snakeFields(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [snake(name), value]))
}

/** A copy with its fields in camelCase, as the SDKs hand answers out. */
export function camelFields(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [camel(name), camelFields(inner)]))
}

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
// As the SDK does it: a number stays apart, as in `refundStatus_0`.
const camel = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
