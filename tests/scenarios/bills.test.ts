import type { BillView } from '@yundian/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { brokenInvariants } from '../house/invariants.ts'
import { batchesOf, dish, sitDown, sittingAt, type TablePhone } from '../house/tableParty.ts'
import { openTestHouse, type TestHouse } from '../house/testHouse.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse({ store: { payment: 'later' } })
})
afterAll(() => house.close())

const wrong = () => brokenInvariants(house.cloud.database, house.cloud.payments.list())
const look = (at: TablePhone) => at.phone.ask('openBill', { sitting: at.view.sitting })
type Split = { kind: 'whole' } | { kind: 'byMember' } | { kind: 'evenly'; among: number }

async function split(at: TablePhone, how: Split): Promise<BillView> {
  const { totalFen } = await look(at)
  return at.phone.ask('splitBill', { sitting: at.view.sitting, split: how, expectedTotal: totalFen })
}

const claim = (at: TablePhone, { bill = '' }: BillView, share: string, takeOver = false) =>
  at.phone.send('payShare', { sitting: at.view.sitting, bill, share, takeOver })

/** Pays a share from one's phone. @returns the order by which it was paid */
async function pay(at: TablePhone, view: BillView, share: string): Promise<string> {
  const reply = await claim(at, view, share)
  if (!reply.ok) throw new Error(reply.code)
  await at.phone.pay(reply.value.id)
  await house.cloud.idle()
  return reply.value.id
}

/** Two at a table; Ann orders tripe, Bob rice and tea. */
async function party(table: string): Promise<[TablePhone, TablePhone]> {
  const ann = await sitDown(house, `ann-${table}`, table)
  const bob = await sitDown(house, `bob-${table}`, table)
  await ann.want(dish('tripe'), 1)
  await bob.want(dish('rice'), 2)
  await bob.want(dish('tea'), 1)
  await bob.order()
  await house.cloud.idle()
  return [ann, bob]
}

describe('先付 / 后付 switch', () => {
  it('sends a batch to the kitchen unpaid, and takes its money with the bill, which frees the table', async () => {
    const [ann] = await party('A1')
    const [batch] = await batchesOf(house, ann.view.sitting)
    expect(batch).toMatchObject({ status: 'billed', onBill: true, owes: [] })
    expect(await house.cloud.database.count('tickets', { order: batch?._id })).toBe(1)
    expect((await house.cook.ask('openKitchen', {})).orders.map(({ id }) => id)).toContain(batch?._id)
    await house.cook.ask('acceptOrder', { order: batch?._id ?? '' })
    const view = await split(ann, { kind: 'whole' })
    expect(view).toMatchObject({ totalFen: 4900, shares: [{ key: 's1', fen: 4900, state: 'open' }] })
    const id = await pay(ann, view, 's1')
    expect(await house.order(id)).toMatchObject({ status: 'closed', owes: [], payment: { paidFen: 4900 }, points: 49 })
    expect(await sittingAt(house, ann.view.sitting)).toMatchObject({ status: 'closed', bills: [{ totalFen: 4900 }] })
    expect((await batchesOf(house, ann.view.sitting))[0]?.settledAt).toBeInstanceOf(Date)
    expect(await house.cloud.database.count('tickets', { order: id })).toBe(0)
    expect((await house.cook.ask('openKitchen', {})).orders.map((order) => order.id)).not.toContain(id)
    expect(await wrong()).toEqual([])
  })
})

