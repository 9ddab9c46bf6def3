import type { SaleWish, ShelfDocument } from '@yundian/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { brokenInvariants } from '../house/invariants.ts'
import { line, orderInput } from '../house/orderInput.ts'
import { openTestHouse, type TestHouse } from '../house/testHouse.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse({ clock: '2026-05-06T11:30:00+08:00' })
  const { database } = house.cloud
  await database.insert('ingredients', [
    { _id: 'flour', store: 'lane', name: '面粉', unit: 'g', lowAt: 300 },
    { _id: 'egg', store: 'lane', name: '鸡蛋', unit: 'piece', lowAt: 2 },
    { _id: 'wine', store: 'other', name: '黄酒', unit: 'ml', lowAt: 2 },
  ])
  const periods = [
    { id: 'lunch', name: '午市', from: 660, to: 840 },
    { id: 'dinner', name: '晚市', from: 1020, to: 1320 },
  ]
  await edit('stores', 'lane', { periods })
  const options = [{ id: 'egg', name: '煎蛋', fen: 300, daily: 4, recipe: [{ ingredient: 'egg', quantity: 1 }] }]
  const optionGroups = [{ id: 'extra', name: '加料', min: 0, max: 1, options }]
  const recipe = [{ ingredient: 'flour', quantity: 100 }]
  await edit('dishes', 'rice', { optionGroups, recipe })
  await edit('dishes', 'plate0', { perPeriod: 2, instead: ['plate3'] }, ['daily'])
  await house.cloud.idle()
  await deliver('flour', 1000)
  await deliver('egg', 30)
})
afterAll(() => house.close())

let keys = 0
const nextKey = () => `stock-${String(++keys).padStart(6, '0')}`

async function edit(collection: string, id: string, change: object, remove: string[] = []): Promise<void> {
  const unset = remove.length > 0 ? { $unset: Object.fromEntries(remove.map((field) => [field, ''])) } : {}
  await house.cloud.database.update(collection, { _id: id }, { $set: change, ...unset }, { multi: false })
}

function deliver(ingredient: string, quantity: number, requestKey = nextKey()) {
  return house.owner.ask('receiveDelivery', { ingredient, requestKey, quantity })
}

function setSale(sku: string, wish: SaleWish, requestKey = nextKey()) {
  return house.cook.ask('setSale', { sku, requestKey, wish })
}

async function version(): Promise<number> {
  return (await house.board()).menuVersion
}

async function order(openid: string, lines: ReturnType<typeof line>[], total: number) {
  const input = { ...orderInput(lines, total), menuVersion: await version() }
  return house.diner(openid).send('placeOrder', input)
}

async function shelf() {
  await house.cloud.idle()
  return (await house.cloud.database.find('shelves', { _id: 'lane' }))[0] as unknown as ShelfDocument
}

const flourOf = async () => (await house.board()).left.Iflour
const sound = async () => {
  await house.cloud.idle()
  expect(await brokenInvariants(house.cloud.database, house.cloud.payments.list())).toEqual([])
}
const egg = line('rice', { options: ['extra/egg'] })

describe('Dish/SKU stock, guarded decrement', () => {
  it('counts an option that two lines share, and refuses one more than there are', async () => {
    expect(
      await order(
        'ann',
        [
          { ...egg, quantity: 2 },
          { ...egg, quantity: 3 },
        ],
        3000,
      ),
    ).toMatchObject({
      code: 'sold_out',
      details: { dish: 'riceXegg', left: 4 },
    })
    expect(await order('ann', [{ ...egg, quantity: 4 }], 2400)).toMatchObject({ ok: true })
    expect((await house.board()).left).toMatchObject({ riceXegg: 0, Iegg: 26 })
  })

  it('A15: one diner holds no more unpaid orders and limited portions than he may, however he tries', async () => {
    await edit('stores', 'lane', { mostOpenOrders: 3, mostOpenPortions: 5 })
    await house.cloud.idle()
    const menuVersion = await version()
    const orders = Array.from({ length: 50 }, () => ({
      ...orderInput([line('tripe', { quantity: 2 })], 7600),
      menuVersion,
    }))
    const replies = await Promise.all(orders.map((input) => house.diner('hoarder').send('placeOrder', input)))
    expect(replies.filter(({ ok }) => ok)).toHaveLength(2)
    expect(replies.filter((reply) => !reply.ok && reply.code === 'too_many_open')).toHaveLength(48)
    const tea = () => order('hoarder', [line('tea')], 500)
    expect(await tea()).toMatchObject({ ok: true })
    expect(await tea()).toMatchObject({ code: 'too_many_open', details: { what: 'orders' } })
    expect(await order('other', [line('tea')], 500)).toMatchObject({ ok: true })
    const placed = replies.flatMap((reply) => (reply.ok ? [reply.value.id] : []))
    await house.diner('hoarder').ask('cancelOrder', { order: placed[0] ?? '' })
    await house.diner('hoarder').pay(placed[1] ?? '')
    await house.cloud.idle()
    expect(await order('hoarder', [line('tripe', { quantity: 5 })], 19_000)).toMatchObject({ ok: true })
    await edit('stores', 'lane', { mostOpenOrders: 100, mostOpenPortions: 100 })
    await house.cloud.idle()
    await sound()
  })
})

