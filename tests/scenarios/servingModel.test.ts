import { type Board, businessDayOf, type Order, slotKey, slotsOffered } from '@yundian/domain'
import type { InProcessCloud } from '@yundian/emulator'
import { type House, type PhoneChannel, recordPayment, runEffects } from '@yundian/platform'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cancelOrder } from '../../cloudfunctions/diner/cancelOrder.ts'
import { payOrder } from '../../cloudfunctions/diner/payOrder.ts'
import { placeOrder } from '../../cloudfunctions/diner/placeOrder.ts'
import { endExpiredOrders } from '../../cloudfunctions/everyMinute/endExpiredOrders.ts'
import { sweepBoards } from '../../cloudfunctions/everyMinute/sweepBoards.ts'
import { turnBoards } from '../../cloudfunctions/everyMinute/turnBoards.ts'
import { moveOrder } from '../../cloudfunctions/staff/moveOrder.ts'
import { refundOrder } from '../../cloudfunctions/staff/refundOrder.ts'
import { houseOver, openEngines } from '../house/inProcessHouse.ts'
import { line, orderInput } from '../house/orderInput.ts'
import { dishes, store } from '../house/restaurant.ts'

/** Three kitchens whose days end at different hours of different clocks. */
const places = [
  { timeZone: 'Asia/Shanghai', dayCutoff: 240 },
  { timeZone: 'America/New_York', dayCutoff: 180 },
  { timeZone: 'Asia/Kolkata', dayCutoff: 0 },
]
const minutesOf: Record<string, number> = { rice: 3, tea: 2 }
const later = { slotMinutes: 30 as const, leadMinutes: 30, daysAhead: 2, orders: 3 }
const cook = { _id: 'owner', store: 'lane', name: '', role: 'owner' as const }

/** Takes whatever it is asked to, and gives back whatever it is asked for. */
const wallet: PhoneChannel = {
  name: 'wechat',
  start: async () => ({ ok: true, arguments: {} as never }),
  query: async () => ({ state: 'unpaid' }),
  close: async () => 'closed',
  refund: async () => 'accepted',
  queryRefund: async () => 'done',
  parseNotice: async () => ({ kind: 'nothing' }),
  dailyBill: async () => [],
}

type Act =
  /** `ahead`: which of the slots on offer; absent: at once. */
  | { kind: 'order'; dish: string; quantity: number; ahead?: number; twice: boolean }
  | { kind: 'pay' | 'cancel' | 'cook' | 'refund'; which: number }
  | { kind: 'timer' }
  | { kind: 'wait'; minutes: number }

const which = fc.nat({ max: 9 })
const order: fc.Arbitrary<Act> = fc.record({
  kind: fc.constant('order' as const),
  dish: fc.constantFrom('rice', 'tea'),
  quantity: fc.integer({ min: 1, max: 4 }),
  ahead: fc.option(fc.nat({ max: 100 }), { nil: undefined }),
  twice: fc.boolean(),
})
const anyAct: fc.Arbitrary<Act> = fc.oneof(
  { weight: 5, arbitrary: order },
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constantFrom('pay', 'pay', 'cook', 'cook', 'cancel', 'refund'), which }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'timer' } as const) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), minutes: fc.constantFrom(1, 12, 90, 400, 1000) }),
  },
)

const rice = { kind: 'order', dish: 'rice', quantity: 1, twice: false } as const
const history = (...acts: Act[]) => acts.map((act): [Act, undefined] => [act, undefined])

/** Numbers of a day that were given the day before, and those after them. */
const forTomorrow = history({ ...rice, ahead: 40 }, { kind: 'wait', minutes: 1000 }, rice)
const givenBack = history(rice, { kind: 'pay', which: 0 }, { kind: 'refund', which: 0 })

class Killed extends Error {}

class Kitchen {
  private made = 0

  constructor(
    private readonly cloud: InProcessCloud,
    private readonly place: (typeof places)[number],
  ) {}

  /** @param dieAfter round trips; the last of them still happens */
  private house(dieAfter = Number.POSITIVE_INFINITY): House {
    let trips = 0
    const makeId = () => (++this.made).toString(16).padStart(32, '0')
    return houseOver(this.cloud, wallet, makeId, async (act) => {
      if (trips++ >= dieAfter) throw new Killed('killed')
      return act()
    })
  }

