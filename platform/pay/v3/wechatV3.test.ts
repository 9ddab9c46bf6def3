import { createPublicKey, createVerify } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openPayPlatforms, type PayPlatforms } from '../fixtures/payPlatforms.ts'
import type { HttpNotice } from '../notice.ts'
import type { PhoneChannel } from '../payChannel.ts'
import { type V3Account, v3Account } from './v3Account.ts'
import { openWechatV3 } from './wechatV3.ts'

const NOON = '2026-05-06T12:00:00+08:00'

let platforms: PayPlatforms
let account: V3Account
let channel: PhoneChannel
let orders = 0

beforeAll(async () => {
  platforms = await openPayPlatforms(NOON)
  account = accountOf(platforms.env)
  channel = openWechatV3(account, platforms.cloud.clock)
})
afterAll(() => platforms.stop())
beforeEach(() => {
  platforms.told.length = 0
})

function accountOf(env: Record<string, string>): V3Account {
  const found = v3Account(env)
  if (!found) throw new Error('no account')
  return found
}

const order = (totalFen = 2600) => {
  orders += 1
  const expiresAt = platforms.cloud.clock.now() + 15 * 60_000
  return { id: `order${orders}`, title: '小面馆', totalFen, expiresAt, openid: 'alice' }
}

async function started(totalFen?: number) {
  const wanted = order(totalFen)
  const begun = await channel.start(wanted)
  if (!begun.ok) throw new Error(begun.reason)
  return { ...wanted, ...begun.arguments }
}

async function paid(totalFen?: number) {
  const begun = await started(totalFen)
  await platforms.pay(begun.package, 'alice')
  return begun
}

const lastTold = (): HttpNotice => {
  const notice = platforms.told.at(-1)
  if (!notice) throw new Error('nothing was told')
  return notice
}

/** The channel as it would be with another account, at the same clock. */
const withAccount = (changed: Partial<V3Account>) => openWechatV3({ ...account, ...changed }, platforms.cloud.clock)

describe('a payment', () => {
  it('gives the phone arguments that the merchant signed', async () => {
    const { timeStamp, nonceStr, package: prepay, signType, paySign } = await started()
    expect(signType).toBe('RSA')
    const signed = `${account.appId}\n${timeStamp}\n${nonceStr}\n${prepay}\n`
    const key = createPublicKey(account.privateKey)
    expect(createVerify('RSA-SHA256').update(signed).verify(key, paySign, 'base64')).toBe(true)
  })

  it('R8: goes on under the same number at every attempt, and refuses another amount', async () => {
    const wanted = order()
    const packages = [await channel.start(wanted), await channel.start(wanted)].map((begun) =>
      begun.ok ? begun.arguments.package : begun.reason,
    )
    expect(packages[1]).toBe(packages[0])
    expect(await channel.start({ ...wanted, totalFen: 1 })).toMatchObject({ ok: false })
  })

  it('R7: is what the platform says it is', async () => {
    expect(await channel.query('nothing')).toEqual({ state: 'nonexistent' })
    const { id } = await started()
    expect(await channel.query(id)).toEqual({ state: 'unpaid' })
    const order = await paid(1234)
    expect(await channel.query(order.id)).toEqual({
      state: 'paid',
      totalFee: 1234,
      payer: 'alice',
      transactionId: expect.stringMatching(/^4200/),
    })
  })

  it('R11 R13: is closed, found paid instead, or never was there', async () => {
    const { id, package: prepay } = await started()
    expect(await channel.close(id)).toBe('closed')
    expect(await channel.close(id)).toBe('closed')
    expect(await channel.query(id)).toEqual({ state: 'closed' })
    await expect(platforms.pay(prepay, 'alice')).rejects.toMatchObject({ code: 'ORDERCLOSED' })
    expect(await channel.close((await paid()).id)).toBe('paid')
    expect(await channel.close('nothing')).toBe('closed')
    // Its start may still be on its way.
    expect(await channel.close('nothing', platforms.cloud.clock.now() + 60_000)).toBe('again')
  })

  it('R15: cannot be paid after its time', async () => {
    const { package: prepay } = await started()
    platforms.cloud.clock.advance(15 * 60_000)
    await expect(platforms.pay(prepay, 'alice')).rejects.toMatchObject({ code: 'ORDERCLOSED' })
  })

  it('R7: stays paid after a refund', async () => {
    const { id, totalFen } = await paid()
    await channel.refund({ id, refundId: `${id}r`, totalFen, refundFen: totalFen })
    expect(await channel.query(id)).toMatchObject({ state: 'paid', totalFee: totalFen })
  })
})

