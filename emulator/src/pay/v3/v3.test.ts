import {
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  createSign,
  createVerify,
  generateKeyPairSync,
} from 'node:crypto'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { control, startShop } from '../../../fixtures/shop.ts'
import type { Cloud } from '../../index.ts'
import type { PayVariables } from '../payVariables.ts'

const APP_ID = 'wx0000000000000000'
const NOON = '2026-11-23T12:00:00+08:00'

let cloud: Cloud
let variables: PayVariables
let merchant: Server
let notifyUrl: string
const told: { headers: IncomingHttpHeaders; body: string }[] = []
let reply = 204
let numbers = 0

beforeAll(async () => {
  cloud = await startShop({ payPlatforms: true, clock: NOON })
  variables = cloud.payEnvironment
  merchant = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    told.push({ headers: request.headers, body: Buffer.concat(chunks).toString() })
    response.writeHead(reply).end()
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
  reply = 204
})

interface Signer {
  mchid?: string
  serialNo?: string
  key?: string
  /** seconds by which the request is old */
  age?: number
  /** what is signed in place of the body that is sent */
  signedBody?: string
}

async function ask(method: string, target: string, content?: object, signer: Signer = {}) {
  const body = content === undefined ? '' : JSON.stringify(content)
  const timestamp = String(Math.floor(cloud.clock.now() / 1000) - (signer.age ?? 0))
  const key = createPrivateKey({
    key: Buffer.from(signer.key ?? variables.WECHATPAY_PRIVATE_KEY, 'base64'),
    format: 'der',
    type: 'pkcs8',
  })
  const signed = `${method}\n${target}\n${timestamp}\nnonce\n${signer.signedBody ?? body}\n`
  const signature = createSign('RSA-SHA256').update(signed).sign(key, 'base64')
  const fields = {
    mchid: signer.mchid ?? variables.WECHATPAY_MCH_ID,
    nonce_str: 'nonce',
    signature,
    timestamp,
    serial_no: signer.serialNo ?? variables.WECHATPAY_SERIAL_NO,
  }
  const parameters = Object.entries(fields).map(([name, value]) => `${name}="${value}"`)
  const answer = await fetch(cloud.url + target, {
    method,
    headers: { authorization: `WECHATPAY2-SHA256-RSA2048 ${parameters.join(',')}`, 'content-type': 'application/json' },
    ...(content === undefined ? {} : { body }),
  })
  const text = await answer.text()
  return { status: answer.status, genuine: isGenuine(answer.headers, text), body: text === '' ? {} : JSON.parse(text) }
}

function isGenuine(headers: { get(name: string): string | null }, body: string): boolean {
  const platform = createPublicKey({
    key: Buffer.from(variables.WECHATPAY_PUBLIC_KEY, 'base64'),
    format: 'der',
    type: 'spki',
  })
  const signed = `${headers.get('wechatpay-timestamp')}\n${headers.get('wechatpay-nonce')}\n${body}\n`
  const signature = headers.get('wechatpay-signature') ?? ''
  return createVerify('RSA-SHA256').update(signed).verify(platform, signature, 'base64')
}

const place = async (fields: object = {}, signer?: Signer) => {
  numbers += 1
  const content = {
    appid: APP_ID,
    mchid: variables.WECHATPAY_MCH_ID,
    description: 'noodles',
    out_trade_no: `order_${numbers}`,
    notify_url: notifyUrl,
    amount: { total: 1800, currency: 'CNY' },
    payer: { openid: 'alice' },
    ...fields,
  }
  return { ...(await ask('POST', '/v3/pay/transactions/jsapi', content, signer)), content, no: content.out_trade_no }
}

const pay = (prepayId: string) => control(cloud, '/payments/pay', { prepayId, openid: 'alice', outcome: 'success' })
const paid = async () => {
  const order = await place()
  await pay(order.body.prepay_id)
  await cloud.idle()
  return order.no
}
const query = (no: string) => ask('GET', `/v3/pay/transactions/out-trade-no/${no}?mchid=${variables.WECHATPAY_MCH_ID}`)
const close = (no: string) =>
  ask('POST', `/v3/pay/transactions/out-trade-no/${no}/close`, { mchid: variables.WECHATPAY_MCH_ID })
const refund = (no: string, refundNo: string, fen: number) =>
  ask('POST', '/v3/refund/domestic/refunds', {
    out_trade_no: no,
    out_refund_no: refundNo,
    notify_url: notifyUrl,
    amount: { refund: fen, total: 1800, currency: 'CNY' },
  })

