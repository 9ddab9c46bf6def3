import { createSign } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openPayPlatforms, type PayPlatforms } from '../fixtures/payPlatforms.ts'
import { makeTestKeys } from '../fixtures/testKeys.ts'
import type { HttpNotice } from '../notice.ts'
import type { CodeToShow, PaidAlready, PayChannel, PayerDecides } from '../payChannel.ts'
import { openAlipay } from './alipay.ts'
import { type AlipayAccount, alipayAccount } from './alipayAccount.ts'
import { openAlipayCode } from './alipayCode.ts'

const NOON = '2026-05-06T12:00:00+08:00'

let platforms: PayPlatforms
let account: AlipayAccount
let shown: PayChannel<CodeToShow>
let read: PayChannel<PaidAlready | PayerDecides>
let orders = 0

beforeAll(async () => {
  platforms = await openPayPlatforms(NOON)
  const found = alipayAccount(platforms.env)
  if (!found) throw new Error('no account')
  account = found
  shown = openAlipay(account, platforms.cloud.clock)
  read = openAlipayCode(account, platforms.cloud.clock)
})
afterAll(() => platforms.stop())
beforeEach(() => {
  platforms.told.length = 0
})

const order = (totalFen = 2600) => {
  orders += 1
  return { id: `order${orders}`, title: '小面馆', totalFen, expiresAt: platforms.cloud.clock.now() + 15 * 60_000 }
}

async function started(totalFen?: number) {
  const wanted = order(totalFen)
  const begun = await shown.start(wanted)
  if (!begun.ok) throw new Error(begun.reason)
  return { ...wanted, code: begun.showCode }
}

async function paid(totalFen?: number) {
  const begun = await started(totalFen)
  await platforms.pay(begun.code, '2088diner')
  return begun
}

const phoneCode = (then: 'pays' | 'asked' | 'cannot') =>
  platforms.cloud.payments.payerCodes.show('alipay', '2088diner', then)

const lastTold = (): HttpNotice => {
  const notice = platforms.told.at(-1)
  if (!notice) throw new Error('nothing was told')
  return notice
}

const withAccount = (changed: Partial<AlipayAccount>) => openAlipay({ ...account, ...changed }, platforms.cloud.clock)

describe('a code that the diner scans', () => {
  it('R7 R8: is the same for the same order, unknown until it is scanned, and then what Alipay says it is', async () => {
    const { code, ...wanted } = await started(1230)
    expect(await shown.start(wanted)).toEqual({ ok: true, showCode: code })
    expect(await shown.start({ ...wanted, totalFen: 1 })).toMatchObject({ ok: false })
    expect(await shown.query(wanted.id)).toEqual({ state: 'nonexistent' })
    await platforms.pay(code, '2088diner', 'fail')
    expect(await shown.query(wanted.id)).toEqual({ state: 'unpaid' })
    await platforms.pay(code, '2088diner')
    expect(await shown.query(wanted.id)).toEqual({ state: 'paid', totalFee: 1230, transactionId: expect.any(String) })
  })

  it('R11: is not called closed while somebody may still scan it', async () => {
    const { id, code, expiresAt } = await started()
    expect(await shown.close(id)).toBe('again')
    expect(await shown.close(id, expiresAt)).toBe('again')
    platforms.cloud.clock.advance(15 * 60_000)
    expect(await shown.close(id, expiresAt)).toBe('closed')
    await expect(platforms.pay(code, '2088diner')).rejects.toMatchObject({ code: 'ORDERCLOSED' })
  })

  it('R11 R13: is closed once it was scanned, or found paid instead', async () => {
    const { id, code } = await started()
    await platforms.pay(code, '2088diner', 'fail')
    expect(await shown.close(id)).toBe('closed')
    expect(await shown.close(id)).toBe('closed')
    expect(await shown.close((await paid()).id)).toBe('paid')
  })

  it('R7: stays paid when all of it was given back', async () => {
    const { id, totalFen } = await paid()
    await shown.refund({ id, refundId: `${id}r`, totalFen, refundFen: totalFen })
    expect(await shown.query(id)).toMatchObject({ state: 'paid' })
    const unpaid = await started()
    await platforms.pay(unpaid.code, '2088diner', 'fail')
    await shown.close(unpaid.id)
    expect(await shown.query(unpaid.id)).toEqual({ state: 'closed' })
  })
})

