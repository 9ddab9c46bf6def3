import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { AlipaySdk } from 'alipay-sdk'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { control, startShop } from '../../../fixtures/shop.ts'
import type { Cloud } from '../../index.ts'
import type { PayVariables } from '../payVariables.ts'

let cloud: Cloud
let variables: PayVariables
let alipay: AlipaySdk
let merchant: Server
let notifyUrl: string
const told: Record<string, string>[] = []
let reply = 'success'
let numbers = 0
const NOON = '2026-11-23T12:00:00+08:00'

beforeAll(async () => {
  cloud = await startShop({ payPlatforms: true, clock: NOON })
  variables = cloud.payEnvironment
  alipay = sdk({})
  merchant = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    told.push(Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString())))
    response.end(reply)
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => merchant.once('listening', resolve))
  notifyUrl = `http://127.0.0.1:${(merchant.address() as AddressInfo).port}/notify`
})
afterAll(async () => {
  merchant.close()
  await cloud.stop()
})
beforeEach(() => {
  told.length = 0
  reply = 'success'
})

function sdk(changed: Partial<ConstructorParameters<typeof AlipaySdk>[0]>): AlipaySdk {
  return new AlipaySdk({
    appId: variables.ALIPAY_APP_ID,
    privateKey: variables.ALIPAY_PRIVATE_KEY,
    keyType: 'PKCS8',
    alipayPublicKey: variables.ALIPAY_PUBLIC_KEY,
    gateway: variables.ALIPAY_GATEWAY,
    ...changed,
  })
}

interface Answer {
  code: string
  subCode?: string
  qrCode?: string
  tradeNo?: string
  [field: string]: unknown
}

const ask = async (method: string, bizContent: object, parameters: object = {}): Promise<Answer> => ({
  ...(await alipay.exec(method, { ...parameters, bizContent }, { validateSign: true })),
})

const precreate = async (fields: object = {}) => {
  numbers += 1
  const outTradeNo = `order_${numbers}`
  const content = { out_trade_no: outTradeNo, total_amount: '18.00', subject: '面 noodles', ...fields }
  return { content, ...(await ask('alipay.trade.precreate', content, { notifyUrl })), outTradeNo }
}

const scan = (qrCode: unknown, outcome = 'success') =>
  control(cloud, '/payments/pay', { prepayId: qrCode, openid: '2088buyer', outcome })

const payByCode = async (then: string, fields: object = {}) => {
  numbers += 1
  const { code } = (await control(cloud, '/payments/code', { platform: 'alipay', openid: '2088buyer', then })) as {
    code: string
  }
  const content = {
    out_trade_no: `order_${numbers}`,
    scene: 'bar_code',
    auth_code: code,
    total_amount: '5.00',
    subject: 'tea',
  }
  const answer = await ask('alipay.trade.pay', { ...content, ...fields })
  return { ...answer, outTradeNo: content.out_trade_no }
}

