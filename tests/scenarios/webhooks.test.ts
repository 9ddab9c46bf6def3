import { createHmac } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { line, orderInput } from '../house/orderInput.ts'
import { openTestHouse, type TestHouse } from '../house/testHouse.ts'

const secret = 'a secret of the two of us'
const minuteMs = 60_000

let house: TestHouse
const heard: { headers: IncomingHttpHeaders; body: string }[] = []
/** What the other system answers; it hears all the same. */
let answer: () => number = () => 204
const receiver = createServer(async (request, response) => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  heard.push({ headers: request.headers, body: Buffer.concat(chunks).toString() })
  const status = answer()
  response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end()
})

beforeAll(async () => {
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  house = await openTestHouse()
  const { port } = receiver.address() as AddressInfo
  const since = new Date(house.cloud.clock.now())
  const events = ['order.paid', 'order.ready', 'order.refunded']
  const hook = {
    _id: 'erp',
    store: 'lane',
    name: '进销存',
    url: `http://127.0.0.1:${port}/orders`,
    secret,
    events,
    since,
  }
  await house.cloud.database.insert('webhooks', [
    hook,
    { ...hook, _id: 'inside', url: 'https://10.0.0.1/metadata', events: ['order.refunded'] },
    { ...hook, _id: 'wrong', url: 'ftp://x.example' },
    { ...hook, _id: 'other', store: 'other' },
  ])
})
afterAll(async () => {
  receiver.close()
  await house.close()
})

async function paid(openid: string): Promise<string> {
  const { id } = await house.diner(openid).ask('placeOrder', orderInput([line('rice')], 300))
  await house.diner(openid).pay(id)
  await house.cloud.idle()
  return id
}
const minute = async () => {
  house.cloud.clock.advance(minuteMs + 1000)
  await house.cloud.runTimer('everyMinute')
  await house.cloud.idle()
}
const delivery = async (_id: string) => (await house.cloud.database.find('deliveries', { _id }))[0]
const heardOf = (id: string) => heard.filter(({ headers }) => headers['webhook-id'] === id)

describe('a webhook', () => {
  it('hears each event once, signed, as it happens, and nothing else is written for it', async () => {
    const id = await paid('zhuangzhou')
    await house.cook.ask('acceptOrder', { order: id })
    await house.cook.ask('advanceOrder', { order: id, to: 'ready' })
    await house.cloud.idle()
    await house.cook.ask('refundOrder', { order: id, requestKey: 'staff-key-1', wish: { kind: 'whole' }, reason: '' })
    await house.cloud.idle()
    await minute()
    const names = heard.map(({ headers }) => headers['webhook-id'])
    expect(names).toEqual([`erp:${id}:paid`, `erp:${id}:ready`, `erp:${id}:refunded-r1`])
    for (const { headers, body } of heard) {
      const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`
      const own = createHmac('sha256', secret).update(signed).digest('base64')
      expect(headers['webhook-signature']).toBe(`v1,${own}`)
      expect(Math.abs(Number(headers['webhook-timestamp']) * 1000 - house.cloud.clock.now())).toBeLessThan(2 * minuteMs)
      expect(JSON.parse(body)).toMatchObject({ id: headers['webhook-id'], order: { id, totalFen: 300 } })
      expect(body).not.toContain('zhuangzhou')
    }
    expect(await house.cloud.database.find('deliveries', { webhook: 'erp' })).toHaveLength(3)
    expect(await delivery(`erp:${id}:paid`)).toMatchObject({ state: 'delivered', attempts: 1, lastAnswer: '204' })
    expect(await house.order(id)).toMatchObject({ owes: [] })
  })

  it('that does not answer well is told again, later each time, with the same words, until it does', async () => {
    answer = () => 500
    const id = `erp:${await paid('bob')}:paid`
    expect(await delivery(id)).toMatchObject({ state: 'waiting', attempts: 1, lastAnswer: '500' })
    const gaps: number[] = []
    for (let run = 0; run < 8; run++) {
      await minute()
      gaps.push(heardOf(id).length)
    }
    expect(gaps).toEqual([2, 2, 3, 3, 3, 3, 4, 4])
    answer = () => 200
    for (let run = 0; run < 8; run++) await minute()
    expect(await delivery(id)).toMatchObject({ state: 'delivered', attempts: 5 })
    expect(new Set(heardOf(id).map(({ body }) => body)).size).toBe(1)
  })

  it('is given up after three days, the owner is told, and can have it told again', async () => {
    answer = () => 302
    const id = `erp:${await paid('cat')}:paid`
    expect(await delivery(id)).toMatchObject({ lastAnswer: '302' })
    house.cloud.clock.advance(3 * 24 * 60 * minuteMs)
    await minute()
    expect(await delivery(id)).toMatchObject({ state: 'dead', attempts: 2 })
    expect((await delivery(id))?.nextAt).toBeUndefined()
    expect(await house.cloud.database.find('alerts', { kind: 'webhook' })).toEqual(
      expect.arrayContaining([expect.objectContaining({ text: expect.stringContaining(id) })]),
    )
    answer = () => 204
    const { deliveries } = await house.owner.ask('openDeliveries', {})
    expect(deliveries.find((each) => each.id === id)).toMatchObject({ state: 'dead', event: 'order.paid' })
    expect(await house.cook.send('replayDelivery', { delivery: id })).toMatchObject({ code: 'not_allowed' })
    expect(await house.owner.send('replayDelivery', { delivery: 'erp:none:paid' })).toMatchObject({
      code: 'unknown_delivery',
    })
    await house.owner.ask('replayDelivery', { delivery: id })
    await minute()
    expect(await delivery(id)).toMatchObject({ state: 'delivered' })
  })

  it('is written down though nobody heard of it yet, when the function died before it was told', async () => {
    const now = new Date(house.cloud.clock.now())
    // What a function leaves that dies between taking a delivery and telling it.
    const id = `erp:${'0'.repeat(32)}:paid`
    const body = JSON.stringify({ id })
    const base = { _id: id, webhook: 'erp', store: 'lane', event: 'order.paid', order: '0'.repeat(32), body }
    const taken = {
      ...base,
      state: 'waiting',
      attempts: 1,
      madeAt: now,
      beganAt: now,
      nextAt: new Date(now.getTime() + minuteMs),
    }
    await house.cloud.database.insert('deliveries', [taken])
    await minute()
    expect(heardOf(id)).toHaveLength(1)
    expect(await delivery(id)).toMatchObject({ state: 'delivered', attempts: 2 })
  })

  it('inside the own net is never reached, and one that is written wrong is not used, and the owner is told', async () => {
    const inside = await house.cloud.database.find('deliveries', { webhook: 'inside' })
    expect(inside).toMatchObject([{ lastAnswer: 'not a public address' }])
    expect(await house.cloud.database.count('deliveries', { webhook: { $in: ['wrong', 'other'] } })).toBe(0)
    const alerts = await house.cloud.database.find('alerts', { kind: 'webhook' })
    expect(alerts.map(({ _id }) => _id)).toEqual(expect.arrayContaining([expect.stringContaining('webhook:wrong:url')]))
  })
})
