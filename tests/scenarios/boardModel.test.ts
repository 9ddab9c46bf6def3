import type { SaleWish, StaffDocument, StockEntry } from '@yundian/contract'
import { auditBoard, auditServing, auditStock, type Board, type Order } from '@yundian/domain'
import type { InProcessCloud } from '@yundian/emulator'
import { grantRefund, type House, type PhoneChannel, recordPayment, runEffects } from '@yundian/platform'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { cancelOrder } from '../../cloudfunctions/diner/cancelOrder.ts'
import { placeOrder } from '../../cloudfunctions/diner/placeOrder.ts'
import { endExpiredOrders } from '../../cloudfunctions/everyMinute/endExpiredOrders.ts'
import { sweepBoards } from '../../cloudfunctions/everyMinute/sweepBoards.ts'
import { turnBoards } from '../../cloudfunctions/everyMinute/turnBoards.ts'
import { receiveDelivery, recordWaste, takeStock } from '../../cloudfunctions/staff/stock/keepStock.ts'
import { setSale } from '../../cloudfunctions/staff/stock/setSale.ts'
import { houseOver, openEngines } from '../house/inProcessHouse.ts'
import { line, orderInput } from '../house/orderInput.ts'
import { dishes, store } from '../house/restaurant.ts'

const cook: StaffDocument = { _id: 'cook', store: 'lane', name: '王师傅', role: 'cook' }
const morning = '2026-05-06T11:30:00+08:00'

/** Few of everything, so that most orders meet a bound: by the day, by the meal, by flour, and of tea what staff say. */
const sold = [
  { dish: 'brain', fen: 2600 },
  { dish: 'plate0', fen: 1000 },
  { dish: 'rice', fen: 300 },
  { dish: 'tea', fen: 500 },
] as const

const periods = [
  { id: 'lunch', name: '午市', from: 660, to: 840 },
  { id: 'dinner', name: '晚市', from: 1020, to: 1320 },
]

/** Takes any refund, and closes any payment. */
const channel: PhoneChannel = {
  name: 'wechat',
  start: async () => ({ ok: false, reason: 'closed' }),
  query: async () => ({ state: 'nonexistent' }),
  close: async () => 'closed',
  refund: async () => 'accepted',
  queryRefund: async () => 'done',
  parseNotice: async () => ({ kind: 'nothing' }),
  dailyBill: async () => [],
}

type Act =
  | { kind: 'place'; guest: number; what: { dish: number; quantity: number }[] }
  | { kind: 'repeat'; which: number }
  | { kind: 'cancel' | 'paid' | 'refund'; which: number }
  | { kind: 'sale'; dish: number; wish: SaleWish }
  | { kind: 'stock'; how: 'delivery' | 'waste' | 'count'; quantity: number }
  | { kind: 'triggers' }
  | { kind: 'minute' }
  | { kind: 'wait'; minutes: number }

const small = fc.nat({ max: 3 })
const anyWish: fc.Arbitrary<SaleWish> = fc.oneof(
  fc.constantFrom({ kind: 'on' } as const, { kind: 'off' } as const, { kind: 'offToday' } as const),
  fc.record({ kind: fc.constant('left' as const), left: small }),
)
const anyAct: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('place' as const),
      guest: fc.nat({ max: 1 }),
      what: fc.array(fc.record({ dish: small, quantity: fc.integer({ min: 1, max: 2 }) }), {
        minLength: 1,
        maxLength: 2,
      }),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constantFrom('repeat' as const, 'cancel' as const, 'paid' as const, 'paid' as const, 'refund' as const),
      which: fc.nat({ max: 5 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('sale' as const), dish: small, wish: anyWish }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('stock' as const),
      how: fc.constantFrom('delivery' as const, 'waste' as const, 'count' as const),
      quantity: fc.integer({ min: 1, max: 500 }),
    }),
  },
  { weight: 4, arbitrary: fc.constantFrom({ kind: 'triggers' } as const, { kind: 'minute' } as const) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), minutes: fc.constantFrom(2, 11, 330, 960) }),
  },
)

