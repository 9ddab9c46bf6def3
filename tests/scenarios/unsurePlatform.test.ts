import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { storeDocument } from '@yundian/contract'
import type { Order } from '@yundian/domain'
import type { House, PhoneChannel } from '@yundian/platform'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { root } from '../../scripts/root.ts'
import { line, orderInput } from '../house/orderInput.ts'
import { store } from '../house/restaurant.ts'
import { openTestHouse, type TestHouse } from '../house/testHouse.ts'

/** A pay platform that answers as it is told. */
const unsure = {
  start: async () => ({ ok: false, reason: 'busy' }),
  query: async () => ({ state: 'unpaid' }),
  close: async () => 'again',
  refund: async () => 'again',
  queryRefund: async () => 'processing',
} satisfies Partial<PhoneChannel>

let house: TestHouse
let platform: typeof import('@yundian/platform')

beforeEach(async () => {
  house = await openTestHouse()
  // The house's own code in this process, on the same cloud, so that another pay platform can be put in.
  Object.assign(process.env, house.cloud.sdkEnvironment)
  platform = await import('@yundian/platform')
})
afterEach(() => house.close())

function withPlatform(answers: Partial<PhoneChannel>): House {
  return { ...platform.house, clock: house.cloud.clock, pay: { ...platform.wechatPay, ...unsure, ...answers } }
}

/** An order whose payment was begun and whose time is over. */
async function overdue(openid: string): Promise<string> {
  const { id } = await house.diner(openid).ask('placeOrder', orderInput([line('brain')], 2600))
  await house.diner(openid).ask('payOrder', { order: id })
  return id
}

const paidAt = (totalFee: number, transactionId = '42') => ({ state: 'paid' as const, transactionId, totalFee })

describe('an overdue order', () => {
  const expire = async (answers: Partial<PhoneChannel>) => {
    const { endExpiredOrders } = await import('../../cloudfunctions/everyMinute/endExpiredOrders.ts')
    house.cloud.clock.advance(11 * 60_000)
    return endExpiredOrders(withPlatform(answers))
  }

  it('stays, with its portions, while the platform does not say that it is closed', async () => {
    const id = await overdue('ann')
    expect(await expire({ close: async () => 'again' })).toBe(0)
    expect(await house.order(id)).toMatchObject({ status: 'placed' })
    expect((await house.board()).holds[id]).toBeDefined()
  })

  it('R13: is paid when the platform refuses to close it because it has the money', async () => {
    const id = await overdue('ann')
    expect(await expire({ close: async () => 'paid', query: async () => paidAt(2600) })).toBe(0)
    expect(await house.order(id)).toMatchObject({ status: 'paid', payment: { transactionId: '42' } })
  })

  it('is not cancelled when its notice, or a new attempt, comes while it is being closed', async () => {
    const id = await overdue('ann')
    await expire({
      close: async () => {
        await platform.recordPayment({ outTradeNo: id, ...paidAt(2600) }, withPlatform({}))
        return 'closed'
      },
    })
    expect(await house.order(id)).toMatchObject({ status: 'paid' })

    const other = await overdue('bob')
    await expire({
      close: async () => {
        const begunAgain = { $set: { 'payment.startedAt': new Date(house.cloud.clock.now()) } }
        await house.cloud.database.update('orders', { _id: other }, begunAgain, { multi: false })
        return 'closed'
      },
    })
    expect(await house.order(other)).toMatchObject({ status: 'placed' })
  })

  it('does not keep back the others when the platform fails for it', async () => {
    const [bad, good] = [await overdue('ann'), await overdue('bob')]
    const close = async (id: string) => {
      if (id === bad) throw new Error('platform fault')
      return 'closed' as const
    }
    expect(await expire({ close })).toBe(1)
    expect(await house.order(good)).toMatchObject({ status: 'cancelled' })
    expect(await house.order(bad)).toMatchObject({ status: 'placed' })
  })
})

describe('a silent payment', () => {
  it('is found though the platform fails for another order before it', async () => {
    const { findSilentPayments } = await import('../../cloudfunctions/everyMinute/findSilentPayments.ts')
    const [bad, good] = [await overdue('ann'), await overdue('bob')]
    const query = async (id: string) => {
      if (id === bad) throw new Error('platform fault')
      return paidAt(2600)
    }
    expect(await findSilentPayments(withPlatform({ query }))).toBe(1)
    expect(await house.order(good)).toMatchObject({ status: 'paid' })
  })

  it('is found when the platform refuses a second start', async () => {
    const { payOrder } = await import('../../cloudfunctions/diner/payOrder.ts')
    const id = await overdue('ann')
    const paying = (answers: Partial<PhoneChannel>) =>
      payOrder.run({ order: id }, withPlatform(answers), { openid: 'ann' })
    await expect(paying({})).rejects.toMatchObject({ code: 'payment_unavailable', details: { reason: 'busy' } })
    await expect(paying({ query: async () => paidAt(2600) })).rejects.toMatchObject({ code: 'wrong_status' })
    expect(await house.order(id)).toMatchObject({ status: 'paid' })
  })
})

