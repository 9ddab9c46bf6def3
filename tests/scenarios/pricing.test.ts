import type { DinerRequest } from '@yundian/contract'
import { priceMeal } from '@yundian/domain'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { brokenInvariants } from '../house/invariants.ts'
import { line, orderInput } from '../house/orderInput.ts'
import { openTestHouse, type TestHouse } from '../house/testHouse.ts'

let house: TestHouse
beforeEach(async () => {
  house = await openTestHouse()
})
afterEach(() => house.close())

/** What the owner does in the console. */
async function offer(...promotions: { _id: string; [field: string]: unknown }[]): Promise<void> {
  const documents = promotions.map((each, sort) => ({ store: 'lane', sort, active: true, name: each._id, ...each }))
  await house.cloud.database.insert('promotions', documents)
  await house.cloud.idle()
}

async function setStore(change: Record<string, unknown>): Promise<void> {
  await house.cloud.database.update('stores', { _id: 'lane' }, { $set: change }, { multi: false })
  await house.cloud.idle()
}

const over50 = { _id: 'over50', offer: { kind: 'amountOff', tiers: [{ fromFen: 5000, offFen: 1000 }] } }
const firstOrder = {
  _id: 'first',
  for: 'newCustomer',
  offer: { kind: 'amountOff', tiers: [{ fromFen: 0, offFen: 500 }] },
}

const openMenu = (openid: string) => house.diner(openid).ask('openMenu', { store: 'lane' })

/** Orders as the phone does: at the price that it reckons from what the house told it. */
async function request(
  openid: string,
  lines: ReturnType<typeof line>[],
  more: Partial<DinerRequest<'placeOrder'>> = {},
) {
  const { menu, menuVersion, guest, now } = await openMenu(openid)
  if (!menu) throw new Error('no menu')
  const mode = more.mode ?? 'dineIn'
  const newCustomer = guest?.newcomer !== undefined
  const circumstances = { mode, at: now, newCustomer, member: guest?.member, people: more.people }
  const { totalFen } = priceMeal(menu, lines, circumstances)
  const said = {
    ...(newCustomer ? { newcomer: guest.newcomer } : {}),
    ...(guest?.member ? { member: true as const } : {}),
  }
  return orderInput(lines, totalFen, { menuVersion, ...(guest ? { guest: said } : {}), ...more })
}

const place = async (
  openid: string,
  lines: ReturnType<typeof line>[],
  more: Partial<DinerRequest<'placeOrder'>> = {},
) => house.diner(openid).ask('placeOrder', await request(openid, lines, more))

const stepsOf = ({ steps }: { steps: { id?: string; fen: number }[] }) => steps.map(({ id, fen }) => [id, fen])
const wrong = () => brokenInvariants(house.cloud.database, house.cloud.payments.list())
const rest = async () => {
  await house.cloud.idle()
  await house.cloud.runTimer('everyMinute')
  await house.cloud.idle()
}

describe('Minimum spend, tea fee 茶位费, service fee', () => {
  const fees = {
    tea: { perHeadFen: 300 },
    service: { modes: ['dineIn'], percent: 10 },
    packaging: { perPortionFen: 100, perOrderFen: 50 },
    minimum: { dineIn: 5000, pickup: 2000 },
  }

  it('are steps of the receipt at the table, after savings, and in what is paid', async () => {
    await setStore({ fees })
    const order = await place('ann', [line('tripe')], { people: 3 })
    expect(stepsOf(order)).toEqual([
      ['minimum', 1200],
      ['tea', 900],
      ['service', 380],
    ])
    expect(order.totalFen).toBe(3800 + 1200 + 900 + 380)
    await house.diner('ann').pay(order.id)
    await rest()
    expect(await house.order(order.id)).toMatchObject({ status: 'paid', payment: { paidFen: 6280 } })
    expect(await wrong()).toEqual([])
  })

  it('become packaging to go, and a refusal below the minimum', async () => {
    await setStore({ fees })
    const order = await place('ann', [line('tripe', { quantity: 2 })], { mode: 'pickup', table: undefined })
    expect(stepsOf(order)).toEqual([['packaging', 250]])
    const little = await request('ann', [line('rice')], { mode: 'pickup', table: undefined })
    expect(await house.diner('ann').send('placeOrder', little)).toMatchObject({
      code: 'below_minimum',
      details: { goodsFen: 300, minimumFen: 2000 },
    })
  })
})