  private get store() {
    const { _id: id, ...rest } = store
    const stations = [
      { id: 'wok', name: '炒锅', hands: 2, whenFull: 'retime' as const },
      { id: 'bar', name: '水吧', hands: 1, mostMinutes: 20, whenFull: 'refuse' as const },
    ]
    return { id, ...rest, ...this.place, openingHours: [{ from: 0, to: 1440 }], later, stations }
  }

  async furnish(): Promise<void> {
    const { database, clock } = this.cloud
    const ofStation = (id: string) => ({ station: id === 'rice' ? 'wok' : 'bar', minutes: minutesOf[id] })
    const menu = {
      version: 1,
      store: this.store,
      tables: [],
      categories: [],
      dishes: dishes.map(({ _id: id, ...dish }) => ({ id, ...dish, ...(minutesOf[id] ? ofStation(id) : {}) })),
    }
    await database.insert('menus', [{ _id: 'lane:1', store: 'lane', version: 1, menu }])
    const empty = { left: {}, sold: {}, received: {}, holds: {}, off: {} }
    const businessDay = businessDayOf(clock.now(), this.place)
    await database.insert('boards', [{ _id: 'lane', menuVersion: 1, businessDay, period: 0, lastNumber: 0, ...empty }])
  }

  async orders(): Promise<Order[]> {
    return (await this.cloud.database.find('orders', {})) as unknown as Order[]
  }

  async board(): Promise<Board> {
    return (await this.cloud.database.find('boards', {}))[0] as unknown as Board
  }

  /** What is refused is refused, and who was killed is dead. */
  async act(act: Act, dieAfter?: number): Promise<void> {
    try {
      await this.tryTo(act, this.house(dieAfter))
    } catch (error) {
      if (!(error instanceof Killed) && (error as Error).name !== 'Refusal') throw error
    }
    await this.finish()
  }

  private async tryTo(act: Act, house: House): Promise<unknown> {
    if (act.kind === 'order') return this.order(act, house)
    if (act.kind === 'timer') return this.timer(house)
    if (act.kind === 'wait') return this.cloud.clock.advance(act.minutes * 60_000)
    const orders = await this.orders()
    const order = orders[act.which % Math.max(1, orders.length)]
    if (!order) return
    const { _id: id, status, diner, totalFen } = order
    if (act.kind === 'cancel') return cancelOrder.run({ order: id }, house, { openid: diner })
    if (act.kind === 'refund') {
      const wish = { kind: 'whole' as const }
      return refundOrder.run({ order: id, requestKey: `refund-${id}`, wish, reason: '' }, house, cook)
    }
    if (act.kind === 'cook') {
      const to = ({ paid: 'cooking', cooking: 'ready', ready: 'served' } as const)[status as 'paid']
      return to && moveOrder(id, to, house, cook)
    }
    if (!order.payment) await payOrder.run({ order: id }, house, { openid: diner })
    const fact = { outTradeNo: id, transactionId: `t-${id}`, totalFee: totalFen, payer: diner }
    return recordPayment({ ...fact, channel: 'wechat' }, house)
  }

  /** Three phones at once; one of them may send its order a second time. */
  private async order({ dish, quantity, ahead, twice }: Extract<Act, { kind: 'order' }>, house: House): Promise<void> {
    const offered = slotsOffered(this.store, {}, this.cloud.clock.now())
    const slot = ahead === undefined ? undefined : offered[ahead % offered.length]?.from
    const total = (dish === 'rice' ? 300 : 500) * quantity
    const how = { mode: 'pickup' as const, table: undefined, ...(slot === undefined ? {} : { slot }) }
    const inputs = [0, 1, 2].map(() => JSON.parse(JSON.stringify(orderInput([line(dish, { quantity })], total, how))))
    if (twice) inputs[2] = inputs[1]
    const replies = await Promise.allSettled(inputs.map((input) => placeOrder.run(input, house, { openid: 'ann' })))
    const failed = replies.flatMap((reply) => (reply.status === 'rejected' ? [reply.reason] : []))
    const bug = failed.find((reason) => !(reason instanceof Killed) && (reason as Error).name !== 'Refusal')
    if (bug) throw bug
  }