describe('a payment begun', () => {
  it('R15 R21: lives no longer than two hours, for whole fen, also when the store holds portions as long as it may', async () => {
    const { payOrder } = await import('../../cloudfunctions/diner/payOrder.ts')
    const longest = { $set: { holdMinutes: 110 } }
    await house.cloud.database.update('stores', { _id: 'lane' }, longest, { multi: false })
    await house.cloud.idle()
    const menuVersion = (await house.board()).menuVersion
    const input = { ...orderInput([line('brain')], 2600), menuVersion }
    const { id } = await house.diner('ann').ask('placeOrder', input)
    const asked: Parameters<PhoneChannel['start']>[0][] = []
    const start: PhoneChannel['start'] = async (order) => {
      asked.push(order)
      return { ok: false, reason: 'busy' }
    }
    await expect(payOrder.run({ order: id }, withPlatform({ start }), { openid: 'ann' })).rejects.toThrow()
    const [first] = asked
    expect(first).toMatchObject({ id, totalFen: 2600 })
    expect((first?.expiresAt ?? Number.NaN) - house.cloud.clock.now()).toBeLessThanOrEqual(2 * 3_600_000)
    expect(storeDocument.safeParse({ ...store, holdMinutes: 111 }).success).toBe(false)
  })

  it('R3: is heard of by functions that the platform need not wait longer than 5 s for', () => {
    const { functions } = JSON.parse(readFileSync(join(root, 'cloudbaserc.json'), 'utf8')) as {
      functions: { name: string; timeout: number }[]
    }
    const timeouts = functions.filter(({ name }) => name.endsWith('Notified')).map(({ timeout }) => timeout)
    expect(new Set(timeouts)).toEqual(new Set([5]))
  })
})

describe('what a cancelled order owes the platform', () => {
  async function cancelled(): Promise<Order> {
    const id = await overdue('ann')
    await house.diner('ann').ask('cancelOrder', { order: id })
    await house.cloud.idle()
    house.cloud.clock.advance(6 * 60_000)
    return house.order(id)
  }

  it('R11: stays owed until the platform has closed it', async () => {
    const order = await cancelled()
    await platform.runEffects(order, withPlatform({ close: async () => 'again' }))
    expect(await house.order(order._id)).toMatchObject({ owes: ['closePayment'] })
    await platform.runEffects(order, withPlatform({ close: async () => 'closed' }))
    expect(await house.order(order._id)).toMatchObject({ owes: [] })
  })

  it('R13: is a revival or a refund when the platform has the money', async () => {
    const order = await cancelled()
    await platform.runEffects(order, withPlatform({ close: async () => 'paid', query: async () => paidAt(2600) }))
    await house.cloud.idle()
    expect(await house.order(order._id)).toMatchObject({ status: 'paid', lateEnd: 'revived' })
  })

  it('R22: is a revival that keeps its portions when the network repeats the write that decides', async () => {
    const order = await cancelled()
    house.cloud.parts.triggers.mode = 'drop'
    await platform.recordPayment({ outTradeNo: order._id, ...paidAt(2600) }, withPlatform({}))
    const certain = withPlatform({ close: async () => 'closed' })
    const { orders } = certain.records
    const update: typeof orders.update = async (filter, change) => {
      await orders.update(filter, change)
      return orders.update(filter, change)
    }
    const repeating = { ...certain, records: { ...certain.records, orders: { ...orders, update } } }
    await platform.runEffects(await house.order(order._id), repeating)
    expect(await house.order(order._id)).toMatchObject({ status: 'paid', lateEnd: 'revived' })
    expect((await house.board()).holds[order._id]).toBeDefined()
  })

  it('R19: is sent back in two refunds a minute apart, by ourselves, whatever the platform would take', async () => {
    const id = await overdue('ann')
    await platform.recordPayment({ outTradeNo: id, ...paidAt(2600) }, withPlatform({}))
    house.cloud.parts.triggers.mode = 'drop'
    for (const at of [1, 2]) {
      const wish = { kind: 'amount' as const, fen: 100 * at }
      await house.cook.ask('refundOrder', { order: id, requestKey: `staff-key-${at}`, wish, reason: '' })
    }
    const sent: string[] = []
    const refund: PhoneChannel['refund'] = async ({ refundId }) => {
      sent.push(refundId)
      return 'accepted'
    }
    for (const wait of [0, 0, 59_000]) {
      house.cloud.clock.advance(wait)
      await platform.runEffects(await house.order(id), withPlatform({ refund }))
    }
    expect(sent).toEqual([`${id}-1`])
    house.cloud.clock.advance(1_000)
    await platform.runEffects(await house.order(id), withPlatform({ refund }))
    expect(sent).toEqual([`${id}-1`, `${id}-2`])
  })

  it('takes no portions again once its end is decided', async () => {
    const order = await cancelled()
    await platform.recordPayment({ outTradeNo: order._id, ...paidAt(2600) }, withPlatform({}))
    await house.cloud.idle()
    const decided = { ...(await house.order(order._id)), owes: ['revive' as const] }
    const { boards } = platform.records
    const update = async () => Promise.reject(new Error('the board was touched'))
    const certain = withPlatform({})
    await platform.runEffects(decided, { ...certain, records: { ...certain.records, boards: { ...boards, update } } })
    expect(await house.order(order._id)).toMatchObject({ lateEnd: 'revived' })
  })

  it('R16 R20: is refunded under the same number until it is accepted, and the owner is told once', async () => {
    const order = await cancelled()
    await house.diner('bob').ask('placeOrder', orderInput([line('brain', { quantity: 3 })], 7800))
    house.cloud.parts.triggers.mode = 'drop'
    await platform.recordPayment({ outTradeNo: order._id, ...paidAt(2600) }, withPlatform({}))
    const numbers: string[] = []
    const answers = ['again', 'again', 'accepted'] as const
    const refund: PhoneChannel['refund'] = async ({ refundId }) => answers[numbers.push(refundId) - 1] ?? 'accepted'
    for (let run = 0; run < 5; run++) {
      await platform.runEffects(await house.order(order._id), withPlatform({ refund, close: async () => 'closed' }))
    }
    expect(numbers).toEqual(Array(3).fill(`${order._id}-1`))
    expect(await house.order(order._id)).toMatchObject({ status: 'refunded', refundedFen: 2600, owes: [] })
    expect(await house.cloud.database.find('alerts', {})).toMatchObject([{ kind: 'refund' }])
  })
})