describe('promotions that the owner writes in the console', () => {
  it('are on the next menu, and an order costs the same on the phone and in the house, step by step', async () => {
    await offer(over50, { _id: 'half', dishes: ['tea'], offer: { kind: 'secondOff', percent: 50 } })
    const order = await place('ann', [line('tripe'), line('tea', { quantity: 4 })])
    expect(stepsOf(order)).toEqual([
      ['half', -500],
      ['over50', -1000],
    ])
    expect(order.totalFen).toBe(3800 + 2000 - 1500)
    expect(order.lines.map(({ offFen }) => offFen)).toEqual([717, 783])
    expect(await wrong()).toEqual([])
  })

  it('never reach a diner when they are wrong: the document says what is', async () => {
    await offer(over50)
    await offer({ _id: 'typo', dishes: ['dragon'], offer: { kind: 'percentOff', percent: 120 } })
    const { menuVersion, menu } = await openMenu('ann')
    expect(menuVersion).toBe(2)
    expect(menu?.promotions?.map(({ id }) => id)).toEqual(['over50'])
    const [typo] = await house.cloud.database.find('promotions', { _id: 'typo' })
    expect(typo?.problem).toMatch(/^offer\.percent：/)
    await house.cloud.database.update(
      'promotions',
      { _id: 'typo' },
      { $set: { 'offer.percent': 20 } },
      { multi: false },
    )
    await house.cloud.idle()
    const [still] = await house.cloud.database.find('promotions', { _id: 'typo' })
    expect(still?.problem).toBe('dishes：没有菜品 dragon')
  })

  it('A1 A2: are not the client’s to choose: another total, a price, a saving of its own are refused', async () => {
    await offer(over50)
    const input = await request('ann', [line('tripe', { quantity: 2 })])
    const ann = house.diner('ann')
    for (const expectedTotal of [1, input.expectedTotal - 1000, input.expectedTotal + 1000]) {
      const reply = await ann.send('placeOrder', { ...input, expectedTotal })
      expect(reply).toMatchObject({ code: 'total_changed', details: { totalFen: 6600 } })
    }
    for (const extra of [{ steps: [{ kind: 'promotion', name: 'x', fen: -6000 }] }, { totalFen: 1 }, { coupons: [] }]) {
      expect(await ann.send('placeOrder', { ...input, ...extra })).toMatchObject({ code: 'bad_input' })
    }
    expect((await house.board()).holds).toEqual({})
  })

  it('of a happy hour end for the house when they ended for the phone, three minutes of grace apart', async () => {
    await setStore({ periods: [{ id: 'happy', name: '下午茶', from: 700, to: 725 }] })
    await offer({ ...over50, available: { periods: ['happy'] } })
    const [first, second] = [
      await request('ann', [line('tripe', { quantity: 2 })]),
      await request('bob', [line('tripe', { quantity: 2 })]),
    ]
    expect(first.expectedTotal).toBe(6600)
    house.cloud.clock.advance(7 * 60_000)
    const kept = await house.diner('ann').ask('placeOrder', first)
    expect(kept.totalFen).toBe(6600)
    house.cloud.clock.advance(2 * 60_000)
    expect(await house.diner('bob').send('placeOrder', second)).toMatchObject({ code: 'total_changed' })
    expect(await house.diner('ann').ask('placeOrder', first)).toMatchObject({ id: kept.id, totalFen: 6600 })
  })

  it('are promised by the hold: an order whose first sending died is written at the price of then', async () => {
    await setStore({ periods: [{ id: 'happy', name: '下午茶', from: 700, to: 725 }] })
    await offer({ ...over50, available: { periods: ['happy'] } })
    const input = await request('ann', [line('tripe', { quantity: 2 })])
    const { id } = await house.diner('ann').ask('placeOrder', input)
    await house.cloud.database.remove('orders', { _id: id }, { multi: false })
    house.cloud.clock.advance(9 * 60_000)
    expect(await house.diner('ann').ask('placeOrder', input)).toMatchObject({ id, totalFen: 6600 })
  })
})

