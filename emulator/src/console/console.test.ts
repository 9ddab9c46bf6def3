import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { callAs, startShop } from '../../fixtures/shop.ts'
import type { Cloud } from '../index.ts'
import { PAY_CHANNELS } from '../pay/order.ts'
import { boxText, TestBrowser, unescaped } from './testBrowser.ts'
import { payAndRefund } from './testShop.ts'

let cloud: Cloud
let browser: TestBrowser
beforeAll(async () => {
  cloud = await startShop({ clock: '2026-05-01T12:00:00+08:00', payPlatforms: true })
  browser = new TestBrowser(cloud)
})
afterAll(() => cloud.stop())

const token = async () => /name="token" value="([^"]*)"/.exec((await browser.open('/console/clock')).html)?.[1] ?? ''
/** The text that a reader sees. */
const textOf = (html: string) => unescaped(html.replace(/<[^>]*>/g, '')).replace(/\s+/g, ' ')

describe('the forms of the console', () => {
  it('are refused without their token, and from any other page of this machine', async () => {
    await cloud.database.insert('orders', [{ _id: 'kept' }])
    const path = '/console/document/delete?collection=orders&id=kept'
    const fields = async (sent?: string) => new URLSearchParams({ token: sent ?? (await token()) })
    expect((await browser.post(path, await fields(''))).status).toBe(403)
    expect((await browser.post(path, await fields('x'.repeat((await token()).length)))).status).toBe(403)
    for (const origin of ['http://localhost:1', 'http://127.0.0.1', 'null', 'https://evil.example']) {
      expect((await browser.post(path, await fields(), { origin })).status).toBe(403)
    }
    expect(await cloud.database.count('orders', { _id: 'kept' })).toBe(1)
    expect((await browser.post(path, await fields())).status).toBe(200)
    expect(await cloud.database.count('orders', { _id: 'kept' })).toBe(0)
  })

  it('do nothing for a GET, and their pages cannot be read by other pages', async () => {
    expect((await browser.open('/console/clock/advance?advance=60000')).status).toBe(404)
    const answer = await fetch(`${cloud.url}/console/clock`, { headers: { origin: 'http://localhost:1' } })
    expect(answer.headers.get('access-control-allow-origin')).toBeNull()
    expect(answer.headers.get('content-security-policy')).toContain("script-src 'self'")
  })
})

describe('functions', () => {
  it('are listed with how many instances each has', async () => {
    const instances = async () =>
      /name=styles"(.|\n)*?<td class="figure">(\d+)<\/td>\s*<td class="figure">\d+ s · /.exec(
        (await browser.open('/console/functions')).html,
      )?.[2]
    expect(await instances()).toBe('0')
    await cloud.callFunction('styles', { style: 'value' })
    expect(await instances()).toBe('1')
  })

  it('are called as the typed user, and what they answer and print is shown', async () => {
    const page = await browser.open('/console/function?name=echo')
    const typed = { event: '{"print": "<b>hello</b>", "table": 3}', openid: 'alice' }
    const called = await browser.submit(page, '/function/call', typed)
    expect(textOf(called.html)).toContain('"OPENID": "alice"')
    expect(boxText(called, 'event')).toBe(typed.event)
    expect(called.html).toContain('&lt;b&gt;hello&lt;/b&gt;')
    expect(called.html).not.toContain('<b>hello')
    expect(cloud.parts.callLog.recent('echo').at(-1)).toMatchObject({ source: 'wx_client', openid: 'alice' })
  })

  it('are not called with a broken event or openid, which stay as typed', async () => {
    const page = await browser.open('/console/function?name=echo')
    const calls = cloud.parts.callLog.recent('echo').length
    for (const [event, openid] of [
      ['{"table": }', ''],
      ['{}', 'a b'],
    ] as const) {
      const refused = await browser.submit(page, '/function/call', { event, openid })
      expect(refused.status).toBe(422)
      expect(refused.html).toContain('id="event-error"')
      expect(boxText(refused, 'event')).toBe(event)
    }
    expect(cloud.parts.callLog.recent('echo')).toHaveLength(calls)
  })

  it('that fail show their error, and count it', async () => {
    const page = await browser.open('/console/function?name=faults')
    const failed = await browser.submit(page, '/function/call', { event: '{"fault": "throw"}' })
    expect(textOf(failed.html)).toContain('the soup is cold')
    expect((await browser.open('/console/functions')).html).toMatch(/name=faults"(.|\n)*?<span class="chip bad">1</)
    expect((await browser.open('/console/function?name=none')).status).toBe(404)
  })
})

