import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { line, orderInput } from '../house/orderInput.ts'
import { openTestHouse, type TestHouse } from '../house/testHouse.ts'

let house: TestHouse
beforeEach(async () => {
  house = await openTestHouse()
})
afterEach(() => house.close())

/** What the owner does in the console: one document is changed, and the cloud's trigger does the rest. */
async function editDish(id: string, change: Record<string, unknown>): Promise<void> {
  await house.cloud.database.update('dishes', { _id: id }, change, { multi: false })
  await house.cloud.idle()
}

const openMenu = () => house.diner('ann').ask('openMenu', { store: 'lane' })

describe('the owner edits a dish in the console', () => {
  it('and diners see the new price in the next menu version', async () => {
    await editDish('rice', { $set: { 'specs.0.fen': 400 } })
    const { menuVersion, menu } = await openMenu()
    expect(menuVersion).toBe(2)
    expect(menu?.dishes.find((dish) => dish.id === 'rice')?.specs[0]?.fen).toBe(400)
  })

  it('and an order from the old menu is refused with the new total, then taken from the new one', async () => {
    await openMenu()
    await editDish('rice', { $set: { 'specs.0.fen': 400 } })
    const input = orderInput([line('rice', { quantity: 2 })], 600)
    expect(await house.diner('ann').send('placeOrder', input)).toMatchObject({
      code: 'menu_changed',
      details: { menuVersion: 2, totalFen: 800 },
    })
    const placed = await house.diner('ann').ask('placeOrder', { ...input, menuVersion: 2, expectedTotal: 800 })
    expect(placed).toMatchObject({ totalFen: 800, pickupNumber: 1 })
  })

  it('and a wrong edit never reaches a diner: the dish says what is wrong, and mending it publishes', async () => {
    await editDish('rice', { $set: { 'specs.0.fen': -5 } })
    expect((await openMenu()).menuVersion).toBe(1)
    const [wrong] = await house.cloud.database.find('dishes', { _id: 'rice' })
    expect(wrong?.problem).toMatch(/^specs\.0\.fen/)
    expect(await house.cloud.database.find('alerts', {})).toMatchObject([{ kind: 'menu' }])

    await editDish('rice', { $set: { 'specs.0.fen': 350 } })
    const { menuVersion, menu } = await openMenu()
    expect(menuVersion).toBe(2)
    expect(menu?.dishes.find((dish) => dish.id === 'rice')).toMatchObject({ specs: [{ fen: 350 }] })
    const [mended] = await house.cloud.database.find('dishes', { _id: 'rice' })
    expect(mended).not.toHaveProperty('problem')
  })

  it('and a wrong edit of the store is said in the store, and keeps the last good menu in force', async () => {
    const required = [{ id: 'tea', name: '茶', quantity: 1, per: 'order', dishes: ['nothing'] }]
    await house.cloud.database.update('stores', { _id: 'lane' }, { $set: { required } }, { multi: false })
    await house.cloud.idle()
    expect((await openMenu()).menuVersion).toBe(1)
    const [wrong] = await house.cloud.database.find('stores', { _id: 'lane' })
    expect(wrong?.problem).toBe('required.tea.dishes：没有菜品 nothing')
    await house.cloud.database.update('stores', { _id: 'lane' }, { $unset: { required: '' } }, { multi: false })
    await house.cloud.idle()
    const [mended] = await house.cloud.database.find('stores', { _id: 'lane' })
    expect(mended).not.toHaveProperty('problem')
    expect(await house.cloud.database.count('menus', {})).toBe(1)
  })

  it('and an edit that changes nothing publishes nothing', async () => {
    await editDish('rice', { $set: { name: '菜 rice' } })
    await editDish('rice', { $unset: { problem: '' } })
    expect(await house.cloud.database.count('menus', {})).toBe(1)
  })

  it('and two edits at once are both in the menu', async () => {
    await Promise.all([
      house.cloud.database.update('dishes', { _id: 'rice' }, { $set: { 'specs.0.fen': 311 } }, { multi: false }),
      house.cloud.database.update('dishes', { _id: 'tea' }, { $set: { 'specs.0.fen': 511 } }, { multi: false }),
    ])
    await house.cloud.idle()
    const { menu } = await openMenu()
    const fen = (id: string) => menu?.dishes.find((dish) => dish.id === id)?.specs[0]?.fen
    expect([fen('rice'), fen('tea')]).toEqual([311, 511])
  })

  it('and the edit is published by the timer when its trigger was lost', async () => {
    house.cloud.parts.triggers.mode = 'drop'
    await editDish('rice', { $set: { 'specs.0.fen': 450 } })
    expect((await openMenu()).menuVersion).toBe(1)
    await house.cloud.runTimer('everyMinute')
    expect((await openMenu()).menuVersion).toBe(2)
  })

  it('and a dish that becomes limited has its portions at once, one taken off sale is gone', async () => {
    await editDish('tea', { $set: { daily: 2 } })
    await editDish('dandan', { $set: { onSale: false } })
    await editDish('duo', { $set: { onSale: false } })
    const { menu, left } = await openMenu()
    expect(left).toMatchObject({ tea: 2, tripe: 50 })
    expect(menu?.dishes.map((dish) => dish.id)).not.toContain('dandan')
  })
})
