import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { root } from '../../scripts/root.ts'
import { line, orderInput } from '../house/orderInput.ts'
import { openTestHouse, type TestHouse } from '../house/testHouse.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house.close())

const functions = readdirSync(join(root, 'cloudfunctions'))

type CallerName = 'diner' | 'cook' | 'owner' | 'nobody' | 'timer' | 'payPlatform'

const callers: Record<CallerName, { openid?: string; source?: string }> = {
  diner: { openid: 'ann' },
  cook: { openid: 'cook' },
  owner: { openid: 'owner' },
  nobody: { source: 'wx_http' },
  timer: { source: 'wx_trigger' },
  payPlatform: { source: 'wx_paycallback' },
}

/** Who may call what; a new function without a row here fails the suite (A16). */
const rights: Record<string, { may: CallerName[]; event: unknown }> = {
  diner: { may: ['diner', 'cook', 'owner'], event: { action: 'myOrders', input: {} } },
  staff: { may: ['cook', 'owner'], event: { action: 'openKitchen', input: {} } },
  owner: { may: ['owner'], event: { action: 'exportMenu', input: { format: 'csv' } } },
  paymentNotified: { may: ['payPlatform'], event: {} },
  refundNotified: { may: ['payPlatform'], event: {} },
  wechatNotified: { may: ['nobody'], event: {} },
  alipayNotified: { may: ['nobody'], event: {} },
  orderChanged: { may: ['timer'], event: { data: { doc: { _id: 'none', owes: [] } } } },
  sittingChanged: { may: ['timer'], event: { data: { docId: 'none' } } },
  menuChanged: { may: ['timer'], event: { data: { docId: 'lane', doc: {} } } },
  boardChanged: { may: ['timer'], event: { data: { docId: 'none' } } },
  everyMinute: { may: ['timer'], event: {} },
  nightly: { may: ['timer'], event: {} },
}

describe('A16: who may call which function', () => {
  it('is written down for every function that is deployed', () => {
    expect(Object.keys(rights).sort()).toEqual(functions.sort())
  })

  for (const [name, { may, event }] of Object.entries(rights)) {
    for (const [caller, as] of Object.entries(callers)) {
      const allowed = may.includes(caller as CallerName)
      it(`${name} ${allowed ? 'serves' : 'refuses'} ${caller}`, async () => {
        const answer = await house.cloud.callFunction(name, event, as)
        const refusal = expect.objectContaining({ ok: false, code: 'not_allowed' })
        if (allowed) expect(answer).not.toEqual(refusal)
        else expect(answer).toEqual(refusal)
      })
    }
  }
})

describe('A5 A12: a diner and the orders of another', () => {
  it('cannot look at, pay, check or cancel it, nor learn that it exists', async () => {
    const { id } = await house.diner('ann').ask('placeOrder', orderInput([line('rice')], 300))
    const replies = await Promise.all([
      ...(['openOrder', 'payOrder', 'checkPayment', 'cancelOrder'] as const).map((action) =>
        house.diner('mallory').send(action, { order: id }),
      ),
      house.diner('mallory').send('askRefund', { order: id, requestKey: 'mallory-1', reason: '' }),
    ])
    const unknown = await house.diner('mallory').send('openOrder', { order: '0'.repeat(32) })
    expect(unknown).toMatchObject({ code: 'unknown_order' })
    for (const reply of replies) expect(reply).toMatchObject({ code: 'unknown_order' })
    expect((await house.diner('mallory').ask('myOrders', {})).orders).toEqual([])
    expect(await house.order(id)).toMatchObject({ status: 'placed' })
  })

  it('believes no openid in the event, where WeChat itself adds one', async () => {
    const event = { action: 'myOrders', input: {}, userInfo: { openId: 'ann' }, openid: 'ann' }
    const answer = await house.cloud.callFunction('diner', event, { openid: 'mallory' })
    expect(answer).toMatchObject({ ok: true, value: { orders: [] } })
  })

  it('never sees the identity of the call before', async () => {
    await house.diner('ann').ask('myOrders', {})
    expect(
      await house.cloud.callFunction('diner', { action: 'myOrders', input: {} }, { source: 'wx_http' }),
    ).toMatchObject({
      code: 'not_allowed',
    })
  })
})

describe('the kitchen', () => {
  it('cannot cook an order that is not paid, nor skip a step, nor go back', async () => {
    const diner = house.diner('bob')
    const { id } = await diner.ask('placeOrder', orderInput([line('rice')], 300))
    expect(await house.cook.send('acceptOrder', { order: id })).toMatchObject({ code: 'wrong_status' })
    await diner.pay(id)
    await house.cloud.idle()
    expect(await house.cook.send('advanceOrder', { order: id, to: 'served' })).toMatchObject({ code: 'wrong_status' })
    await house.cook.ask('acceptOrder', { order: id })
    expect(await house.cook.ask('acceptOrder', { order: id })).toMatchObject({ status: 'cooking' })
    await house.cook.ask('advanceOrder', { order: id, to: 'ready' })
    expect(await house.cook.send('acceptOrder', { order: id })).toMatchObject({ code: 'wrong_status' })
    expect(await diner.send('cancelOrder', { order: id })).toMatchObject({ code: 'wrong_status' })
  })

  it('cannot touch the order of another store', async () => {
    await house.cloud.database.insert('staff', [{ _id: 'stranger', store: 'other', name: '李', role: 'cook' }])
    const diner = house.diner('eve')
    const { id } = await diner.ask('placeOrder', orderInput([line('rice')], 300))
    await diner.pay(id)
    await house.cloud.idle()
    const stranger = { openid: 'stranger' }
    const accept = { action: 'acceptOrder', input: { order: id } }
    expect(await house.cloud.callFunction('staff', accept, stranger)).toMatchObject({ code: 'unknown_order' })
    const look = { action: 'openKitchen', input: {} }
    expect(await house.cloud.callFunction('staff', look, stranger)).toMatchObject({ value: { orders: [] } })
  })
})
