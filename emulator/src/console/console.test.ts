import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { callAs, startShop } from '../../fixtures/shop.ts'
import type { Cloud } from '../index.ts'
import { boxText, TestBrowser, unescaped } from './testBrowser.ts'

let cloud: Cloud
let browser: TestBrowser
beforeAll(async () => {
  cloud = await startShop({ clock: '2026-05-01T12:00:00+08:00' })
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
      /name=styles"(.|\n)*?<td class="figure">(\d+)<\/td>\s*<td class="figure">\d+ s</.exec(
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
