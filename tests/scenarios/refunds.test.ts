import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { brokenInvariants } from '../house/invariants.ts'
import { line, orderInput } from '../house/orderInput.ts'
import { openTestHouse, type TestHouse } from '../house/testHouse.ts'

let house: TestHouse
beforeEach(async () => {
  house = await openTestHouse()
})
afterEach(() => house.close())

/** A paid order of two portions of brain (limited, 3 a day) and one rice: 5,500 fen, 55 points. */
async function paidOrder(openid = 'ann'): Promise<string> {
  const lines = [line('brain', { quantity: 2 }), line('rice')]
  const { id } = await house.diner(openid).ask('placeOrder', orderInput(lines, 5500))
  await house.diner(openid).pay(id)
  await house.cloud.idle()
  return id
}

const rest = async () => {
  await house.cloud.idle()
  await house.cloud.runTimer('everyMinute')
  await house.cloud.idle()
}
const wrong = () => brokenInvariants(house.cloud.database, house.cloud.payments.list())
const refundsOf = (id: string) => house.cloud.payments.list().find(({ outTradeNo }) => outTradeNo === id)?.refunds ?? []
const points = async (openid: string) => (await house.diner(openid).ask('myMembership', {})).points

const whole = (order: string, requestKey = 'refund-key-1') => ({
  order,
  requestKey,
  wish: { kind: 'whole' as const },
  reason: '',
})
const oneBrain = (order: string, requestKey: string) => ({
  order,
  requestKey,
  wish: { kind: 'lines' as const, lines: [{ line: 0, quantity: 1 }] },
  reason: '少了一份',
})

describe('a diner who changes his mind before the kitchen begins', () => {
  it('has money, portions and points back at once, all together, and sees when the money arrived', async () => {
    const id = await paidOrder()
    const asked = { order: id, requestKey: 'ask-refund-1', reason: '点错了' }
    expect(await house.diner('ann').ask('askRefund', asked)).toMatchObject({
      status: 'refunded',
      refundedFen: 5500,
      points: 0,
    })
    await rest()
    expect(refundsOf(id)).toMatchObject([{ outRefundNo: `${id}-1`, refundFee: 5500 }])
    expect(await house.board()).toMatchObject({ left: { brain: 3 }, sold: { brain: 0 } })
    expect(await points('ann')).toBe(0)
    expect((await house.cook.ask('openKitchen', {})).orders).toEqual([])
    house.cloud.clock.advance(120_000)
    await rest()
    expect((await house.diner('ann').ask('openOrder', { order: id })).refunds).toMatchObject([
      { fen: 5500, state: 'done', doneAt: expect.any(Number) },
    ])
    expect(await wrong()).toEqual([])
  })

  it('A17: gets one refund, however often and fast the wish is sent, and whoever else grants at that moment', async () => {
    const id = await paidOrder()
    const wishes = ['ask-refund-1', 'ask-refund-1', 'ask-refund-2'].map((requestKey) =>
      house.diner('ann').send('askRefund', { order: id, requestKey, reason: '' }),
    )
    const grants = [1, 2, 3].map((at) => house.cook.send('refundOrder', whole(id, `staff-key-${at}`)))
    await Promise.all([...wishes, ...grants])
    await rest()
    expect(refundsOf(id)).toHaveLength(1)
    expect(await house.order(id)).toMatchObject({ status: 'refunded', refundedFen: 5500 })
    expect(await wrong()).toEqual([])
  })

  it('waits for staff once the kitchen is at it, and for their no', async () => {
    const id = await paidOrder()
    await house.cook.ask('acceptOrder', { order: id })
    const asked = { order: id, requestKey: 'ask-refund-1', reason: '太慢了' }
    expect(await house.diner('ann').ask('askRefund', asked)).toMatchObject({
      status: 'cooking',
      refundedFen: 0,
      refundAsked: { reason: '太慢了' },
    })
    expect((await house.cook.ask('openKitchen', {})).orders).toMatchObject([{ refundAsked: { reason: '太慢了' } }])
    expect(await house.cook.ask('declineRefund', { order: id })).toMatchObject({
      refundAsked: { declinedAt: expect.any(Number) },
    })
    expect(refundsOf(id)).toEqual([])
  })

  it('is heard by the owner when the first asking died before it told him', async () => {
    const id = await paidOrder()
    await house.cook.ask('acceptOrder', { order: id })
    const asked = { refundAsked: { at: new Date(house.cloud.clock.now()), reason: '太慢了' } }
    await house.cloud.database.update('orders', { _id: id }, { $set: asked }, { multi: false })
    await house.diner('ann').ask('askRefund', { order: id, requestKey: 'ask-refund-1', reason: '别的' })
    expect(await house.cloud.database.find('alerts', {})).toMatchObject([{ text: expect.stringContaining('太慢了') }])
  })

  it('has nothing to ask back of an order that is not paid', async () => {
    const { id } = await house.diner('ann').ask('placeOrder', orderInput([line('rice')], 300))
    const asked = { order: id, requestKey: 'ask-refund-1', reason: '' }
    expect(await house.diner('ann').send('askRefund', asked)).toMatchObject({ ok: false, code: 'wrong_status' })
  })
})