describe('calls', () => {
  const charted = (html: string, kind: string) => [...html.matchAll(new RegExp(`<rect class="${kind}"`, 'g'))].length

  it('are drawn as they took long, cold starts and failures apart, and marked where they are listed', async () => {
    for (let call = 0; call < 3; call += 1) await cloud.callFunction('styles', { style: 'value' })
    const page = (await browser.open('/console/function?name=styles')).html
    const calls = cloud.parts.callLog.recent('styles')
    const cold = calls.filter(({ coldStart }) => coldStart).length
    expect([charted(page, 'cold'), charted(page, 'warm'), charted(page, 'bad')]).toEqual([cold, calls.length - cold, 0])
    expect([cold, page.split('冷启动 cold<').length - 1]).toEqual([1, 1])
    await cloud.callFunction('faults', { fault: 'throw' }).catch(() => {})
    expect(charted((await browser.open('/console/function?name=faults')).html, 'bad')).toBeGreaterThan(0)
  })

  it('are found among all functions by a part of their request id', async () => {
    await cloud.callFunction('echo', { print: 'look for me' })
    const { requestId } = cloud.parts.callLog.recent('echo').at(-1) ?? { requestId: '' }
    const found = await browser.open(`/console/calls?requestId=${requestId.slice(0, 20)}`)
    expect([...found.html.matchAll(/<details class="call"/g)]).toHaveLength(1)
    expect(textOf(found.html)).toContain('look for me')
    expect((await browser.open('/console/calls')).html.split('<details class="call"').length).toBeGreaterThan(2)
    expect((await browser.open('/console/calls?requestId=none')).html).not.toContain('<details class="call"')
  })
})

describe('timers', () => {
  it('run now, and show what their function answered', async () => {
    const ran = await browser.submit(await browser.open('/console/timers'), '/timers/run')
    expect(ran.path).toContain('/console/timers?outcome=')
    expect(textOf(ran.html)).toContain('"TriggerName": "everyMinute"')
    expect(await cloud.database.count('seen', { kind: 'tick' })).toBe(1)
  })
})