class Killed extends Error {}

/** A store that sells, and whoever acts there. */
class Shop {
  private made = 0
  private keys = 0
  private readonly requests: { guest: string; input: unknown }[] = []
  /** What the audit found amid the acts. */
  readonly findings: unknown[] = []

  constructor(
    readonly cloud: InProcessCloud,
    private readonly turn: () => Promise<void>,
  ) {}

  /** @param dieAfter round trips; the last of them still happens */
  private house(dieAfter = Number.POSITIVE_INFINITY): House {
    let trips = 0
    return houseOver(
      this.cloud,
      channel,
      () => (++this.made).toString(16).padStart(32, '0'),
      async (act) => {
        if (trips++ >= dieAfter) throw new Killed('killed')
        await this.turn()
        const answer = await act()
        this.findings.push(...auditBoard(await this.board()))
        return answer
      },
    )
  }

  async furnish(): Promise<void> {
    const { _id, ...rest } = store
    const menu = {
      version: 1,
      store: { id: _id, ...rest, periods, openingHours: [{ from: 0, to: 1440 }], mostOpenOrders: 4 },
      tables: [{ id: 'A1', area: '', seats: 4 }],
      categories: [],
      dishes: dishes.map(({ _id: id, ...dish }) => {
        if (id === 'plate0') return { id, ...dish, daily: undefined, perPeriod: 2 }
        return id === 'rice' ? { id, ...dish, recipe: [{ ingredient: 'flour', quantity: 100 }] } : { id, ...dish }
      }),
    }
    const { database } = this.cloud
    await database.insert('menus', [{ _id: 'lane:1', store: 'lane', version: 1, menu }])
    await database.insert('ingredients', [{ _id: 'flour', store: 'lane', name: '面粉', unit: 'g', lowAt: 0 }])
    await database.insert('boards', [
      {
        _id: 'lane',
        menuVersion: 1,
        businessDay: '2026-05-06',
        period: 660,
        lastNumber: 0,
        left: { brain: 3, plate0: 2 },
        received: { brain: 3, plate0: 2 },
        sold: {},
        holds: {},
        off: {},
      },
    ])
    await this.act({ kind: 'stock', how: 'delivery', quantity: 400 })
  }

  async act(act: Act, dieAfter?: number): Promise<void> {
    try {
      await this.tryTo(act, this.house(dieAfter))
    } catch (error) {
      // What is refused is refused, and who was killed is dead; the audit tells what is left of it.
      if (!(error instanceof Killed) && (error as Error).name !== 'Refusal') throw error
    }
  }

  private async tryTo(act: Act, house: House): Promise<unknown> {
    if (act.kind === 'place') return this.place(act, house)
    if (act.kind === 'sale') {
      const { dish = '' } = sold[act.dish] ?? {}
      return setSale.run({ sku: dish, requestKey: this.key(), wish: act.wish }, house, cook)
    }
    if (act.kind === 'stock') return this.keepStock(act, house)
    if (act.kind === 'wait') return this.cloud.clock.advance(act.minutes * 60_000)
    if (act.kind === 'triggers') return this.runTriggers(house)
    if (act.kind === 'minute') return this.minute(house)
    if (act.kind === 'repeat') {
      const { guest, input } = this.requests[act.which % Math.max(1, this.requests.length)] ?? {}
      return guest && placeOrder.run(input, house, { openid: guest })
    }
    const orders = await this.orders()
    const order = orders[act.which % Math.max(1, orders.length)]
    if (!order) return
    const { _id, diner, totalFen: totalFee } = order
    if (act.kind === 'cancel') return cancelOrder.run({ order: _id }, house, { openid: diner })
    // Of a cancelled order this is a payment that came too late.
    if (act.kind === 'paid') {
      return recordPayment(
        { outTradeNo: _id, transactionId: `t-${_id}`, totalFee, payer: diner, channel: 'wechat' },
        house,
      )
    }
    const wish = { kind: 'lines' as const, lines: [{ line: 0, quantity: 1 }] }
    return grantRefund(order, { wish, reason: '', by: 'cook', requestKey: this.key() }, house)
  }

