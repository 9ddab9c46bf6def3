import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { brokenInvariants } from '../house/invariants.ts'
import { line, orderInput } from '../house/orderInput.ts'
import { openTestHouse, type TestHouse } from '../house/testHouse.ts'

let house: TestHouse
beforeEach(async () => {
  house = await openTestHouse()
})
afterEach(() => house.close())

const day = '2026-05-06'

async function ordered(openid: string, outcome: 'success' | 'silent' = 'success'): Promise<string> {
  const { id } = await house.diner(openid).ask('placeOrder', orderInput([line('tripe')], 3800))
  await house.diner(openid).pay(id, outcome)
  await house.cloud.idle()
  return id
}

/** The night on which the bill of that day can be had, and the books are compared. */
async function night(): Promise<void> {
  house.cloud.clock.set(Date.parse('2026-05-08T04:30:00+08:00'))
  await house.cloud.runTimer('nightly')
  await house.cloud.idle()
}
const reconciliation = async () =>
  (await house.cloud.database.find('reconciliations', { _id: `wechat:${day}` }))[0] as unknown as {
    counts: Record<string, number>
    differences: { verdict: string; outTradeNo: string }[]
    csv: string
    paidFen: number
    refundedFen: number
  }
const alerts = () => house.cloud.database.find('alerts', { kind: 'reconciliation' })

describe('R10: at night the pay platform’s bill', () => {
  it('agrees with our books line by line, payments and refunds, and is a table of them', async () => {
    const [a, b] = [await ordered('ann'), await ordered('bob')]
    const wish = { kind: 'amount' as const, fen: 800 }
    await house.cook.ask('refundOrder', { order: a, requestKey: 'staff-key-1', wish, reason: '' })
    await house.cloud.idle()
    await night()
    expect(await reconciliation()).toMatchObject({
      counts: { agrees: 3 },
      differences: [],
      paidFen: 7600,
      refundedFen: 800,
    })
    expect((await reconciliation()).csv.trim().split('\r\n')).toHaveLength(4)
    expect((await reconciliation()).csv).toContain(b)
    expect(await alerts()).toEqual([])
  })

  it('names money of which no notice, no query and no timer told, and the order is paid after all', async () => {
    const id = await ordered('ann', 'silent')
    expect(await house.order(id)).toMatchObject({ status: 'placed' })
    await night()
    expect((await reconciliation()).differences).toMatchObject([{ verdict: 'missing_here', outTradeNo: id }])
    expect(await house.order(id)).toMatchObject({ status: 'paid', payment: { transactionId: expect.any(String) } })
    expect(await alerts()).toHaveLength(1)
    expect(await brokenInvariants(house.cloud.database, house.cloud.payments.list())).toEqual([])
  })

  it('is not asked two days later for a payment that an earlier bill has told', async () => {
    const id = await ordered('ann', 'silent')
    await night()
    const learntOn = '2026-05-08'
    house.cloud.clock.set(Date.parse(`${learntOn}T12:00:00+08:00`))
    await ordered('bob')
    house.cloud.clock.set(Date.parse('2026-05-10T04:30:00+08:00'))
    await house.cloud.runTimer('nightly')
    const [later] = await house.cloud.database.find('reconciliations', { _id: `wechat:${learntOn}` })
    expect(later).toMatchObject({ counts: { agrees: 1 }, differences: [] })
    expect((await house.order(id)).payment?.transactionId).toBeDefined()
  })

  it('names a refund whose notice was forged, also when its sending was never recorded', async () => {
    const id = await ordered('ann')
    house.cloud.clock.advance(86_400_000)
    await ordered('bob')
    house.cloud.parts.triggers.mode = 'drop'
    const wish = { kind: 'amount' as const, fen: 800 }
    await house.cook.ask('refundOrder', { order: id, requestKey: 'staff-key-1', wish, reason: '' })
    const notice = {
      returnCode: 'SUCCESS',
      refundStatus: 'SUCCESS',
      outTradeNo: id,
      outRefundNo: `${id}-1`,
      refundFee: 800,
      subMchId: '1900000109',
    }
    await house.cloud.callFunction('refundNotified', notice, { source: 'wx_paycallback' })
    house.cloud.clock.set(Date.parse('2026-05-09T04:30:00+08:00'))
    await house.cloud.runTimer('nightly')
    const [books] = await house.cloud.database.find('reconciliations', { _id: 'wechat:2026-05-07' })
    expect(books).toMatchObject({ differences: [{ verdict: 'missing_there', kind: 'refund', outTradeNo: id }] })
  })

  it('names what only our books have, and the owner is told once', async () => {
    const id = await ordered('ann')
    const forged = { $set: { 'payment.transactionId': 'forged' } }
    await house.cloud.database.update('orders', { _id: id }, forged, { multi: false })
    await night()
    const found = (await reconciliation()).differences.map(({ verdict }) => verdict)
    expect(found.sort()).toEqual(['missing_here', 'missing_there'])
    const told = (await alerts()).length
    await house.cloud.runTimer('nightly')
    expect(await alerts()).toHaveLength(told)
    // The second payment of a paid order fits none, and waits for a person (R24).
    expect(await house.cloud.database.find('suspense', {})).toMatchObject([{ reason: 'second_payment' }])
  })

  it('is compared once, and a night later when it could not be had', async () => {
    await ordered('ann')
    await house.cloud.database.insert('reconciliations', [{ _id: 'wechat:2026-05-05', counts: {} }])
    await night()
    const days = await house.cloud.database.find('reconciliations', {})
    expect(days.map(({ _id }) => String(_id)).sort()).toContain(`wechat:${day}`)
    expect(days.find(({ _id }) => _id === 'wechat:2026-05-05')).toEqual({ _id: 'wechat:2026-05-05', counts: {} })
    expect(days.some(({ _id }) => _id === 'wechat:2026-05-07')).toBe(false)
  })
})