describe('the gateway', () => {
  it('signs its answers so that the official SDK believes them', async () => {
    expect(await precreate()).toMatchObject({ code: '10000', qrCode: expect.stringMatching(/^https:\/\/qr\.alipay/) })
  })

  it('refuses a request under another key, of another app, or for another method', async () => {
    const { privateKey } = await import('node:crypto').then(({ generateKeyPairSync }) =>
      generateKeyPairSync('rsa', { modulusLength: 1024 }),
    )
    const forged = sdk({ privateKey: privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64') })
    const query = { bizContent: { out_trade_no: 'order_1' } }
    expect(await forged.exec('alipay.trade.query', query)).toMatchObject({ subCode: 'isv.invalid-signature' })
    expect(await sdk({ appId: '1' }).exec('alipay.trade.query', query)).toMatchObject({ subCode: 'isv.invalid-app-id' })
    expect(await alipay.exec('alipay.trade.guess', query)).toMatchObject({ subCode: 'isv.invalid-method' })
  })

  it('answers nonsense with an error and goes on', async () => {
    const answer = await fetch(`${cloud.url}/gateway.do?method=x`, { method: 'POST', body: '{{{' })
    expect(await answer.json()).toMatchObject({ x_response: { code: '40002' } })
    expect((await precreate({ total_amount: '0.001' })).subCode).toBe('ACQ.INVALID_PARAMETER')
    expect((await precreate({ total_amount: '0' })).subCode).toBe('ACQ.INVALID_PARAMETER')
  })
})

describe('a code that the diner scans', () => {
  it('is no trade until it is scanned, and one that waits from then on', async () => {
    const { outTradeNo, qrCode } = await precreate()
    const query = () => ask('alipay.trade.query', { out_trade_no: outTradeNo })
    expect(await query()).toMatchObject({ code: '40004', subCode: 'ACQ.TRADE_NOT_EXIST' })
    await scan(qrCode, 'fail')
    expect(await query()).toMatchObject({ tradeStatus: 'WAIT_BUYER_PAY' })
    await scan(qrCode)
    expect(await query()).toMatchObject({
      tradeStatus: 'TRADE_SUCCESS',
      totalAmount: '18.00',
      buyerUserId: '2088buyer',
    })
  })

  it('is the same for the same number, and refused for another amount', async () => {
    const { content, qrCode } = await precreate()
    expect((await ask('alipay.trade.precreate', content)).qrCode).toBe(qrCode)
    expect(await ask('alipay.trade.precreate', { ...content, total_amount: '1.00' })).toMatchObject({ code: '40004' })
  })

  it('cannot be paid once its time is over', async () => {
    const { qrCode } = await precreate({ time_expire: '2026-11-23 11:59:00' })
    expect(await scan(qrCode)).toMatchObject({ code: 'ORDERCLOSED' })
  })

  it('is told to the merchant under the platform’s signature until he answers success', async () => {
    reply = 'fail'
    const { outTradeNo, qrCode } = await precreate()
    await scan(qrCode)
    await cloud.idle()
    expect(told).toHaveLength(1)
    expect(alipay.checkNotifySignV2(told[0])).toBe(true)
    expect(alipay.checkNotifySignV2({ ...told[0], total_amount: '0.01' })).toBe(false)
    expect(told[0]).toMatchObject({ out_trade_no: outTradeNo, total_amount: '18.00', trade_status: 'TRADE_SUCCESS' })
    cloud.clock.advance(4 * 60_000)
    await cloud.idle()
    expect(told).toHaveLength(2)
    reply = 'success'
    cloud.clock.advance(10 * 60_000)
    await cloud.idle()
    cloud.clock.advance(24 * 3600_000)
    await cloud.idle()
    expect(told).toHaveLength(3)
  })

  it('can be closed only when it was scanned and not paid', async () => {
    const { outTradeNo, qrCode } = await precreate()
    const close = () => ask('alipay.trade.close', { out_trade_no: outTradeNo })
    expect(await close()).toMatchObject({ subCode: 'ACQ.TRADE_NOT_EXIST' })
    await scan(qrCode, 'fail')
    expect(await close()).toMatchObject({ code: '10000' })
    expect(await scan(qrCode)).toMatchObject({ code: 'ORDERCLOSED' })
    const paid = await precreate()
    await scan(paid.qrCode)
    expect(await ask('alipay.trade.close', { out_trade_no: paid.outTradeNo })).toMatchObject({
      subCode: 'ACQ.TRADE_STATUS_ERROR',
    })
  })
})

describe('a code read from the diner’s phone', () => {
  it('pays at once', async () => {
    expect(await payByCode('pays')).toMatchObject({ code: '10000', totalAmount: '5.00' })
  })

  it('waits for the password, and is paid or not as the diner decides', async () => {
    const { outTradeNo, code, tradeNo } = await payByCode('asked')
    expect(code).toBe('10003')
    const query = () => ask('alipay.trade.query', { out_trade_no: outTradeNo })
    expect(await query()).toMatchObject({ tradeStatus: 'WAIT_BUYER_PAY' })
    await scan(tradeNo)
    expect(await query()).toMatchObject({ tradeStatus: 'TRADE_SUCCESS' })
  })

  it('refuses a diner without money, and a code that is old or read before', async () => {
    expect(await payByCode('cannot')).toMatchObject({ subCode: 'ACQ.BUYER_BALANCE_NOT_ENOUGH' })
    expect(await payByCode('pays', { auth_code: '280000000000000000' })).toMatchObject({
      subCode: 'ACQ.PAYMENT_AUTH_CODE_INVALID',
    })
  })

  it('is taken back by cancel: closed when unpaid, refunded when paid', async () => {
    const cancel = (outTradeNo: string) => ask('alipay.trade.cancel', { out_trade_no: outTradeNo })
    const asked = await payByCode('asked')
    expect(await cancel(asked.outTradeNo)).toMatchObject({ code: '10000', action: 'close', retryFlag: 'N' })
    expect(await scan(asked.tradeNo)).toMatchObject({ ok: false })
    const paid = await payByCode('pays')
    expect(await cancel(paid.outTradeNo)).toMatchObject({ action: 'refund' })
    expect(await cancel('nothing')).not.toHaveProperty('action')
  })
})

describe('a refund', () => {
  it('moves money once for a number, never more than was paid, and is told', async () => {
    const { outTradeNo, qrCode } = await precreate()
    await scan(qrCode)
    await cloud.idle()
    told.length = 0
    const refund = (number: string, yuan: string) =>
      ask('alipay.trade.refund', { out_trade_no: outTradeNo, out_request_no: number, refund_amount: yuan })
    expect(await refund('r1', '8.00')).toMatchObject({ code: '10000', fundChange: 'Y', refundFee: '8.00' })
    expect(await refund('r1', '8.00')).toMatchObject({ code: '10000', fundChange: 'N' })
    expect(await refund('r1', '9.00')).toMatchObject({ subCode: 'ACQ.DISCORDANT_REPEAT_REQUEST' })
    expect(await refund('r2', '10.01')).toMatchObject({ subCode: 'ACQ.REFUND_AMT_NOT_EQUAL_TOTAL' })
    await cloud.idle()
    expect(told).toMatchObject([{ out_biz_no: 'r1', refund_fee: '8.00', trade_status: 'TRADE_SUCCESS' }])
    const query = (number: string) =>
      ask('alipay.trade.fastpay.refund.query', { out_trade_no: outTradeNo, out_request_no: number })
    expect(await query('r1')).toMatchObject({ refundStatus: 'REFUND_SUCCESS', refundAmount: '8.00' })
    expect(await query('r2')).not.toHaveProperty('refundStatus')
    await refund('r3', '10.00')
    expect(await ask('alipay.trade.query', { out_trade_no: outTradeNo })).toMatchObject({
      tradeStatus: 'TRADE_CLOSED',
      sendPayDate: expect.any(String),
    })
  })
})

it('gives the bill of a day from 9 o’clock of the next, as an archive of a table in GBK', async () => {
  cloud.clock.set(Date.parse('2026-12-01T23:00:00+08:00'))
  const { outTradeNo, qrCode } = await precreate()
  await scan(qrCode)
  await ask('alipay.trade.refund', { out_trade_no: outTradeNo, out_request_no: 'back', refund_amount: '8.00' })
  const bill = (day: string) =>
    ask('alipay.data.dataservice.bill.downloadurl.query', { bill_type: 'trade', bill_date: day })
  cloud.clock.set(Date.parse('2026-12-02T08:59:59+08:00'))
  expect(await bill('2026-12-01')).toMatchObject({ subCode: 'isp.bill_not_exist' })
  cloud.clock.set(Date.parse('2026-12-02T09:00:00+08:00'))
  const { billDownloadUrl } = await bill('2026-12-01')
  const archive = unzipSync(new Uint8Array(await (await fetch(String(billDownloadUrl))).arrayBuffer()))
  const [table] = Object.values(archive)
  const text = new TextDecoder('gbk').decode(table)
  expect(text).toContain('面 noodles')
  expect(text).toMatch(new RegExp(`${outTradeNo}\t,退款\t.*,-8\\.00,`))
  cloud.clock.advance(31_000)
  expect((await fetch(String(billDownloadUrl))).status).toBe(403)
})