describe('Split bill by seat/item, AA', () => {
  it('lets each pay what he ordered, and the table is free with the last', async () => {
    const [ann, bob] = await party('A1')
    const view = await split(bob, { kind: 'byMember' })
    expect(view.shares.map(({ fen, member }) => [fen, member])).toEqual(
      expect.arrayContaining([
        [3800, ann.view.me],
        [1100, bob.view.me],
      ]),
    )
    const shareOf = (at: TablePhone) => view.shares.find(({ member }) => member === at.view.me)?.key ?? ''
    const ofAnn = await pay(ann, view, shareOf(ann))
    expect(await look(bob)).toMatchObject({ begun: true, closed: false })
    expect(await house.order(ofAnn)).toMatchObject({ diner: 'ann-A1', totalFen: 3800, lines: [{ dish: 'tripe' }] })
    await pay(bob, view, shareOf(bob))
    expect(await look(bob)).toMatchObject({ closed: true, settled: [{ totalFen: 4900 }] })
    expect(await house.cloud.database.count('pointEntries', { diner: 'ann-A1', points: 38 })).toBe(1)
    expect(await wrong()).toEqual([])
  })

  it('divides evenly in whole fen, and of two who pay one share at once tells the second who was first', async () => {
    const [ann, bob] = await party('A1')
    const view = await split(ann, { kind: 'evenly', among: 3 })
    expect(view.shares.map(({ fen }) => fen)).toEqual([1634, 1633, 1633])
    const replies = await Promise.all([claim(ann, view, 's1'), claim(bob, view, 's1')])
    expect(replies.filter(({ ok }) => ok)).toHaveLength(1)
    const first = replies[0]?.ok ? ann : bob
    expect(replies.find(({ ok }) => !ok)).toMatchObject({ code: 'share_claimed', details: { by: first.view.me } })
    await expect(split(bob, { kind: 'whole' })).rejects.toMatchObject({ code: 'bill_being_paid' })
    for (const share of ['s1', 's2', 's3']) await pay(first, view, share)
    expect(await look(ann)).toMatchObject({ closed: true })
    expect(await wrong()).toEqual([])
  })

  it('R11: lets another take a share over only once the first payment is closed at the platform', async () => {
    const [ann, bob] = await party('A2')
    const view = await split(ann, { kind: 'whole' })
    const begun = await claim(ann, view, 's1')
    if (!begun.ok) throw new Error(begun.code)
    const { package: prepay } = await ann.phone.ask('payOrder', { order: begun.value.id })
    expect(await claim(bob, view, 's1')).toMatchObject({ code: 'share_claimed' })
    const taken = await claim(bob, view, 's1', true)
    expect(taken).toMatchObject({ ok: true, value: { totalFen: 4900 } })
    const late = house.cloud.payments.pay(prepay.replace('prepay_id=', ''), ann.phone.openid, 'success')
    await expect(late).rejects.toMatchObject({ code: 'ORDERCLOSED' })
    if (taken.ok) await bob.phone.pay(taken.value.id)
    await house.cloud.idle()
    expect(await house.order(begun.value.id)).toMatchObject({ status: 'cancelled' })
    expect(await look(ann)).toMatchObject({ closed: true })
    expect(await wrong()).toEqual([])
  })

  it('counts the payment of who was faster than the one who takes over', async () => {
    const [ann, bob] = await party('A2')
    const view = await split(ann, { kind: 'whole' })
    const begun = await claim(ann, view, 's1')
    if (!begun.ok) throw new Error(begun.code)
    await ann.phone.pay(begun.value.id, 'silent')
    expect(await claim(bob, view, 's1', true)).toMatchObject({ ok: false })
    await house.cloud.idle()
    expect(await look(bob)).toMatchObject({ closed: true })
    expect(await wrong()).toEqual([])
  })

  it('R22: gives money back that comes when somebody else pays the share', async () => {
    const [ann, bob] = await party('A2')
    const view = await split(ann, { kind: 'whole' })
    const begun = await claim(ann, view, 's1')
    const other = begun.ok ? await claim(bob, view, 's1', true) : begun
    if (!begun.ok || !other.ok) throw new Error('not claimed')
    // As if it had been paid all the same.
    const payment = {
      startedAt: new Date(0),
      channel: 'cash',
      transactionId: 'late',
      paidFen: 4900,
      paidAt: new Date(0),
    }
    const late = { $set: { payment }, $push: { owes: 'revive' } }
    await house.cloud.database.update('orders', { _id: begun.value.id }, late, { multi: false })
    await house.cloud.idle()
    expect(await house.order(begun.value.id)).toMatchObject({ status: 'refunded', refundedFen: 4900 })
    await bob.phone.pay(other.value.id)
    await house.cloud.idle()
    expect(await look(ann)).toMatchObject({ closed: true, shares: [] })
  })

  it('R22: gives late money back of a share that stored value paid in part, though nobody else pays the share', async () => {
    const [ann, bob] = await party('A2')
    const [batch] = await batchesOf(house, ann.view.sitting)
    await house.owner.ask('topUp', { order: batch?._id ?? '', requestKey: 'late-share-top-up', fen: 1000 })
    const view = await split(ann, { kind: 'whole' })
    const begun = await claim(bob, view, 's1')
    if (!begun.ok) throw new Error(begun.code)
    const order = begun.value.id
    await bob.phone.ask('chooseParts', { order, points: false, value: true, expectedDue: 3900 })
    await bob.phone.pay(order, 'silent')
    await bob.phone.ask('cancelOrder', { order })
    for (let minute = 0; minute < 8; minute++) {
      await house.cloud.idle()
      house.cloud.clock.advance(61_000)
      await house.cloud.runTimer('everyMinute')
    }
    await house.cloud.idle()
    expect(await house.order(order)).toMatchObject({
      status: 'refunded',
      lateEnd: 'refunded',
      refundedFen: 3900,
      owes: [],
    })
    expect(house.cloud.payments.list().find(({ outTradeNo }) => outTradeNo === order)).toMatchObject({ totalFee: 3900 })
    const { account } = await bob.phone.ask('myMembership', {})
    expect(account).toMatchObject({ valueFen: 1000, held: [] })
    expect(await look(ann)).toMatchObject({ begun: false, shares: [{ state: 'open', fen: 4900 }] })
    await pay(ann, view, 's1')
    expect(await look(ann)).toMatchObject({ closed: true })
    expect(await wrong()).toEqual([])
  })

  it('is divided anew while nobody pays, and follows what is ordered', async () => {
    const [ann, bob] = await party('A1')
    const first = await split(ann, { kind: 'whole' })
    await bob.want(dish('tea'), 2)
    await bob.order()
    await house.cloud.idle()
    expect(await claim(ann, first, 's1')).toMatchObject({ code: 'bill_changed' })
    const now = await look(ann)
    expect(now).toMatchObject({ totalFen: 5900, shares: [] })
    expect(now.bill).toBeUndefined()
    const second = await split(bob, { kind: 'byMember' })
    expect(await claim(ann, first, 's1')).toMatchObject({ code: 'bill_changed' })
    for (const { key } of second.shares) await pay(ann, second, key)
    expect(await look(ann)).toMatchObject({ closed: true, settled: [{ totalFen: 5900 }] })
  })

  it('puts what is ordered after the first payment on a next bill', async () => {
    const [ann, bob] = await party('A1')
    const first = await split(ann, { kind: 'evenly', among: 2 })
    await pay(ann, first, 's1')
    await bob.want(dish('tea'), 2)
    await bob.order()
    await house.cloud.idle()
    expect(await look(bob)).toMatchObject({ totalFen: 4900, nextFen: 1000, begun: true })
    await pay(bob, first, 's2')
    const next = await look(bob)
    expect(next).toMatchObject({ totalFen: 1000, closed: false, settled: [{ totalFen: 4900 }] })
    await pay(bob, await split(bob, { kind: 'whole' }), 's1')
    expect(await look(bob)).toMatchObject({ closed: true, settled: [{ totalFen: 4900 }, { totalFen: 1000 }] })
    expect(await wrong()).toEqual([])
  })

  it('frees a share by itself when its payer walks away', async () => {
    const [ann, bob] = await party('A2')
    const view = await split(ann, { kind: 'whole' })
    const begun = await claim(ann, view, 's1')
    expect(begun.ok).toBe(true)
    house.cloud.clock.advance(11 * 60_000)
    await house.cloud.runTimer('everyMinute')
    await house.cloud.idle()
    expect(await look(bob)).toMatchObject({ shares: [{ state: 'open' }], begun: false })
    await pay(bob, view, 's1')
    expect(await look(ann)).toMatchObject({ closed: true })
    expect(await wrong()).toEqual([])
  })

  it('is taken by the counter in cash, by the line if the guests want, and earns the guest whose lines it is the points', async () => {
    const [ann, bob] = await party('A1')
    const sitting = ann.view.sitting
    const { orders, totalFen } = await house.cook.ask('openTableBill', { sitting })
    const tea = orders.flatMap(({ id, lines }) =>
      lines.flatMap(({ line, name }) => (name === '菜 tea' ? [{ order: id, line, quantity: 1 }] : [])),
    )
    const byLine = { kind: 'byLine' as const, shares: [tea] }
    const view = await house.cook.ask('splitTableBill', { sitting, split: byLine, expectedTotal: totalFen })
    expect(view.shares.map(({ fen }) => fen)).toEqual([500, 4400])
    const ownView = await house.cook.ask('splitTableBill', {
      sitting,
      split: { kind: 'byMember' },
      expectedTotal: totalFen,
    })
    for (const { key } of ownView.shares) {
      const { id } = await house.cook.ask('takeShare', { sitting, bill: ownView.bill ?? '', share: key })
      await house.cook.ask('takePayment', { order: id, channel: 'cash' })
      await house.cloud.idle()
    }
    expect(await look(bob)).toMatchObject({ closed: true })
    expect(await house.cloud.database.count('pointEntries', { diner: 'bob-A1', points: 11 })).toBeGreaterThan(0)
  })
})