function open(body: string) {
  const { resource } = JSON.parse(body)
  const sealed = Buffer.from(resource.ciphertext, 'base64')
  const decipher = createDecipheriv('aes-256-gcm', variables.WECHATPAY_API_V3_KEY, resource.nonce)
  decipher.setAAD(Buffer.from(resource.associated_data)).setAuthTag(sealed.subarray(-16))
  return JSON.parse(Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]).toString())
}

describe('a request', () => {
  const forged = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey

  it.each<[string, Signer]>([
    ['under another key', { key: forged.export({ type: 'pkcs8', format: 'der' }).toString('base64') }],
    ['of another merchant', { mchid: '1900000999' }],
    ['under another certificate', { serialNo: '00' }],
    ['older than five minutes', { age: 301 }],
    ['from the future', { age: -301 }],
    ['whose body was changed on the way', { signedBody: '{}' }],
  ])('%s is refused', async (_, signer) => {
    expect(await place({}, signer)).toMatchObject({ status: 401, body: { code: 'SIGN_ERROR' } })
  })

  it('without a signature is refused, and nonsense too', async () => {
    expect((await fetch(`${cloud.url}/v3/pay/transactions/jsapi`, { method: 'POST', body: '{' })).status).toBe(401)
    expect(await ask('GET', '/v3/guess')).toMatchObject({ status: 404, body: { code: 'RESOURCE_NOT_EXISTS' } })
  })

  it('is answered under the platform’s signature, refusals too', async () => {
    expect((await place()).genuine).toBe(true)
    expect((await query('nothing')).genuine).toBe(true)
  })
})

describe('an order', () => {
  it.each([
    ['amount', { total: 0, currency: 'CNY' }, 400, 'PARAM_ERROR'],
    ['amount', undefined, 400, 'PARAM_ERROR'],
    ['payer', {}, 400, 'PARAM_ERROR'],
    ['out_trade_no', 'x'.repeat(33), 400, 'PARAM_ERROR'],
    ['mchid', '1', 400, 'PARAM_ERROR'],
    ['appid', 'wx1', 400, 'APPID_MCHID_NOT_MATCH'],
    ['notify_url', 'http://a.example/?x=1', 400, 'PARAM_ERROR'],
    ['time_expire', 'tomorrow', 400, 'PARAM_ERROR'],
  ])('with %s = %j is refused', async (field, value, status, code) => {
    expect(await place({ [field]: value })).toMatchObject({ status, body: { code } })
  })

  it('is the same for the same number, and another amount is refused', async () => {
    const { content, body } = await place()
    expect((await ask('POST', '/v3/pay/transactions/jsapi', content)).body.prepay_id).toBe(body.prepay_id)
    expect(await place({ out_trade_no: content.out_trade_no, amount: { total: 1 } })).toMatchObject({
      status: 403,
      body: { code: 'OUT_TRADE_NO_USED' },
    })
  })

  it('tells its state: unpaid, paid, closed, unknown', async () => {
    const { no } = await place()
    expect(await query(no)).toMatchObject({ status: 200, body: { trade_state: 'NOTPAY' } })
    expect(await query(await paid())).toMatchObject({
      body: { trade_state: 'SUCCESS', amount: { total: 1800 }, payer: { openid: 'alice' } },
    })
    expect((await close(no)).status).toBe(204)
    expect(await query(no)).toMatchObject({ body: { trade_state: 'CLOSED' } })
    expect(await query('nothing')).toMatchObject({ status: 404, body: { code: 'ORDER_NOT_EXIST' } })
  })

  it('is not closed once it is paid', async () => {
    expect(await close(await paid())).toMatchObject({ status: 400, body: { code: 'ORDERPAID' } })
  })
})