describe('a notice', () => {
  it('R6: tells number, amount and payer, once its signature and seal are proven', async () => {
    const { id } = await paid(1800)
    const { transactionId } = (await channel.query(id)) as { transactionId: string }
    expect(await channel.parseNotice(lastTold())).toEqual({
      kind: 'payment',
      fact: { outTradeNo: id, transactionId, totalFee: 1800, payer: 'alice' },
    })
  })

  it('R18: tells of a refund that is done', async () => {
    const { id } = await paid(1800)
    await channel.refund({ id, refundId: `${id}r`, totalFen: 1800, refundFen: 800 })
    platforms.cloud.clock.advance(60_000)
    await platforms.cloud.idle()
    expect(await channel.parseNotice(lastTold())).toEqual({
      kind: 'refund',
      fact: { outTradeNo: id, refundId: `${id}r`, refundFen: 800, state: 'done' },
    })
  })

  const changedHeader = (name: string, value: string | undefined) => (notice: HttpNotice) => ({
    ...notice,
    headers: { ...notice.headers, [name]: value },
  })
  it.each<[string, (notice: HttpNotice) => HttpNotice]>([
    ['whose body was changed', (notice) => ({ ...notice, body: notice.body.replace('支付成功', '支付失败') })],
    ['without a signature', changedHeader('wechatpay-signature', undefined)],
    ['that the platform sends to try us', changedHeader('wechatpay-signature', 'WECHATPAY/SIGNTEST/x')],
    ['under another key’s id', changedHeader('wechatpay-serial', 'PUB_KEY_ID_0')],
    ['whose time was changed', changedHeader('wechatpay-timestamp', '1')],
    ['whose nonce was changed', changedHeader('wechatpay-nonce', 'x')],
    ['without headers', ({ body }) => ({ headers: {}, body })],
  ])('A9: is refused when it is one %s', async (_, change) => {
    await paid()
    expect(await channel.parseNotice(change(lastTold()))).toEqual({ kind: 'refused', reason: 'signature' })
  })

  it('A9: is refused when it is signed by the merchant himself, or by anyone else', async () => {
    await paid()
    const platformKey = createPublicKey(account.privateKey)
    expect(await withAccount({ platformKey }).parseNotice(lastTold())).toMatchObject({ reason: 'signature' })
  })

  it('A11: is refused when it is replayed later, and believed again within five minutes', async () => {
    await paid()
    const notice = lastTold()
    platforms.cloud.clock.advance(5 * 60_000 - 2000)
    expect(await channel.parseNotice(notice)).toMatchObject({ kind: 'payment' })
    platforms.cloud.clock.advance(4000)
    expect(await channel.parseNotice(notice)).toEqual({ kind: 'refused', reason: 'stale' })
  })

  it('A10: is refused for another merchant or app, and when it is sealed with another key', async () => {
    await paid()
    const reading = (changed: Partial<V3Account>) => withAccount(changed).parseNotice(lastTold())
    expect(await reading({ mchId: '1' })).toEqual({ kind: 'refused', reason: 'merchant' })
    expect(await reading({ appId: 'wx1' })).toEqual({ kind: 'refused', reason: 'merchant' })
    expect(await reading({ apiV3Key: 'x'.repeat(32) })).toEqual({ kind: 'refused', reason: 'signature' })
  })

  it('by no HTTP at all is a mistake of ours', async () => {
    await expect(channel.parseNotice({ resultCode: 'SUCCESS' })).rejects.toThrow(TypeError)
  })
})

describe('a refund', () => {
  it('R16 R18: is accepted once for a number, and done later', async () => {
    const { id } = await paid(1800)
    const refund = { id, refundId: `${id}r`, totalFen: 1800, refundFen: 800 }
    expect(await channel.queryRefund(refund)).toBe('nonexistent')
    expect(await channel.refund(refund)).toBe('accepted')
    expect(await channel.refund(refund)).toBe('accepted')
    expect(await channel.queryRefund(refund)).toBe('processing')
    platforms.cloud.clock.advance(60_000)
    expect(await channel.queryRefund(refund)).toBe('done')
    expect(await channel.refund({ ...refund, refundId: `${id}s`, refundFen: 1000 })).toBe('accepted')
  })

  it('R17 A17: is not accepted beyond what was paid, nor under its number for another amount', async () => {
    const { id } = await paid(1800)
    const refund = { id, refundId: `${id}r`, totalFen: 1800, refundFen: 1800 }
    await channel.refund(refund)
    expect(await channel.refund({ ...refund, refundId: `${id}s`, refundFen: 1 })).toBe('again')
    expect(await channel.refund({ ...refund, refundFen: 1 })).toBe('again')
  })
})