describe('估清 sold-out pushed live to open menus', () => {
  it('is switched by one tap of staff, until back, for today or down to a number; a repeated tap changes nothing', async () => {
    const before = await shelf()
    expect(await setSale('tea', { kind: 'off' })).toMatchObject({ sku: 'tea', off: '' })
    expect(await order('ann', [line('tea')], 500)).toMatchObject({
      code: 'sold_out',
      details: { dish: 'tea', left: 0 },
    })
    expect(await shelf()).toMatchObject({ off: ['tea'] })
    expect(await setSale('tea', { kind: 'on' })).not.toHaveProperty('off')
    const key = nextKey()
    expect(await setSale('tea', { kind: 'left', left: 2 }, key)).toMatchObject({ left: 2 })
    expect(await order('ann', [line('tea')], 500)).toMatchObject({ ok: true })
    expect(await setSale('tea', { kind: 'left', left: 2 }, key)).toMatchObject({ left: 1 })
    const after = await shelf()
    expect(after).toMatchObject({ off: [], few: { tea: 1 } })
    expect(after.version).toBeGreaterThan(before.version)
    expect(await order('ann', [line('tea', { quantity: 2 })], 1000)).toMatchObject({
      code: 'sold_out',
      details: { left: 1 },
    })
    expect(await order('ann', [line('tea')], 500)).toMatchObject({ ok: true })
    expect(await setSale('tea', { kind: 'on' })).not.toHaveProperty('left')
    expect(await order('ann', [line('tea', { quantity: 9 })], 4500)).toMatchObject({ ok: true })
    await sound()
  })

  it('offers what the owner named in place of what is gone', async () => {
    expect(await order('ann', [line('plate0', { quantity: 3 })], 3000)).toMatchObject({
      code: 'sold_out',
      details: { dish: 'plate0', left: 2, instead: { dish: 'plate3' } },
    })
  })

  it('costs no more round trips for a dish that staff limited than for any other', async () => {
    await setSale('tea', { kind: 'left', left: 50 })
    await order('ann', [line('tea')], 500)
    await house.cloud.idle()
    house.cloud.counts.reset()
    expect(await order('ann', [line('tea')], 500)).toMatchObject({ ok: true })
    await house.cloud.idle()
    const trips = house.cloud.counts.byRequest().filter((request) => request.function === 'diner')
    expect(trips).toHaveLength(2)
    await setSale('tea', { kind: 'on' })
  })

  it('repairs the shelf when its trigger was lost', async () => {
    house.cloud.parts.triggers.mode = 'drop'
    await setSale('dandan', { kind: 'offToday' })
    house.cloud.parts.triggers.mode = 'deliver'
    expect((await shelf()).off).toEqual([])
    await house.cloud.runTimer('everyMinute')
    expect((await shelf()).off).toEqual(['dandan'])
  })

  it('is for staff of the store only, and for what its menu has', async () => {
    const input = { sku: 'tea', requestKey: nextKey(), wish: { kind: 'off' } }
    expect(await house.cook.send('setSale', { ...input, sku: 'nothing' })).toMatchObject({ code: 'unknown_dish' })
    const reply = await house.cloud.callFunction('staff', { action: 'setSale', input }, { openid: 'ann' })
    expect(reply).toMatchObject({ code: 'not_allowed' })
  })
})

describe('Ingredient inventory (BOM) → dish availability', () => {
  it('takes what dishes are made of in the same write, and shows of a dish what its ingredients are enough for', async () => {
    const flour = (await flourOf()) ?? 0
    const reply = await order('ann', [line('rice', { quantity: 3 })], 900)
    expect(reply).toMatchObject({ ok: true })
    expect(await flourOf()).toBe(flour - 300)
    expect((await shelf()).few).toMatchObject({ rice: (flour - 300) / 100 })
    const { menu, left } = await house.diner('ann').ask('openMenu', { store: 'lane' })
    expect(left.rice).toBe((flour - 300) / 100)
    expect(JSON.stringify([menu, left])).not.toMatch(/recipe|Iflour/)
    expect(await order('bob', [line('rice', { quantity: 10 })], 3000)).toMatchObject({
      code: 'sold_out',
      details: { dish: 'rice' },
    })
    const id = reply.ok ? reply.value.id : ''
    await house.diner('ann').pay(id)
    await house.cloud.idle()
    await house.diner('ann').ask('askRefund', { order: id, requestKey: nextKey(), reason: '不要了' })
    await house.cloud.idle()
    expect(await flourOf()).toBe(flour)
    await sound()
  })
})