describe('payments', () => {
  const notices = (outTradeNo: string) => cloud.database.count('seen', { kind: 'notice', outTradeNo })
  const order = async (outTradeNo: string) => {
    const data = { body: 'noodles', outTradeNo, spbillCreateIp: '127.0.0.1', subMchId: '1900000109', totalFee: 3205 }
    await callAs(cloud, 'alice', 'cashier', {
      api: 'unifiedOrder',
      data: { ...data, envId: 'local', functionName: 'paid' },
    })
    return cloud.payments.list().find((candidate) => candidate.outTradeNo === outTradeNo)?.prepayId ?? ''
  }

  it('are shown in yuan, and their notice is delivered again, once or five times at once', async () => {
    const prepayId = await order('T1')
    const unpaid = await browser.open('/console/payments')
    expect(unpaid.html).toContain('¥32.05')
    expect(unpaid.html).not.toContain('/payments/notify')
    await cloud.payments.pay(prepayId, 'alice', 'success')
    await cloud.idle()
    const page = await browser.open('/console/payments')
    const again = await browser.submit(page, '/payments/notify', { times: '1' })
    expect(textOf(again.html)).toContain('"errcode": 0')
    await browser.submit(page, '/payments/notify', { times: '5' })
    expect(await notices('T1')).toBe(7)
  })

  it.each(PAY_CHANNELS)(
    'of %s and their refunds are shown, and the notice of either is delivered again',
    async (channel) => {
      await payAndRefund(cloud, channel)
      cloud.clock.advance(1000)
      await cloud.idle()
      const sent = () => {
        const paid = cloud.payments.list().find(({ outTradeNo }) => outTradeNo === `paid-${channel}`)
        return [paid?.callbacks.length ?? 0, paid?.refunds[0]?.callbacks.length ?? 0]
      }
      const [payments = 0, refunds = 0] = sent()
      const page = await browser.open('/console/payments')
      expect(page.html).toContain(`back-${channel}`)
      const token = /name="token" value="([^"]*)"/.exec(page.html)?.[1] ?? ''
      const fields = { token, channel, outTradeNo: `paid-${channel}`, times: '1' }
      await browser.post('/console/payments/notify', new URLSearchParams(fields))
      expect(sent()).toEqual([payments + 1, refunds])
      const refund = `value="paid-${channel}"><input type="hidden" name="outRefundNo" value="back-${channel}">`
      expect(page.html.includes(refund)).toBe(refunds > 0)
      await browser.post('/console/payments/notify', new URLSearchParams({ ...fields, outRefundNo: `back-${channel}` }))
      expect(sent()).toEqual([payments + 1, refunds > 0 ? refunds + 1 : 0])
    },
  )

  it('tell nobody while their callbacks are held, until one asks', async () => {
    const page = await browser.open('/console/payments')
    const held = await browser.submit(page, '/payments/callbacks', { mode: 'hold' })
    expect(held.html).toMatch(/value="hold" aria-pressed="true"/)
    await cloud.payments.pay(await order('T2'), 'alice', 'success')
    await cloud.idle()
    expect(await notices('T2')).toBe(0)
    await browser.submit(await browser.open('/console/payments'), '/payments/notify', { times: '1', outTradeNo: 'T2' })
    expect(await notices('T2')).toBe(1)
    await browser.submit(held, '/payments/callbacks', { mode: 'schedule' })
    expect(cloud.payments.callbackMode).toBe('schedule')
    expect((await browser.submit(held, '/payments/callbacks', { mode: 'sometimes' })).status).toBe(400)
  })
})

describe('messages', () => {
  it('tell who still agrees to how many, where that is counted', async () => {
    const counted = await startShop({ messageGrants: 'counted' })
    const page = async () =>
      textOf((await new TestBrowser(counted).open('/console/messages')).html.replaceAll('<', ' <'))
    expect(await page()).toContain('43101')
    await counted.parts.messages.grants.add('alice', ['orderReady', 'orderReady', 'queueCalled'])
    expect(await page()).toMatch(/alice orderReady 2 alice queueCalled 1/)
    await counted.stop()
    expect(textOf((await browser.open('/console/messages')).html)).not.toContain('Agreed to')
  })

  it('are listed as they were sent', async () => {
    const data = { touser: 'alice', templateId: 'READY', page: 'pages/order', data: { thing1: { value: '<i>' } } }
    await callAs(cloud, 'alice', 'cashier', { api: 'subscribeMessage.send', data })
    const { html } = await browser.open('/console/messages')
    expect(html).toContain('READY')
    expect(html).toContain('&lt;i&gt;')
  })
})

describe('the clock', () => {
  it('is moved on and set, in Beijing time, and a text that is no time stays', async () => {
    const page = await browser.open('/console/clock')
    const before = cloud.clock.offsetMs
    await browser.submit(page, '/clock/advance', { advance: '86400000' })
    expect(cloud.clock.offsetMs - before).toBe(86_400_000)
    const set = await browser.submit(page, '/clock/set', { instant: '2026-10-01T09:30' })
    expect(set.html).toContain('2026-10-01 09:30:')
    const at = cloud.clock.offsetMs
    const refused = await browser.submit(page, '/clock/set', { instant: 'noon' })
    expect([refused.status, cloud.clock.offsetMs]).toEqual([422, at])
    expect(refused.html).toContain('value="noon"')
  })
})
