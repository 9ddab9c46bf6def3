import { callAs, control } from '../../fixtures/shop.ts'
import type { Cloud } from '../index.ts'

/** Answers of cloudPay after the SDK has turned them to camelCase. */
export interface Answer {
  resultCode: string
  errCodeDes?: string
  prepayId: string
  payment: { package: string; timeStamp: string }
  tradeState: string
  [field: string]: unknown
}

/** A merchant's till in the shop: makes orders, lets diners pay, and sees what the callback function was told. */
export function openTill(cloud: Cloud) {
  let orders = 0
  const ask = async (api: string, data: Record<string, unknown>, openid = 'alice') =>
    (await callAs(cloud, openid, 'cashier', { api, data })) as Answer
  return {
    ask,
    makeOrder: async (fields: Record<string, unknown> = {}) => {
      orders += 1
      const outTradeNo = `order_${orders}`
      const data = {
        body: 'noodles',
        outTradeNo,
        spbillCreateIp: '127.0.0.1',
        subMchId: '1900009231',
        totalFee: 1800,
        envId: 'local',
        functionName: 'paid',
        ...fields,
      }
      return { outTradeNo, data, answer: await ask('unifiedOrder', data) }
    },
    pay: (prepayId: string, outcome = 'success', openid = 'alice') =>
      control(cloud, '/payments/pay', { prepayId, openid, outcome }),
    notices: async (outTradeNo: string) => {
      await cloud.idle()
      return cloud.database.find('seen', { kind: 'notice', outTradeNo })
    },
    stateOf: (outTradeNo: string) => cloud.payments.list().find((order) => order.outTradeNo === outTradeNo),
  }
}