describe('a notice', () => {
  it('is sealed with the merchant’s key and signed by the platform', async () => {
    const no = await paid()
    const [{ headers, body } = { headers: {}, body: '' }] = told
    const given = { get: (name: string) => (headers[name] as string | undefined) ?? null }
    expect(isGenuine(given, body)).toBe(true)
    expect(isGenuine(given, `${body} `)).toBe(false)
    expect(headers['wechatpay-serial']).toBe(variables.WECHATPAY_PUBLIC_KEY_ID)
    expect(JSON.parse(body)).toMatchObject({ event_type: 'TRANSACTION.SUCCESS', resource_type: 'encrypt-resource' })
    expect(open(body)).toMatchObject({ out_trade_no: no, mchid: variables.WECHATPAY_MCH_ID, amount: { total: 1800 } })
  })

  it('is repeated on the documented schedule until the status is 200 or 204', async () => {
    reply = 500
    await paid()
    expect(told).toHaveLength(1)
    cloud.clock.advance(15_000)
    await cloud.idle()
    expect(told).toHaveLength(2)
    reply = 200
    cloud.clock.advance(15_000)
    await cloud.idle()
    cloud.clock.advance(24 * 3600_000)
    await cloud.idle()
    expect(told).toHaveLength(3)
  })
})

describe('a refund', () => {
  it('is accepted once for a number, done a little later, and told then', async () => {
    const no = await paid()
    told.length = 0
    expect(await refund(no, 'r1', 800)).toMatchObject({ status: 200, body: { status: 'PROCESSING' } })
    expect((await refund(no, 'r1', 800)).status).toBe(200)
    cloud.clock.advance(60_000)
    await cloud.idle()
    expect(await ask('GET', '/v3/refund/domestic/refunds/r1')).toMatchObject({
      body: { status: 'SUCCESS', amount: { refund: 800 } },
    })
    expect(told.map(({ body }) => open(body))).toMatchObject([{ out_refund_no: 'r1', refund_status: 'SUCCESS' }])
  })

  it('is refused beyond what was paid, for another fee under its number, and for an order unpaid or unknown', async () => {
    const no = await paid()
    await refund(no, `${no}a`, 1000)
    expect(await refund(no, `${no}b`, 801)).toMatchObject({ status: 400, body: { code: 'INVALID_REQUEST' } })
    expect(await refund(no, `${no}a`, 999)).toMatchObject({ status: 400, body: { code: 'INVALID_REQUEST' } })
    expect(await refund((await place()).no, 'x', 1)).toMatchObject({ status: 400 })
    expect(await refund('nothing', 'x', 1)).toMatchObject({ status: 404 })
    expect(await ask('GET', '/v3/refund/domestic/refunds/x')).toMatchObject({ body: { code: 'RESOURCE_NOT_EXISTS' } })
  })
})

describe('the bill of a day', () => {
  const askBill = (day: string, more = '') => ask('GET', `/v3/bill/tradebill?bill_date=${day}&bill_type=ALL${more}`)

  it('is there from ten o’clock of the next, by an address whose file has the hash that was told', async () => {
    cloud.clock.set(Date.parse('2026-12-05T12:00:00+08:00'))
    const no = await paid()
    cloud.clock.set(Date.parse('2026-12-06T09:59:00+08:00'))
    expect(await askBill('2026-12-05')).toMatchObject({ status: 400, body: { code: 'STATEMENT_CREATING' } })
    cloud.clock.set(Date.parse('2026-12-06T10:00:00+08:00'))
    const { body } = await askBill('2026-12-05', '&tar_type=GZIP')
    const { pathname, search } = new URL(body.download_url)
    const timestamp = String(Math.floor(cloud.clock.now() / 1000))
    const key = createPrivateKey({
      key: Buffer.from(variables.WECHATPAY_PRIVATE_KEY, 'base64'),
      format: 'der',
      type: 'pkcs8',
    })
    const signature = createSign('RSA-SHA256')
      .update(`GET\n${pathname}${search}\n${timestamp}\nn\n\n`)
      .sign(key, 'base64')
    const answer = await fetch(body.download_url, {
      headers: {
        authorization: `WECHATPAY2-SHA256-RSA2048 mchid="${variables.WECHATPAY_MCH_ID}",nonce_str="n",timestamp="${timestamp}",serial_no="${variables.WECHATPAY_SERIAL_NO}",signature="${signature}"`,
      },
    })
    const text = gunzipSync(Buffer.from(await answer.arrayBuffer())).toString()
    expect(text).toContain(`\`${no},`)
    expect(text).toMatch(/`1,`18\.00,`0\.00,`0\.00,`0\.11000,`18\.00,`0\.00\r\n$/)
  })

  it('is not there for a day without payments', async () => {
    cloud.clock.set(Date.parse('2026-12-20T10:00:00+08:00'))
    expect(await askBill('2026-12-19')).toMatchObject({ body: { code: 'NO_STATEMENT_EXIST' } })
  })
})