describe('staff', () => {
  it('give back some portions, which the kitchen then does not cook, and later the rest', async () => {
    const id = await paidOrder()
    const once = await house.cook.ask('refundOrder', oneBrain(id, 'staff-key-1'))
    expect(once).toMatchObject({ status: 'paid', refundedFen: 2600, refundedQuantities: [1, 0] })
    expect(await house.cook.ask('refundOrder', oneBrain(id, 'staff-key-1'))).toMatchObject({ refundedFen: 2600 })
    await rest()
    expect(await house.board()).toMatchObject({ left: { brain: 2 }, sold: { brain: 1 } })
    expect(await points('ann')).toBe(29)
    await house.cook.ask('acceptOrder', { order: id })
    await house.cook.ask('refundOrder', whole(id, 'staff-key-2'))
    house.cloud.clock.advance(61_000)
    await rest()
    expect(refundsOf(id).map(({ refundFee }) => refundFee)).toEqual([2600, 2900])
    expect(await house.board()).toMatchObject({ left: { brain: 2 }, sold: { brain: 1 } })
    expect(await points('ann')).toBe(0)
    expect(await wrong()).toEqual([])
  })

  it('A17: many at once never give back more than was paid', async () => {
    const id = await paidOrder()
    const wish = { kind: 'amount' as const, fen: 2000 }
    const replies = await Promise.all(
      [1, 2, 3, 4, 5].map((at) =>
        house.cook.send('refundOrder', { order: id, requestKey: `staff-key-${at}`, wish, reason: '' }),
      ),
    )
    expect(replies.filter(({ ok }) => ok)).toHaveLength(2)
    expect(replies.find(({ ok }) => !ok)).toMatchObject({
      code: 'not_refundable',
      details: { why: 'too_much', leftFen: 1500 },
    })
    for (let minute = 0; minute < 3; minute++) {
      house.cloud.clock.advance(61_000)
      await rest()
    }
    expect(refundsOf(id)).toHaveLength(2)
    expect(await wrong()).toEqual([])
  })

  it('R19: sends two refunds of one payment a minute apart', async () => {
    const id = await paidOrder()
    for (const at of [1, 2]) await house.cook.ask('refundOrder', oneBrain(id, `staff-key-${at}`))
    await rest()
    expect(refundsOf(id)).toHaveLength(1)
    house.cloud.clock.advance(61_000)
    await rest()
    expect(refundsOf(id)).toHaveLength(2)
    expect(await wrong()).toEqual([])
  })

  it('R19: counts from the arrival of a refund when its sending was never recorded', async () => {
    const id = await paidOrder()
    await house.cook.ask('refundOrder', oneBrain(id, 'staff-key-1'))
    await rest()
    const lost = {
      $unset: { 'refunds.r1.sentAt': '' },
      $set: { 'refunds.r1.doneAt': new Date(house.cloud.clock.now()) },
    }
    await house.cloud.database.update('orders', { _id: id }, lost, { multi: false })
    await house.cook.ask('refundOrder', oneBrain(id, 'staff-key-2'))
    await rest()
    expect(refundsOf(id)).toHaveLength(1)
  })

  it('leave what was served to the owner', async () => {
    const id = await paidOrder()
    await house.cook.ask('acceptOrder', { order: id })
    await house.cook.ask('advanceOrder', { order: id, to: 'ready' })
    await house.cook.ask('advanceOrder', { order: id, to: 'served' })
    expect(await house.cook.send('refundOrder', whole(id))).toMatchObject({
      code: 'not_allowed',
      details: { need: 'owner' },
    })
    expect(await house.owner.ask('refundOrder', whole(id))).toMatchObject({ status: 'refunded' })
    await rest()
    expect(await house.board()).toMatchObject({ left: { brain: 1 }, sold: { brain: 2 } })
    expect(await wrong()).toEqual([])
  })

  it('A12: cannot give back the money of another store', async () => {
    const id = await paidOrder()
    await house.cloud.database.insert('staff', [{ _id: 'stranger', store: 'other', name: '李', role: 'owner' }])
    const event = { action: 'refundOrder', input: whole(id) }
    const answer = await house.cloud.callFunction('staff', event, { openid: 'stranger' })
    expect(answer).toMatchObject({ code: 'unknown_order' })
  })
})