describe('a code read from the diner’s phone', () => {
  it('pays at once', async () => {
    const wanted = order(880)
    const begun = await read.start({ ...wanted, code: phoneCode('pays') })
    expect(begun).toEqual({ ok: true, paid: { totalFee: 880, transactionId: expect.any(String) } })
    expect(await read.close(wanted.id)).toBe('paid')
  })

  it('waits for the password, and is taken back when that takes too long', async () => {
    const wanted = order()
    expect(await read.start({ ...wanted, code: phoneCode('asked') })).toEqual({ ok: true, payerDecides: true })
    expect(await read.query(wanted.id)).toEqual({ state: 'unpaid' })
    expect(await read.close(wanted.id)).toBe('closed')
    expect(await read.query(wanted.id)).not.toMatchObject({ state: 'paid' })
  })

  it('R11: is not called closed while the request may still be on its way', async () => {
    const { id, ...wanted } = order()
    const until = platforms.cloud.clock.now() + 60_000
    expect(await read.close(id, until)).toBe('again')
    expect(await read.start({ id, ...wanted, code: phoneCode('pays') })).toMatchObject({ ok: true })
    expect(await read.close(id, until)).toBe('paid')
    expect(await read.close(order().id, platforms.cloud.clock.now())).toBe('closed')
  })

  it('does not begin without money, or with a code that is old', async () => {
    expect(await read.start({ ...order(), code: phoneCode('cannot') })).toMatchObject({
      ok: false,
      reason: expect.stringContaining('ACQ.BUYER_BALANCE_NOT_ENOUGH'),
    })
    const code = phoneCode('pays')
    platforms.cloud.clock.advance(61_000)
    const wanted = order()
    expect(await read.start({ ...wanted, code })).toMatchObject({ ok: false })
    expect(await read.query(wanted.id)).toEqual({ state: 'nonexistent' })
    await expect(read.start(order())).rejects.toThrow(TypeError)
  })
})

describe('a notice', () => {
  it('R6: tells number and amount, once its signature is proven', async () => {
    const { id } = await paid(1800)
    expect(await shown.parseNotice(lastTold())).toEqual({
      kind: 'payment',
      fact: { outTradeNo: id, totalFee: 1800, transactionId: expect.any(String) },
    })
  })

  it('of a refund changes nothing: the refund’s own answer said it', async () => {
    const { id, totalFen } = await paid()
    platforms.told.length = 0
    await shown.refund({ id, refundId: `${id}r`, totalFen, refundFen: 100 })
    await platforms.cloud.idle()
    expect(await shown.parseNotice(lastTold())).toEqual({ kind: 'nothing' })
  })

  const change = (name: string, value: string | undefined) => (body: string) => {
    const form = new URLSearchParams(body)
    if (value === undefined) form.delete(name)
    else form.set(name, value)
    return form.toString()
  }
  it.each<[string, (body: string) => string]>([
    ['another amount', change('total_amount', '0.01')],
    ['another order', change('out_trade_no', 'order1000')],
    ['a field more', change('fund_bill_list', '[]')],
    ['no signature', change('sign', undefined)],
    ['a weaker kind of signature', change('sign_type', 'RSA')],
    ['no kind of signature', change('sign_type', undefined)],
    ['nothing at all', () => ''],
  ])('A9 A10: is refused when it has %s', async (_, changed) => {
    await paid()
    const { headers, body } = lastTold()
    expect(await shown.parseNotice({ headers, body: changed(body) })).toEqual({ kind: 'refused', reason: 'signature' })
  })

  it('A10: is refused for another app or seller', async () => {
    await paid()
    const merchant = { kind: 'refused', reason: 'merchant' }
    expect(await withAccount({ appId: '1' }).parseNotice(lastTold())).toEqual(merchant)
    expect(await withAccount({ sellerId: '1' }).parseNotice(lastTold())).toEqual(merchant)
  })

  it('A11: is refused when it is older than the platform’s last repeat', async () => {
    await paid()
    const notice = lastTold()
    platforms.cloud.clock.advance(25 * 3_600_000)
    expect(await shown.parseNotice(notice)).toMatchObject({ kind: 'payment' })
    platforms.cloud.clock.advance(2 * 3_600_000)
    expect(await shown.parseNotice(notice)).toEqual({ kind: 'refused', reason: 'stale' })
  })

  it('that is signed and makes no sense is refused, and one of an unpaid trade passed over', async () => {
    const keys = makeTestKeys()
    const signed = (fields: Record<string, string>) => {
      const all: Record<string, string> = { app_id: account.appId, seller_id: account.sellerId, ...fields }
      const text = Object.keys(all)
        .sort()
        .map((name) => `${name}=${all[name]}`)
        .join('&')
      const sign = createSign('RSA-SHA256').update(text).sign(keys.privateKey, 'base64')
      return { headers: {}, body: new URLSearchParams({ ...all, sign_type: 'RSA2', sign }).toString() }
    }
    const channel = withAccount({ alipayPublicKey: keys.publicLine })
    const good = { notify_time: '2026-05-06 12:00:00', out_trade_no: 'a', trade_no: 't', trade_status: 'TRADE_SUCCESS' }
    platforms.cloud.clock.set(Date.parse(NOON))
    const kindOf = async (fields: Record<string, string>) => channel.parseNotice(signed(fields))
    expect(await kindOf({ ...good, total_amount: '1.20' })).toMatchObject({ kind: 'payment', fact: { totalFee: 120 } })
    expect(await kindOf({ ...good, total_amount: '1e2' })).toEqual({ kind: 'refused', reason: 'malformed' })
    expect(await kindOf({ ...good, total_amount: '1.20', notify_time: 'x' })).toEqual({
      kind: 'refused',
      reason: 'malformed',
    })
    for (const trade_status of ['WAIT_BUYER_PAY', 'TRADE_CLOSED']) {
      expect(await kindOf({ ...good, total_amount: '1.20', trade_status })).toEqual({ kind: 'nothing' })
    }
  })
})