  private key(): string {
    return `key-${String(++this.keys).padStart(8, '0')}`
  }

  private place({ guest, what }: Extract<Act, { kind: 'place' }>, house: House): Promise<unknown> {
    const lines = what.map(({ dish, quantity }) => line(sold[dish]?.dish ?? '', { quantity }))
    const total = what.reduce((sum, { dish, quantity }) => sum + (sold[dish]?.fen ?? 0) * quantity, 0)
    const sent = { guest: guest === 0 ? 'ann' : 'bob', input: orderInput(lines, total, { requestKey: this.key() }) }
    this.requests.push(sent)
    return placeOrder.run(sent.input, house, { openid: sent.guest })
  }

  private keepStock({ how, quantity }: Extract<Act, { kind: 'stock' }>, house: House): Promise<unknown> {
    const wish = { ingredient: 'flour', requestKey: this.key() }
    if (how === 'delivery') return receiveDelivery.run({ ...wish, quantity }, house, cook)
    if (how === 'waste') return recordWaste.run({ ...wish, quantity, reason: '受潮' }, house, cook)
    return takeStock.run({ ...wish, counted: quantity, reason: '盘点' }, house, cook)
  }

  private async runTriggers(house: House): Promise<void> {
    for (const order of await this.orders()) if (order.owes.length > 0) await runEffects(order, house)
  }

  /** What the timer does for boards and for what is not paid in time. */
  private async minute(house: House): Promise<void> {
    this.cloud.clock.advance(60_000)
    await this.runTriggers(house)
    await sweepBoards(house)
    await turnBoards(house)
    await endExpiredOrders(house)
  }

  async board(): Promise<Board> {
    return (await this.cloud.database.find('boards', {}))[0] as unknown as Board
  }

  async orders(): Promise<Order[]> {
    return (await this.cloud.database.find('orders', {})) as unknown as Order[]
  }

  async entries(): Promise<StockEntry[]> {
    return (await this.cloud.database.find('stockEntries', {})) as unknown as StockEntry[]
  }

  /** Trouble is over: nobody orders any more, and who did not pay loses his portions. */
  async comeToRest(): Promise<void> {
    this.cloud.clock.advance(12 * 60_000)
    for (let rounds = 0; rounds < 5; rounds++) await this.minute(this.house())
  }
}

it('whoever orders, pays late, is refunded, counts, switches and dies in between, while days and meals turn: no portion is lost or sold twice', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(fc.tuple(anyAct, anyAct, fc.option(fc.nat({ max: 5 }), { nil: undefined, freq: 3 })), {
        minLength: 5,
        maxLength: 20,
      }),
      async (scheduler, acts) => {
        let isTroubled = false
        const shop = new Shop(await openEngines(morning), async () => {
          if (isTroubled) await scheduler.schedule(Promise.resolve())
        })
        await shop.furnish()
        isTroubled = true
        for (const [one, other, dieAfter] of acts) {
          await scheduler.waitFor(Promise.all([shop.act(one, dieAfter), shop.act(other)]))
        }
        isTroubled = false
        await shop.comeToRest()
        expect(shop.findings).toEqual([])
        const [board, orders, entries] = [await shop.board(), await shop.orders(), await shop.entries()]
        expect(board.holds).toEqual({})
        expect(orders.filter(({ owes }) => owes.length > 0)).toEqual([])
        expect([...auditStock(board, orders, entries), ...auditServing(board, orders)]).toEqual([])
      },
    ),
    { numRuns: 50 },
  )
})