describe('a platform that fails', () => {
  const fail = (api: string, moment: 'before' | 'after') =>
    platforms.cloud.parts.trouble.add({
      name: 'fault',
      strikes: 'payApi',
      does: 'fail',
      code: 'SYSTEMERROR',
      moment,
      match: { channel: 'wechatV3', api },
      times: 1,
    })

  it.each(['before', 'after'] as const)(
    'R20: refunds once by the same number when it fails %s the work',
    async (moment) => {
      const { id } = await paid(1800)
      const refund = { id, refundId: `${id}r`, totalFen: 1800, refundFen: 1800 }
      fail('POST /v3/refund/domestic/refunds', moment)
      expect(await channel.refund(refund)).toBe('again')
      expect(await channel.refund(refund)).toBe('accepted')
      expect(platforms.cloud.payments.list().find(({ outTradeNo }) => outTradeNo === id)?.refunds).toHaveLength(1)
    },
  )

  it('R13: is asked what became of an order that it failed to close', async () => {
    const { id } = await started()
    fail(`POST /v3/pay/transactions/out-trade-no/${id}/close`, 'before')
    expect(await channel.close(id)).toBe('again')
    fail(`POST /v3/pay/transactions/out-trade-no/${id}/close`, 'after')
    expect(await channel.close(id)).toBe('closed')
  })

  it('R7: says nothing of an order, rather than that it is unpaid', async () => {
    const { id } = await paid()
    fail(`GET /v3/pay/transactions/out-trade-no/${id}`, 'before')
    await expect(channel.query(id)).rejects.toThrow('SYSTEM_ERROR')
  })
})

describe('the platform', () => {
  it('is asked again later when our own signature is refused, and nothing is taken for a fact', async () => {
    const stranger = withAccount({ serialNo: '00' })
    await expect(stranger.query('x')).rejects.toThrow('SIGN_ERROR')
    expect(await stranger.refund({ id: 'x', refundId: 'r', totalFen: 1, refundFen: 1 })).toBe('again')
    expect(await stranger.start(order())).toMatchObject({ ok: false, reason: expect.stringContaining('SIGN_ERROR') })
  })

  it('is not believed when somebody else answers in its place', async () => {
    const impostor = createServer((_, response) => response.end('{"trade_state":"SUCCESS","amount":{"total":1}}'))
    await new Promise<void>((resolve) => impostor.listen(0, '127.0.0.1', resolve))
    const api = `http://127.0.0.1:${(impostor.address() as AddressInfo).port}`
    await expect(withAccount({ api }).query('x')).rejects.toThrow('not proven')
    await expect(withAccount({ api }).close('x')).rejects.toThrow('not proven')
    impostor.close()
    await expect(withAccount({ api }).query('x')).rejects.toThrow()
  })
})

it('R10: lists what came and what went back on a day, and nothing for a day without payments', async () => {
  platforms.cloud.clock.set(Date.parse('2026-06-01T20:00:00+08:00'))
  const { id } = await paid(1800)
  await channel.refund({ id, refundId: `${id}r`, totalFen: 1800, refundFen: 800 })
  await expect(channel.dailyBill('2026-06-01')).rejects.toThrow('STATEMENT_CREATING')
  platforms.cloud.clock.set(Date.parse('2026-06-02T10:00:00+08:00'))
  const bill = await channel.dailyBill('2026-06-01')
  expect(bill).toMatchObject([
    { kind: 'payment', outTradeNo: id, fen: 1800, transactionId: expect.stringMatching(/^4200/) },
    { kind: 'refund', outTradeNo: id, fen: 800, refundId: `${id}r` },
  ])
  expect(new Date(bill[0]?.at ?? 0).toISOString()).toMatch(/^2026-06-01T12:00/)
  expect(await channel.dailyBill('2026-05-31')).toEqual([])
})

it('R10: does not believe a bill whose file was changed on the way', async () => {
  platforms.cloud.clock.set(Date.parse('2026-07-01T20:00:00+08:00'))
  await paid(1800)
  platforms.cloud.clock.set(Date.parse('2026-07-02T10:00:00+08:00'))
  const between = createServer(async (request, response) => {
    const { authorization = '' } = request.headers
    const answer = await fetch(account.api + request.url, { headers: { authorization } })
    const bytes = Buffer.from(await answer.arrayBuffer())
    const isBill = request.url?.startsWith('/v3/billdownload') === true
    const { 'content-length': _, ...headers } = Object.fromEntries(answer.headers)
    response.writeHead(answer.status, headers)
    response.end(isBill ? gzipSync(gunzipSync(bytes).toString().replaceAll('18.00', '81.00')) : bytes)
  })
  await new Promise<void>((resolve) => between.listen(0, '127.0.0.1', resolve))
  const api = `http://127.0.0.1:${(between.address() as AddressInfo).port}`
  await expect(withAccount({ api }).dailyBill('2026-07-01')).rejects.toThrow('hash')
  expect(await channel.dailyBill('2026-07-01')).toMatchObject([{ kind: 'payment', fen: 1800 }])
  between.close()
})

describe('the account', () => {
  it('is read from keys as PEM, also on one line', () => {
    const pem = account.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
    const env = { ...platforms.env, WECHATPAY_PRIVATE_KEY: pem.replaceAll('\n', '\\n') }
    expect(accountOf(env).privateKey.equals(account.privateKey)).toBe(true)
  })

  it.each(['WECHATPAY_MCH_ID', 'WECHATPAY_PRIVATE_KEY', 'WECHATPAY_PUBLIC_KEY', 'WECHATPAY_API_V3_KEY', 'HTTP_URL'])(
    'is not there without %s',
    (name) => {
      expect(v3Account({ ...platforms.env, [name]: '' })).toBeUndefined()
    },
  )
})