  private async timer(house: House): Promise<void> {
    await turnBoards(house)
    await endExpiredOrders(house)
    await this.finish()
    await sweepBoards(house)
  }

  /** The order trigger does what orders owe. */
  private async finish(): Promise<void> {
    for (const order of await this.orders()) if (order.owes.length > 0) await runEffects(order, this.house())
  }

  /** Trouble is over: everything is served, given up or given back. */
  async comeToRest(): Promise<void> {
    this.cloud.clock.advance(13 * 60_000)
    await this.act({ kind: 'timer' })
    for (let round = 0; round < 3; round++) {
      for (const at of (await this.orders()).keys()) await this.act({ kind: 'cook', which: at })
    }
    await this.act({ kind: 'timer' })
  }
}

const open = ['placed', 'paid', 'cooking']

/** Item-minutes that are open, by `when.station`, reckoned from the orders and from holds whose order was never written. */
function openWork(orders: Order[], { holds }: Board): Record<string, number> {
  const work: Record<string, number> = {}
  const add = (path: string, minutes: number) => {
    work[path] = (work[path] ?? 0) + minutes
  }
  for (const { lines, slot } of orders.filter(({ status }) => open.includes(status))) {
    for (const { dish, quantity } of lines) {
      const when = slot ? slotKey(slot.from.getTime()) : 'now'
      add(`${when}.${dish === 'rice' ? 'wok' : 'bar'}`, (minutesOf[dish] ?? 0) * quantity)
    }
  }
  const written = new Set(orders.map(({ _id, attempt }) => `${_id} ${attempt}`))
  for (const [id, { attempt, claims = [] }] of Object.entries(holds)) {
    if (written.has(`${id} ${attempt}`)) continue
    for (const { path, by } of claims) if (path.startsWith('load.')) add(path.slice('load.'.length), by)
  }
  return work
}

function loadOn({ load = {} }: Board): Record<string, number> {
  const all = Object.entries(load).flatMap(([when, work]) =>
    Object.entries(work).map(([station, minutes]) => [`${when}.${station}`, minutes] as const),
  )
  return Object.fromEntries(all.filter(([, minutes]) => minutes !== 0))
}

/** The day that a clock on the wall of the place shows when it is set back by the cut-off. */
function dayOnTheWall(instant: number, { timeZone, dayCutoff }: (typeof places)[number]): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone }).format(instant - dayCutoff * 60_000)
}

describe.each(places)('in $timeZone, where the day ends at minute $dayCutoff', (place) => {
  it('a pickup number is given once a day, from 1 on, and the load of a station is the work that is open', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(anyAct, fc.option(fc.nat({ max: 8 }), { nil: undefined, freq: 4 })), {
          minLength: 5,
          maxLength: 20,
        }),
        async (acts) => {
          const kitchen = new Kitchen(await openEngines('2026-05-06T23:30:00+08:00'), place)
          await kitchen.furnish()
          for (const [act, dieAfter] of acts) {
            await kitchen.act(act, dieAfter)
            const [orders, board] = [await kitchen.orders(), await kitchen.board()]
            expect(loadOn(board)).toEqual(openWork(orders, board))
          }
          await kitchen.comeToRest()
          const [orders, board] = [await kitchen.orders(), await kitchen.board()]
          expect(loadOn(board)).toEqual({})
          const isTroubled = acts.some(
            ([act, dieAfter]) => dieAfter !== undefined || (act.kind === 'order' && act.twice),
          )
          for (const [day, numbers] of byDay(orders)) {
            expect(new Set(numbers).size, day).toBe(numbers.length)
            // A sending that died, or came twice, may cost a number.
            if (!isTroubled) expect(numbers).toEqual(numbers.map((_, at) => at + 1))
          }
          for (const { businessDay, slot, placedAt } of orders) {
            expect(businessDay).toBe(dayOnTheWall((slot?.from ?? placedAt).getTime(), place))
          }
        },
      ),
      { numRuns: 12, examples: [[forTomorrow], [givenBack]] },
    )
  })
})

function byDay(orders: Order[]): [string, number[]][] {
  const days = [...new Set(orders.map(({ businessDay }) => businessDay))]
  return days.map((day) => [
    day,
    orders
      .filter(({ businessDay }) => businessDay === day)
      .map(({ pickupNumber }) => pickupNumber)
      .sort((a, b) => a - b),
  ])
}