describe('what is taken off a bill', () => {
  const voids = (order: string, kind: 'return' | 'gift', line: number, requestKey: string, by = house.cook) =>
    by.send('voidLines', { order, kind, requestKey, reason: '上错了', lines: [{ line, quantity: 1 }] })

  it('is not paid, once for each request, and can be sold again when nobody cooked it', async () => {
    const [ann] = await party('A2')
    const [batch] = await batchesOf(house, ann.view.sitting)
    const at = batch?.lines.findIndex((line) => line.dish === 'tripe') ?? 0
    const id = batch?._id ?? ''
    await split(ann, { kind: 'whole' })
    const left = (await house.board()).left.tripe ?? 0
    await Promise.all([voids(id, 'return', at, 'void-key-1'), voids(id, 'return', at, 'void-key-1')])
    expect(await voids(id, 'return', at, 'void-key-2')).toMatchObject({ code: 'not_voidable' })
    await house.cloud.idle()
    expect((await house.board()).left.tripe).toBe(left + 1)
    expect(await look(ann)).toMatchObject({ totalFen: 1100 })
    const [kitchen] = (await house.cook.ask('openKitchen', {})).orders.filter((order) => order.id === id)
    expect(kitchen?.refundedQuantities[at]).toBe(1)
    await house.cook.ask('acceptOrder', { order: id })
    expect(
      await house.cook.send('voidLines', { order: id, kind: 'return', requestKey: 'void-key-3', reason: '' }),
    ).toMatchObject({ code: 'not_voidable', details: { why: 'reason_needed' } })
    await house.cook.ask('advanceOrder', { order: id, to: 'ready' })
    await house.cook.ask('advanceOrder', { order: id, to: 'served' })
    const rice = batch?.lines.findIndex((line) => line.dish === 'rice') ?? 0
    expect(await voids(id, 'gift', rice, 'void-key-4')).toMatchObject({ code: 'not_allowed' })
    expect(await voids(id, 'gift', rice, 'void-key-4', house.owner)).toMatchObject({ ok: true })
    expect(await look(ann)).toMatchObject({ totalFen: 800 })
    const view = await split(ann, { kind: 'whole' })
    await claim(ann, view, 's1')
    expect(await voids(id, 'return', rice, 'void-key-5', house.owner)).toMatchObject({ code: 'bill_being_paid' })
    await pay(ann, view, 's1')
    expect(await look(ann)).toMatchObject({ closed: true })
    expect(await wrong()).toEqual([])
  })

  it('ends the order when it is all, and its table owes nothing', async () => {
    const [ann] = await party('A2')
    const [batch] = await batchesOf(house, ann.view.sitting)
    const whole = { order: batch?._id ?? '', kind: 'return' as const, requestKey: 'void-key-6', reason: '' }
    await house.cook.ask('voidLines', whole)
    await house.cloud.idle()
    expect(await house.order(whole.order)).toMatchObject({ status: 'voided', owes: [] })
    expect(await look(ann)).toMatchObject({ totalFen: 0, orders: [] })
    expect(
      await ann.phone.send('splitBill', { sitting: ann.view.sitting, split: { kind: 'whole' }, expectedTotal: 0 }),
    ).toMatchObject({ code: 'nothing_to_pay' })
  })

  it('is what the owner writes off when guests are gone, and he is told', async () => {
    const [ann] = await party('A1')
    const view = await split(ann, { kind: 'evenly', among: 2 })
    await pay(ann, view, 's1')
    const input = { sitting: ann.view.sitting, bill: view.bill ?? '', reason: '跑单' }
    expect(await house.cook.send('writeOffBill', input)).toMatchObject({ code: 'not_allowed' })
    expect(await house.owner.ask('writeOffBill', input)).toMatchObject({ closed: true })
    expect(await house.owner.ask('writeOffBill', input)).toMatchObject({ closed: true })
    expect(await house.cloud.database.count('alerts', { kind: 'bill' })).toBe(1)
    expect(await wrong()).toEqual([])
  })
})

describe('an order led to another table', () => {
  it('is paid there and no more where it was, and only while nobody pays it', async () => {
    const [ann] = await party('A1')
    const eve = await sitDown(house, 'eve', 'A2', { code: '0000' })
    const [batch] = await batchesOf(house, ann.view.sitting)
    const move = { order: batch?._id ?? '', to: eve.view.sitting }
    await split(ann, { kind: 'whole' })
    await house.cook.ask('moveBatch', move)
    expect(await house.cook.ask('moveBatch', move)).toMatchObject({ table: 'A2' })
    expect(await look(ann)).toMatchObject({ totalFen: 0 })
    const view = await split(eve, { kind: 'whole' })
    expect(view.totalFen).toBe(4900)
    await claim(eve, view, 's1')
    expect(await house.cook.send('moveBatch', { ...move, to: ann.view.sitting })).toMatchObject({
      code: 'bill_being_paid',
    })
    await pay(eve, view, 's1')
    expect(await look(eve)).toMatchObject({ closed: true })
    expect(await wrong()).toEqual([])
  })
})
