import type { StoreDocument } from '@yundian/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { line, orderInput } from '../house/orderInput.ts'
import { openTestHouse, type TestHouse } from '../house/testHouse.ts'

let house: TestHouse
let version = 1
beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house.close())

/** What the owner does in the console; the phone then opens the menu anew. */
async function edit(collection: string, id: string, change: Record<string, unknown>): Promise<void> {
  await house.cloud.database.update(collection, { _id: id }, change, { multi: false })
  await house.cloud.idle()
  version = (await house.diner('ann').ask('openMenu', { store: 'lane' })).menuVersion
}

const order = (lines: Parameters<typeof orderInput>[0], total: number, more: Parameters<typeof orderInput>[2] = {}) =>
  house.diner('ann').send('placeOrder', orderInput(lines, total, { menuVersion: version, ...more }))

describe('必选 items (tea, rice, 锅底)', () => {
  const rice: StoreDocument['required'] = [{ id: 'rice', name: '米饭', quantity: 2, per: 'order', dishes: ['rice'] }]

  it('are refused by name when the order lacks them, with the dishes that would do', async () => {
    await edit('stores', 'lane', { $set: { required: rice } })
    expect(await order([line('tea'), line('rice')], 800)).toMatchObject({
      code: 'required_missing',
      details: { rule: 'rice', name: '米饭', missing: 1, dishes: ['rice'] },
    })
    expect(await order([line('tea'), line('rice', { quantity: 2 })], 1100)).toMatchObject({ ok: true })
  })

  it('for each person are asked once a head of those who eat', async () => {
    const tea: StoreDocument['required'] = [{ id: 'tea', name: '茶', quantity: 1, per: 'person', dishes: ['tea'] }]
    await edit('stores', 'lane', { $set: { required: tea } })
    expect(await order([line('tea')], 500, { people: 2 })).toMatchObject({
      code: 'required_missing',
      details: { rule: 'tea', missing: 1 },
    })
    expect(await order([line('tea', { quantity: 2 })], 1000, { people: 2 })).toMatchObject({ ok: true })
    await edit('stores', 'lane', { $set: { required: rice } })
  })

  it('are not asked for while they are sold out', async () => {
    await house.cloud.database.update('boards', { _id: 'lane' }, { $set: { off: { rice: true } } }, { multi: false })
    expect(await order([line('tea')], 500)).toMatchObject({ ok: true })
    await house.cloud.database.update('boards', { _id: 'lane' }, { $set: { off: {} } }, { multi: false })
    await edit('stores', 'lane', { $unset: { required: '' } })
  })
})

describe('Schedules: meal periods, per-channel price', () => {
  it('a dish of another meal period is refused with the period, by the clock of the house', async () => {
    const periods = [{ id: 'breakfast', name: '早市', from: 360, to: 600 }]
    await edit('stores', 'lane', { $set: { periods } })
    await edit('dishes', 'tea', { $set: { available: { periods: ['breakfast'] } } })
    expect(await order([line('rice'), line('tea')], 800)).toMatchObject({
      code: 'not_now',
      details: { dish: 'tea', field: 'lines.1.dish', why: 'period', when: { periods } },
    })
    await edit('dishes', 'tea', { $unset: { available: '' } })
  })

  it('a dish for one way to order, or of another season, is refused in the others', async () => {
    await edit('dishes', 'tea', { $set: { available: { modes: ['dineIn'], to: '2026-05-06' } } })
    expect(await order([line('tea')], 500)).toMatchObject({ ok: true })
    expect(await order([line('tea')], 500, { mode: 'pickup', table: undefined })).toMatchObject({
      code: 'not_now',
      details: { why: 'mode' },
    })
    await edit('dishes', 'tea', { $set: { available: { from: '2026-05-07' } } })
    expect(await order([line('tea')], 500)).toMatchObject({ code: 'not_now', details: { why: 'season' } })
  })

  it('a dish costs the price of the way it is ordered, on the order and for the refusal of another total', async () => {
    await edit('dishes', 'rice', { $set: { 'specs.0.fenBy': { pickup: 250, member: 200 } } })
    expect(await order([line('rice')], 300)).toMatchObject({ ok: true, value: { totalFen: 300 } })
    const pickup = { mode: 'pickup', table: undefined } as const
    expect(await order([line('rice')], 250, pickup)).toMatchObject({ ok: true, value: { totalFen: 250 } })
    expect(await order([line('rice')], 300, pickup)).toMatchObject({
      code: 'total_changed',
      details: { totalFen: 250 },
    })
  })
})

describe('Menu with categories, photos, scan → menu', () => {
  it('comes in one piece: the store, its categories in order, each dish with its category and picture', async () => {
    await edit('dishes', 'tripe', { $set: { picture: 'dishes/tripe.webp' } })
    const { menu } = await house.diner('new').ask('openMenu', { store: 'lane' })
    expect(menu?.categories.map(({ id, name }) => [id, name])).toEqual([
      ['noodles', '面'],
      ['sets', '套餐'],
    ])
    expect(menu?.dishes.find(({ id }) => id === 'tripe')).toMatchObject({
      category: 'noodles',
      picture: 'dishes/tripe.webp',
    })
    expect(menu?.tables.map(({ id }) => id)).toContain('A1')
  })

  it('says what sold best, counted at night, from the next menu on', async () => {
    const diner = house.diner('eater')
    for (const [dish, fen, quantity] of [
      ['plate3', 1003, 5],
      ['plate7', 1007, 9],
    ] as const) {
      const input = orderInput([line(dish, { quantity })], fen * quantity, { menuVersion: version })
      const { id } = await diner.ask('placeOrder', input)
      await diner.pay(id)
    }
    await house.cloud.idle()
    house.cloud.clock.set(Date.parse('2026-05-07T04:30:00+08:00'))
    await house.cloud.runTimer('nightly')
    await house.cloud.idle()
    const { menu, menuVersion } = await diner.ask('openMenu', { store: 'lane' })
    expect(menu?.ranked?.slice(0, 2)).toEqual(['plate7', 'plate3'])
    await house.cloud.runTimer('nightly')
    expect((await diner.ask('openMenu', { store: 'lane' })).menuVersion).toBe(menuVersion)
  })
})