describe('a refund that the pay platform accepted', () => {
  const stateOf = async (id: string) => (await house.order(id)).refunds?.r1?.state

  it('R18: is done when the platform says so, also when every notice is lost', async () => {
    const id = await paidOrder()
    house.cloud.payments.setCallbackMode('never')
    await house.cook.ask('refundOrder', whole(id))
    await house.cloud.idle()
    expect(await stateOf(id)).toBe('accepted')
    house.cloud.clock.advance(120_000)
    await rest()
    expect(await stateOf(id)).toBe('done')
    expect(await wrong()).toEqual([])
  })

  it('R2: is done by its notice, and by nobody else’s: not a client, another merchant, another sum (A9 A10)', async () => {
    const id = await paidOrder()
    house.cloud.payments.setCallbackMode('hold')
    await house.cook.ask('refundOrder', whole(id))
    await house.cloud.idle()
    const notice = {
      returnCode: 'SUCCESS',
      refundStatus: 'SUCCESS',
      outTradeNo: id,
      outRefundNo: `${id}-1`,
      refundFee: 5500,
      subMchId: '1900000109',
    }
    const tell = (change: object, source = 'wx_paycallback') =>
      house.cloud.callFunction('refundNotified', { ...notice, ...change }, { source })
    expect(await tell({}, 'wx_client')).toMatchObject({ ok: false, code: 'not_allowed' })
    for (const change of [{ subMchId: '1' }, { refundFee: 1 }, { outRefundNo: `${id}-2` }, { outTradeNo: 'none' }]) {
      expect(await tell(change)).toMatchObject({ errcode: 0 })
      expect(await stateOf(id)).toBe('accepted')
    }
    expect(await house.cloud.database.count('alerts', { kind: 'refund' })).toBeGreaterThan(0)
    expect(await tell({})).toMatchObject({ errcode: 0 })
    expect(await stateOf(id)).toBe('done')
    const told = await house.cloud.database.count('alerts', {})
    expect(await tell({ refundStatus: 'CHANGE' })).toMatchObject({ errcode: 0 })
    expect(await house.cloud.database.count('alerts', {})).toBe(told)
  })

  it('R16: is sent again under the same number when it did not arrive, and the owner is told', async () => {
    const id = await paidOrder()
    house.cloud.payments.setCallbackMode('hold')
    await house.cook.ask('refundOrder', whole(id))
    await house.cloud.idle()
    const notice = {
      returnCode: 'SUCCESS',
      refundStatus: 'CHANGE',
      outTradeNo: id,
      outRefundNo: `${id}-1`,
      refundFee: 5500,
      subMchId: '1900000109',
    }
    await house.cloud.callFunction('refundNotified', { ...notice, refundFee: 1 }, { source: 'wx_paycallback' })
    await house.cloud.callFunction('refundNotified', notice, { source: 'wx_paycallback' })
    for (let minute = 0; minute < 3; minute++) {
      house.cloud.clock.advance(61_000)
      await rest()
    }
    expect(await stateOf(id)).toBe('done')
    expect(refundsOf(id)).toHaveLength(1)
    const told = (await house.cloud.database.find('alerts', { kind: 'refund' })).map(({ _id }) => _id)
    expect(told.sort()).toEqual([`refund:${id}-1:notArrived`, `refund:${id}-1:notOurs`])
  })
})

describe('the board', () => {
  it('forgets a refund an hour after its portions came back', async () => {
    const id = await paidOrder()
    await house.cook.ask('refundOrder', whole(id))
    await rest()
    expect(Object.keys((await house.board()).returned ?? {})).toEqual([`${id}-r1`])
    house.cloud.clock.advance(3_700_000)
    await rest()
    expect((await house.board()).returned).toEqual({})
    expect(await wrong()).toEqual([])
  })
})

describe('portions of an order of yesterday', () => {
  it('are today’s when it was revived today', async () => {
    const ann = house.diner('ann')
    const { id } = await ann.ask('placeOrder', orderInput([line('brain', { quantity: 2 })], 5200))
    await ann.pay(id, 'silent')
    await ann.ask('cancelOrder', { order: id })
    house.cloud.clock.advance(86_400_000)
    // The first order of the day turns the board.
    await house.diner('bob').ask('placeOrder', orderInput([line('rice')], 300))
    await rest()
    expect(await house.order(id)).toMatchObject({ status: 'paid', lateEnd: 'revived', portionsDay: '2026-05-07' })
    expect(await house.board()).toMatchObject({ left: { brain: 1 }, sold: { brain: 2 } })
    await house.cook.ask('refundOrder', whole(id))
    await rest()
    expect(await house.board()).toMatchObject({ left: { brain: 3 }, sold: { brain: 0 }, received: { brain: 3 } })
    expect(await wrong()).toEqual([])
  })

  it('are written off when it is refunded today, for today has its own', async () => {
    const id = await paidOrder()
    house.cloud.clock.advance(86_400_000)
    await rest()
    await house.cook.ask('refundOrder', whole(id))
    await rest()
    expect(await house.board()).toMatchObject({ left: { brain: 3 }, sold: { brain: 0 }, received: { brain: 3 } })
    expect(await wrong()).toEqual([])
  })
})

it('asks for a refund in 2 round trips', async () => {
  const id = await paidOrder()
  await house.diner('ann').ask('openOrder', { order: id })
  house.cloud.counts.reset()
  await house.diner('ann').ask('askRefund', { order: id, requestKey: 'ask-refund-1', reason: '' })
  const trips = house.cloud.counts.byRequest().filter((request) => request.function === 'diner')
  expect(trips.map(({ action }) => action)).toEqual(['database.getDocument', 'database.modifyAndReturnDoc'])
})