describe('Waste, stock take, low-stock alert', () => {
  it('books each once, with a row of the ledger, and refuses to take what is promised', async () => {
    const before = (await flourOf()) ?? 0
    const waste = { ingredient: 'flour', requestKey: nextKey(), quantity: 50, reason: '受潮' }
    expect(await house.cook.ask('recordWaste', waste)).toMatchObject({ left: before - 50 })
    expect(await house.cook.ask('recordWaste', waste)).toMatchObject({ left: before - 50 })
    const held =
      (await house.cook.ask('openStock', {})).ingredients.find(({ ingredient }) => ingredient === 'flour')?.held ?? 0
    const count = { ingredient: 'flour', requestKey: nextKey(), counted: 250 + held, reason: '盘点' }
    expect(await house.cook.ask('takeStock', count)).toMatchObject({ left: 250 })
    const rows = await house.cloud.database.find('stockEntries', { ingredient: 'flour' })
    expect(rows.map(({ kind, quantity }) => [kind, quantity])).toEqual([
      ['delivery', 1000],
      ['waste', -50],
      ['count', 250 - before + 50],
    ])
    const tooMuch = { ...waste, requestKey: nextKey(), quantity: 251 }
    expect(await house.cook.send('recordWaste', tooMuch)).toMatchObject({
      code: 'not_enough_stock',
      details: { left: 250 },
    })
    expect(await house.cook.send('recordWaste', { ...waste, ingredient: 'wine', requestKey: nextKey() })).toMatchObject(
      {
        code: 'unknown_ingredient',
      },
    )
    await sound()
  })

  it('tells the owner once a day of what runs low', async () => {
    await house.cloud.runTimer('everyMinute')
    await house.cloud.runTimer('everyMinute')
    const alerts = await house.cloud.database.find('alerts', { kind: 'stock' })
    expect(alerts.map(({ _id }) => _id)).toEqual(['stock:flour:2026-05-06'])
  })
})

describe('Hold while unpaid, release on timeout', () => {
  it('gives back portions, options, ingredients and the diner’s own count when nobody pays', async () => {
    const before = await house.board()
    expect(await order('eve', [line('brain', { quantity: 2 }), line('rice')], 5500)).toMatchObject({ ok: true })
    expect((await house.board()).left.brain).toBe((before.left.brain ?? 0) - 2)
    house.cloud.clock.advance(11 * 60_000)
    await house.cloud.runTimer('everyMinute')
    await house.cloud.idle()
    await house.cloud.runTimer('everyMinute')
    const after = await house.board()
    expect(after.left).toMatchObject({ brain: 3, Iflour: expect.any(Number) })
    expect(after.holds).toEqual({})
    expect(after.openOrders).toEqual({})
    await sound()
  })
})

describe('Auto reset next day / by meal period', () => {
  it('sells a meal’s portions anew when the next meal begins, and the day’s only on the next day', async () => {
    expect(await order('ann', [line('plate0', { quantity: 2 })], 2000)).toMatchObject({ ok: true })
    expect(await order('ann', [line('plate0')], 1000)).toMatchObject({ code: 'sold_out' })
    house.cloud.clock.advance(6 * 3_600_000)
    expect(await order('bob', [line('plate0', { quantity: 2 })], 2000)).toMatchObject({ ok: true })
    expect((await house.board()).left).toMatchObject({ plate0: 0, riceXegg: 4 })
    house.cloud.clock.advance(16 * 3_600_000)
    await house.cloud.runTimer('everyMinute')
    const board = await house.board()
    expect(board).toMatchObject({ businessDay: '2026-05-07', period: 0, off: {}, left: { riceXegg: 4, tripe: 50 } })
    expect((await shelf()).off).toEqual([])
    await house.cloud.runTimer('nightly')
    const [report] = await house.cloud.database.find('reports', { businessDay: '2026-05-06' })
    expect(report?.ingredients).toMatchObject({ flour: { delivered: 1000, wasted: 50, used: 0 }, egg: { used: 0 } })
  })
})
