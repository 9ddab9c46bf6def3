import type { OrderView } from '@yundian/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { choicesOf } from '../../miniprogram/cartLines.ts'
import { kitchenColumns } from '../../miniprogram/staff/kitchen/ticket.ts'
import { line, orderInput } from '../house/orderInput.ts'
import { openTestHouse, type TestHouse } from '../house/testHouse.ts'

let house: TestHouse
let version = 1
beforeAll(async () => {
  house = await openTestHouse()
  await house.cloud.database.update(
    'dishes',
    { _id: 'dandan' },
    { $set: { 'optionGroups.1.options.0.most': 2, quickTags: ['不要葱', '少辣'] } },
    { multi: false },
  )
  await house.cloud.database.update('dishes', { _id: 'duo' }, { $set: { 'parts.1.repeat': true } }, { multi: false })
  await house.cloud.idle()
  version = (await house.diner('ann').ask('openMenu', { store: 'lane' })).menuVersion
})
afterAll(() => house.close())

const order = (lines: Parameters<typeof orderInput>[0], total: number, openid = 'ann') =>
  house.diner(openid).send('placeOrder', orderInput(lines, total, { menuVersion: version }))

async function placed(lines: Parameters<typeof orderInput>[0], total: number, openid?: string): Promise<OrderView> {
  const reply = await order(lines, total, openid)
  if (!reply.ok) throw new Error(`refused: ${reply.code} ${JSON.stringify(reply.details)}`)
  return reply.value
}

const noodles = (more: Parameters<typeof line>[1] = {}) =>
  line('dandan', { spec: 'small', options: ['spicy/hot'], ...more })

describe('Spec (规格) with own price', () => {
  it('each size costs what the menu says of it', async () => {
    expect((await placed([noodles()], 1400)).lines[0]).toMatchObject({ spec: { name: '小份' }, unitFen: 1400 })
    expect((await placed([noodles({ spec: 'large', quantity: 2 })], 3600)).totalFen).toBe(3600)
    expect(await order([noodles({ spec: 'large' })], 1400)).toMatchObject({ code: 'total_changed' })
  })
})

describe('Modifiers 加料: min/max/required, price, server priced', () => {
  it('the house adds their prices, and refuses too few, too many and unknown ones', async () => {
    const extras = ['spicy/hot', 'extra/egg', 'extra/beef']
    expect((await placed([noodles({ options: extras })], 1400 + 300 + 800)).totalFen).toBe(2500)
    for (const options of [[], [...extras, 'extra/greens'], ['spicy/hot', 'spicy/mild'], ['spicy/hot', 'extra/gold']]) {
      expect(await order([noodles({ options })], 1400)).toMatchObject({ code: 'bad_choice' })
    }
  })

  it('one may be taken as often as the menu says, and is paid as often', async () => {
    const eggs = (times: number) => ['spicy/hot', ...Array(times).fill('extra/egg')]
    expect((await placed([noodles({ options: eggs(2) })], 2000)).totalFen).toBe(2000)
    expect(await order([noodles({ options: eggs(3) })], 2300)).toMatchObject({ code: 'bad_choice' })
    expect(await order([noodles({ options: ['spicy/hot', 'extra/beef', 'extra/beef'] })], 3000)).toMatchObject({
      code: 'bad_choice',
    })
  })
})

describe('Combos 套餐, choose-n', () => {
  const set = (...sides: string[]) => line('duo', { choices: ['main/brain', ...sides.map((side) => `sides/${side}`)] })

  it('costs its price and the surcharges, and takes the portions of what is chosen', async () => {
    const before = (await house.board()).left.brain ?? 0
    expect((await placed([set('rice', 'dandan')], 8800 + 600 + 900)).totalFen).toBe(10_300)
    expect((await house.board()).left.brain).toBe(before - 1)
  })

  it('the same dish may be chosen twice where the menu allows it, and only as many as it says', async () => {
    expect((await placed([set('rice', 'rice')], 9400)).lines[0]?.choices.map(({ dish }) => dish)).toEqual([
      'brain',
      'rice',
      'rice',
    ])
    for (const sides of [['rice'], ['rice', 'tea', 'tea'], ['rice', 'tripe']]) {
      expect(await order([set(...sides)], 9400)).toMatchObject({ code: 'bad_choice' })
    }
  })
})

describe('Remarks, 忌口 tags', () => {
  const words = '不要葱，<img src=x onerror=alert(1)> {{1+1}}'

  it('reach the order, the ticket and the kitchen as they were written, markup as text (A21)', async () => {
    const { menu } = await house.diner('ann').ask('openMenu', { store: 'lane' })
    expect(menu?.dishes.find(({ id }) => id === 'dandan')?.quickTags).toEqual(['不要葱', '少辣'])
    const input = orderInput([{ ...noodles(), remark: words }, noodles()], 2800, {
      menuVersion: version,
      remark: words,
    })
    const { id, lines } = await house.diner('eva').ask('placeOrder', input)
    expect(lines.map(({ remark }) => remark)).toEqual([words, undefined])
    await house.diner('eva').pay(id)
    await house.cloud.idle()
    const { orders, now } = await house.cook.ask('openKitchen', {})
    const shown = kitchenColumns(orders, {}, now)[0]?.tickets.find((ticket) => ticket.id === id)
    expect(shown?.remark).toBe(words)
    expect(shown?.lines.map((each) => each.words)).toEqual([`小份、特辣、${words}`, '小份、特辣'])
    const [ticket] = await house.cloud.database.find('tickets', { order: id })
    expect(ticket?.lines).toMatchObject([{ remark: words }, {}])
  })

  it('are refused when they are too long, with the field', async () => {
    const long = { ...noodles(), remark: '长'.repeat(41) }
    expect(await order([long], 1400)).toMatchObject({ code: 'bad_input', details: { field: 'lines.0.remark' } })
  })
})

describe('再来一单', () => {
  it('takes every choice of an earlier order, at the price of today', async () => {
    const lines = [{ ...noodles({ options: ['spicy/mild', 'extra/egg', 'extra/egg'] }), remark: '少辣' }, line('tea')]
    const first = await placed(lines, 2500, 'bob')
    const again = await placed(choicesOf(first.lines), 2500, 'bob')
    expect(again.id).not.toBe(first.id)
    expect(again.lines).toEqual(first.lines)
  })
})