describe('the board', () => {
  it('I2: is told of by each dish whose portions do not add up, whenever that happens', async () => {
    for (const dish of ['soup', 'tongue']) {
      const odd = { $set: { [`received.${dish}`]: 5 } }
      await house.cloud.database.update('boards', { _id: 'lane' }, odd, { multi: false })
      await house.cloud.runTimer('everyMinute')
    }
    const told = await house.cloud.database.find('alerts', { kind: 'audit' })
    expect(told.map(({ text }) => String(text).match(/soup|tongue/)?.[0]).sort()).toEqual(['soup', 'tongue'])
  })

  it('is turned to a new day once, however many saw the old one', async () => {
    await overdue('ann')
    const board = await house.board()
    const menu = await platform.house.menus.take('lane', 1)
    if (!menu) throw new Error('no menu')
    for (let time = 0; time < 3; time++)
      await platform.turnBoard(board, menu, { businessDay: '2026-05-07', period: 0 }, withPlatform({}))
    expect(await house.board()).toMatchObject({ left: { brain: 3 }, received: { brain: 4 }, businessDay: '2026-05-07' })
    await platform.turnBoard(await house.board(), menu, { businessDay: '2026-05-06', period: 0 }, withPlatform({}))
    expect(await house.board()).toMatchObject({ businessDay: '2026-05-07' })
  })

  it('loses only holds that are no order’s own, and only after their time', async () => {
    const id = await overdue('ann')
    const hold = (await house.board()).holds[id]
    const stray = { ...hold, attempt: 'stray' }
    const set = { $set: { [`holds.${'e'.repeat(32)}`]: stray }, $inc: { 'left.brain': -1 } }
    await house.cloud.database.update('boards', { _id: 'lane' }, set, { multi: false })
    house.cloud.clock.advance(10 * 60_000 + 30_000)
    expect(await platform.sweepHolds(await house.board(), withPlatform({}))).toBe(0)
    house.cloud.clock.advance(60_000)
    expect(await platform.sweepHolds(await house.board(), withPlatform({}))).toBe(1)
    expect(Object.keys((await house.board()).holds)).toEqual([id])
  })

  it('loses a second hold of an order that has ended under another name', async () => {
    const id = await overdue('ann')
    await house.cloud.database.update('orders', { _id: id }, { $set: { attempt: 'earlier' } }, { multi: false })
    house.cloud.clock.advance(12 * 60_000)
    expect(await platform.sweepHolds(await house.board(), withPlatform({}))).toBe(1)
    expect(await house.board()).toMatchObject({ left: { brain: 3 }, holds: {} })
  })
})