describe('a refund', () => {
  it('R16 R17 A17: is made once for a number, and never beyond what was paid', async () => {
    const { id } = await paid(1800)
    const refund = { id, refundId: `${id}r`, totalFen: 1800, refundFen: 800 }
    expect(await shown.queryRefund(refund)).toBe('nonexistent')
    expect(await shown.refund(refund)).toBe('accepted')
    expect(await shown.refund(refund)).toBe('accepted')
    expect(await shown.queryRefund(refund)).toBe('done')
    expect(await shown.refund({ ...refund, refundFen: 1 })).toBe('again')
    expect(await shown.refund({ ...refund, refundId: `${id}s`, refundFen: 1001 })).toBe('again')
    expect(await shown.refund({ ...refund, refundId: `${id}s`, refundFen: 1000 })).toBe('accepted')
  })
})

describe('an Alipay that fails', () => {
  const fail = (api: string, moment: 'before' | 'after') =>
    platforms.cloud.parts.trouble.add({
      name: 'fault',
      strikes: 'payApi',
      does: 'fail',
      code: 'SYSTEMERROR',
      moment,
      match: { channel: 'alipay', api },
      times: 1,
    })

  it.each(['before', 'after'] as const)(
    'R20: refunds once by the same number when it fails %s the work',
    async (moment) => {
      const { id } = await paid(1800)
      const refund = { id, refundId: `${id}r`, totalFen: 1800, refundFen: 1800 }
      fail('alipay.trade.refund', moment)
      expect(await shown.refund(refund)).toBe('again')
      expect(await shown.refund(refund)).toBe('accepted')
      expect(platforms.cloud.payments.list().find(({ outTradeNo }) => outTradeNo === id)?.refunds).toHaveLength(1)
    },
  )

  it('leaves it open whether a code was paid, and the query tells', async () => {
    for (const moment of ['before', 'after'] as const) {
      const wanted = order()
      fail('alipay.trade.pay', moment)
      expect(await read.start({ ...wanted, code: phoneCode('pays') })).toEqual({ ok: true, payerDecides: true })
      expect((await read.query(wanted.id)).state).toBe(moment === 'before' ? 'nonexistent' : 'paid')
    }
  })

  it('is asked again when it could not take a payment by code back', async () => {
    const wanted = order()
    await read.start({ ...wanted, code: phoneCode('asked') })
    fail('alipay.trade.cancel', 'before')
    expect(await read.close(wanted.id)).toBe('again')
    expect(await read.close(wanted.id)).toBe('closed')
  })
})

describe('Alipay', () => {
  it('is not believed when somebody else answers in its place', async () => {
    const answer = {
      code: '10000',
      out_trade_no: 'x',
      trade_no: 't',
      trade_status: 'TRADE_SUCCESS',
      total_amount: '1.00',
    }
    const impostor = createServer((_, response) =>
      response.end(JSON.stringify({ alipay_trade_query_response: answer, sign: 'eHh4' })),
    )
    await new Promise<void>((resolve) => impostor.listen(0, '127.0.0.1', resolve))
    const gateway = `http://127.0.0.1:${(impostor.address() as AddressInfo).port}/gateway.do`
    await expect(withAccount({ gateway }).query('x')).rejects.toThrow()
    impostor.close()
    await expect(withAccount({ gateway }).query('x')).rejects.toThrow()
  })

  it('says nothing about orders when our own signature is refused', async () => {
    const stranger = withAccount({ privateKey: makeTestKeys().privateLine })
    await expect(stranger.query('x')).rejects.toThrow('isv.invalid-signature')
    expect(await stranger.start(order())).toMatchObject({ ok: false })
    expect(await stranger.refund({ id: 'x', refundId: 'r', totalFen: 1, refundFen: 1 })).toBe('again')
  })
})

it('R10: lists what came and what went back on a day, and nothing for a day without payments', async () => {
  platforms.cloud.clock.set(Date.parse('2026-06-01T20:00:00+08:00'))
  const { id } = await paid(1800)
  await shown.refund({ id, refundId: `${id}r`, totalFen: 1800, refundFen: 800 })
  await expect(shown.dailyBill('2026-06-01')).rejects.toThrow('isp.bill_not_exist')
  platforms.cloud.clock.set(Date.parse('2026-06-02T09:00:00+08:00'))
  expect(await shown.dailyBill('2026-06-01')).toMatchObject([
    { kind: 'payment', outTradeNo: id, fen: 1800 },
    { kind: 'refund', outTradeNo: id, fen: 800, refundId: `${id}r` },
  ])
  expect(await shown.dailyBill('2026-05-30')).toEqual([])
})

it.each(['ALIPAY_APP_ID', 'ALIPAY_SELLER_ID', 'ALIPAY_PRIVATE_KEY', 'ALIPAY_PUBLIC_KEY', 'HTTP_URL'])(
  'is not connected without %s',
  (name) => {
    expect(alipayAccount({ ...platforms.env, [name]: '' })).toBeUndefined()
  },
)