describe('a price for new customers', () => {
  it('is given once: not with two orders at once, and not to who has eaten here', async () => {
    await offer(firstOrder)
    const [one, other] = [
      await request('ann', [line('rice', { quantity: 3 })]),
      await request('ann', [line('tea', { quantity: 2 })]),
    ]
    expect([one.expectedTotal, other.expectedTotal]).toEqual([400, 500])
    const replies = await Promise.all([one, other].map((input) => house.diner('ann').send('placeOrder', input)))
    expect(replies.filter(({ ok }) => ok)).toHaveLength(1)
    // Whichever came second, and however close: it is the same first order with other dishes.
    expect(replies.find(({ ok }) => !ok)).toMatchObject({ code: 'request_changed' })
    expect((await openMenu('ann')).guest).toEqual({ member: false })
    expect(await house.cloud.database.count('orders', { diner: 'ann' })).toBe(1)

    const { id } = await house.diner('bob').ask('placeOrder', orderInput([line('rice')], 300, { menuVersion: 2 }))
    await house.diner('bob').pay(id)
    await rest()
    const lie = orderInput([line('rice', { quantity: 3 })], 400, { menuVersion: 2, guest: { newcomer: 0 } })
    const refused = { code: 'not_entitled', details: { to: 'newCustomer' } }
    expect(await house.diner('bob').send('placeOrder', lie)).toMatchObject(refused)
    expect(await house.diner('bob').send('placeOrder', { ...lie, guest: { newcomer: 1 } })).toMatchObject(refused)
    await rest()
    expect(Object.keys((await house.board()).holds)).toHaveLength(1)
    expect((await openMenu('bob')).guest).toEqual({ member: true })
  })

  it('is kept for who gave up his first order before it could be paid', async () => {
    await offer(firstOrder)
    const first = await request('ann', [line('rice', { quantity: 3 })])
    const { id } = await house.diner('ann').ask('placeOrder', first)
    await house.diner('ann').ask('cancelOrder', { order: id })
    expect((await openMenu('ann')).guest).toEqual({ newcomer: 1, member: false })
    const again = await request('ann', [line('rice', { quantity: 3 })])
    const placed = await house.diner('ann').ask('placeOrder', again)
    expect(placed).toMatchObject({ totalFen: 400 })
    expect(placed.id).not.toBe(id)
    expect(await house.diner('ann').ask('placeOrder', again)).toMatchObject({ id: placed.id })
    await rest()
    expect(await wrong()).toEqual([])
  })

  it('is not for a second order while the first, given up, may still be paid', async () => {
    await offer(firstOrder)
    const { id } = await house.diner('ann').ask('placeOrder', await request('ann', [line('rice', { quantity: 3 })]))
    await house.diner('ann').ask('payOrder', { order: id })
    await house.diner('ann').ask('cancelOrder', { order: id })
    expect((await openMenu('ann')).guest).toEqual({ member: false })
  })

  it('costs one look beside the write on the board, and other orders none', async () => {
    await offer(firstOrder)
    const tripsOf = async (input: DinerRequest<'placeOrder'>) => {
      house.cloud.counts.reset()
      await house.diner('ann').ask('placeOrder', input)
      return house.cloud.counts.byRequest().filter((each) => each.function === 'diner').length
    }
    expect(await tripsOf(await request('ann', [line('rice', { quantity: 3 })]))).toBe(3)
    expect(await tripsOf(await request('ann', [line('rice', { quantity: 3 })]))).toBe(2)
  })
})

describe('a price for members', () => {
  it('is for who has paid here before, and proven when it is claimed', async () => {
    await offer({ _id: 'vip', for: 'member', offer: { kind: 'percentOff', percent: 10 } })
    const lie = orderInput([line('tripe')], 3420, { menuVersion: 2, guest: { member: true } })
    expect(await house.diner('ann').send('placeOrder', lie)).toMatchObject({ code: 'not_entitled' })
    const { id } = await place('ann', [line('rice')])
    await house.diner('ann').pay(id)
    await rest()
    expect(await place('ann', [line('tripe')])).toMatchObject({ totalFen: 3420 })
  })
})

describe('a refund by line of an order with savings and fees', () => {
  it('gives back what was paid for each portion, and at the end the fees', async () => {
    await offer(over50)
    await setStore({ fees: { service: { modes: ['dineIn'], fixedFen: 200 } } })
    const order = await place('ann', [line('brain', { quantity: 3 }), line('rice')])
    expect(order.totalFen).toBe(8100 - 1000 + 200)
    await house.diner('ann').pay(order.id)
    await rest()
    const refund = (requestKey: string, wish: object) =>
      house.cook.ask('refundOrder', { order: order.id, requestKey, wish: wish as never, reason: '' })
    const given: number[] = []
    for (const [at, which] of [0, 1, 0, 0].entries()) {
      const { refundedFen } = await refund(`refund-${at}0000`, { kind: 'lines', lines: [{ line: which, quantity: 1 }] })
      given.push(refundedFen)
    }
    expect(given).toEqual([2279, 2542, 4821, 7100])
    expect(await refund('refund-whole', { kind: 'whole' })).toMatchObject({ status: 'refunded', refundedFen: 7300 })
    for (let minute = 0; minute < 5; minute++) {
      house.cloud.clock.advance(61_000)
      await rest()
    }
    expect(await wrong()).toEqual([])
  })
})
