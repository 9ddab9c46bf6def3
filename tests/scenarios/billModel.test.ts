import { auditBills, type BillSplit, type Order, type Sitting, sumFen } from '@yundian/domain'
import type { InProcessCloud } from '@yundian/emulator'
import {
  fixBill,
  type House,
  memberKey,
  mendBill,
  type PhoneChannel,
  payShare,
  priceParty,
  readParty,
  recordPayment,
  runEffects,
  type Suspense,
  sendBatches,
  voidOrder,
} from '@yundian/platform'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { payOrder } from '../../cloudfunctions/diner/payOrder.ts'
import { endExpiredOrders } from '../../cloudfunctions/everyMinute/endExpiredOrders.ts'
import { houseOver, openEngines } from '../house/inProcessHouse.ts'
import { dishes, store } from '../house/restaurant.ts'

const guests = ['ann', 'bob', 'cat'] as const
const sittingId = '5'.repeat(32)
const noon = '2026-05-06T12:00:00+08:00'

/** A pay platform that keeps its book in memory: a number is open, closed or paid, and never two of them. */
class Book {
  readonly numbers = new Map<string, { fen: number; payer: string; state: 'open' | 'closed' | 'paid' }>()
  readonly refunds = new Map<string, number>()

  channel(): PhoneChannel {
    const { numbers, refunds } = this
    return {
      name: 'wechat',
      async start({ id, totalFen, openid = '' }) {
        const known = numbers.get(id)
        if (known && known.state !== 'open') return { ok: false, reason: known.state }
        numbers.set(id, { fen: totalFen, payer: openid, state: 'open' })
        return { ok: true, arguments: {} as never }
      },
      async query(id) {
        const known = numbers.get(id)
        if (!known) return { state: 'nonexistent' }
        if (known.state !== 'paid') return { state: known.state === 'open' ? 'unpaid' : 'closed' }
        return { state: 'paid', transactionId: `t-${id}`, totalFee: known.fen, payer: known.payer }
      },
      async close(id) {
        const known = numbers.get(id)
        if (known?.state === 'paid') return 'paid'
        numbers.set(id, { fen: 0, payer: '', ...known, state: 'closed' })
        return 'closed'
      },
      async refund({ refundId, refundFen }) {
        refunds.set(refundId, refundFen)
        return 'accepted'
      },
      queryRefund: async () => 'done',
      parseNotice: async () => ({ kind: 'nothing' }),
      dailyBill: async () => [],
    }
  }

  /** Money of ours: what was paid, less what went back. */
  get balance(): number {
    const paid = [...this.numbers.values()].filter(({ state }) => state === 'paid')
    const back = [...this.refunds.values()]
    return [...paid.map(({ fen }) => fen), ...back.map((fen) => -fen)].reduce((sum, fen) => sum + fen, 0)
  }
}

type Act =
  | { kind: 'split'; how: BillSplit }
  | { kind: 'pay'; guest: number; share: number; takeOver: boolean }
  /** `late`: the platform took the money of a number that it had called closed. */
  | { kind: 'enterPassword'; which: number; notices: number; late: boolean }
  | { kind: 'order'; guest: number; dish: number }
  | { kind: 'void'; which: number }
  | { kind: 'triggers' }
  | { kind: 'minute' }
  | { kind: 'wait'; minutes: number }

const anySplit: fc.Arbitrary<BillSplit> = fc.oneof(
  fc.constant({ kind: 'whole' } as const),
  fc.constant({ kind: 'byMember' } as const),
  fc.record({ kind: fc.constant('evenly' as const), among: fc.integer({ min: 2, max: 3 }) }),
)
const small = fc.nat({ max: 2 })
const anyAct: fc.Arbitrary<Act> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('split' as const), how: anySplit }) },
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('pay' as const), guest: small, share: small, takeOver: fc.boolean() }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('enterPassword' as const),
      which: fc.nat({ max: 5 }),
      notices: fc.nat({ max: 2 }),
      late: fc.nat({ max: 3 }).map((number) => number === 3),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('order' as const), guest: small, dish: small }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('void' as const), which: small }) },
  { weight: 3, arbitrary: fc.constant({ kind: 'triggers' } as const) },
  { weight: 2, arbitrary: fc.constant({ kind: 'minute' } as const) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('wait' as const), minutes: fc.constantFrom(1, 7, 12) }) },
)

/** Two who act at the same time; often they pay the same share. */
const anyPair: fc.Arbitrary<[Act, Act]> = fc.oneof(
  fc.tuple(anyAct, anyAct),
  fc.tuple(small, small, fc.boolean()).map(([guest, share, takeOver]): [Act, Act] => [
    { kind: 'pay', guest, share: share % 2, takeOver: false },
    { kind: 'pay', guest: (guest + 1) % 3, share: share % 2, takeOver },
  ]),
)

type PasswordAct = Extract<Act, { kind: 'enterPassword' }>

class Killed extends Error {}

/** A party of three at one table, its pay platform, and whoever acts there. */
class Table {
  readonly book = new Book()
  private made = 0
  private batches = 0

  constructor(
    readonly cloud: InProcessCloud,
    private readonly turn: () => Promise<void>,
  ) {}

  /** @param dieAfter round trips; the last of them still happens */
  house(dieAfter = Number.POSITIVE_INFINITY): House {
    let trips = 0
    return houseOver(
      this.cloud,
      this.book.channel(),
      () => (++this.made).toString(16).padStart(32, '0'),
      async (act) => {
        if (trips++ >= dieAfter) throw new Killed('killed')
        await this.turn()
        return act()
      },
    )
  }

  async furnish(): Promise<void> {
    const { database } = this.cloud
    const { _id, ...rest } = store
    const menu = {
      version: 1,
      store: { id: _id, ...rest, payment: 'later', fees: { tea: { perHeadFen: 200 } } },
      tables: [],
      categories: [],
      dishes: dishes.map(({ _id: id, ...dish }) => ({ id, ...dish })),
    }
    await database.insert('menus', [{ _id: 'lane:1', store: 'lane', version: 1, menu }])
    await database.insert('boards', [
      {
        _id: 'lane',
        menuVersion: 1,
        businessDay: '2026-05-06',
        lastNumber: 0,
        left: {},
        sold: {},
        received: {},
        holds: {},
        off: {},
      },
    ])
    const members = guests.map((openid, at) => [
      memberKey(sittingId, openid),
      { number: at + 1, joinedAt: new Date(0) },
    ])
    await database.insert('sittings', [
      {
        _id: sittingId,
        store: 'lane',
        table: 'A1',
        place: 'lane:A1',
        status: 'open',
        businessDay: '2026-05-06',
        people: 3,
        members: Object.fromEntries(members),
        readers: [...guests],
        cart: {},
        round: 1,
        outbox: {},
        pending: false,
        calls: {},
        touchedAt: new Date(noon),
      },
    ])
    for (const at of [0, 1, 2]) await this.order(at, at, this.house())
  }

  /** A batch leaves the cart: in one write it is in the outbox, and the next round begins. */
  async order(guest: number, dish: number, house: House): Promise<void> {
    const id = (++this.batches).toString(16).padStart(32, 'b')
    const [name = '', unitFen = 0] =
      (
        [
          ['tripe', 3801],
          ['rice', 300],
          ['tea', 499],
        ] as const
      )[dish] ?? []
    const line = { dish: name, name, spec: { id: 'one', name: '份' }, options: [], choices: [], quantity: 2, unitFen }
    const order = {
      _id: id,
      store: 'lane',
      diner: guests[guest],
      attempt: id,
      menuVersion: 1,
      businessDay: '2026-05-06',
      pickupNumber: 1000 + this.batches,
      mode: 'dineIn',
      table: 'A1',
      sitting: sittingId,
      onBill: true,
      lines: [{ ...line, fen: unitFen * 2, offFen: 0, owner: memberKey(sittingId, guests[guest] ?? '') }],
      steps: [],
      demand: {},
      totalFen: unitFen * 2,
      refundedFen: 0,
      points: 0,
      pointsPerYuan: 1,
      status: 'billed',
      owes: [],
      placedAt: new Date(this.cloud.clock.now()),
      holdUntil: new Date(this.cloud.clock.now()),
    }
    const moved = { $inc: { round: 1 }, $set: { [`outbox.${id}`]: order, pending: true } }
    await this.cloud.database.update('sittings', { _id: sittingId, status: 'open' }, moved, { multi: false })
    await sendBatches(await this.sitting(), house)
  }

  async act(act: Act, dieAfter?: number): Promise<void> {
    const house = this.house(dieAfter)
    try {
      await this.tryTo(act, house)
    } catch (error) {
      // What is refused is refused, and who was killed is dead; the audit tells what is left of it.
      if (!(error instanceof Killed) && (error as Error).name !== 'Refusal') throw error
    }
  }

  private async tryTo(act: Act, house: House): Promise<unknown> {
    if (act.kind === 'split') return this.split(act.how, house)
    if (act.kind === 'pay') return this.pay(act, house)
    if (act.kind === 'enterPassword') return this.enterPassword(act, house)
    if (act.kind === 'order') return this.order(act.guest, act.dish, house)
    if (act.kind === 'wait') return this.cloud.clock.advance(act.minutes * 60_000)
    if (act.kind === 'triggers') return this.runTriggers(house)
    if (act.kind === 'minute') return this.minute(house)
    const order = (await this.orders()).filter(({ onBill }) => onBill)[act.which]
    const grant = { wish: { kind: 'return' as const }, reason: '', by: 'cook', requestKey: `void-${act.which}` }
    return order && voidOrder(order, grant, house, () => {})
  }

  async split(how: BillSplit, house: House): Promise<unknown> {
    const party = await readParty(sittingId, house)
    if (party?.host.status !== 'open') return
    const { totalFen } = await priceParty(party.orders, party.sittings, house)
    return fixBill(party, how, totalFen, house)
  }

  async pay(
    { guest, share, takeOver }: { guest: number; share: number; takeOver: boolean },
    house: House,
  ): Promise<void> {
    const openid = guests[guest] ?? ''
    const bill = (await house.records.sittings.get(sittingId))?.bill
    if (!bill) return
    const order = await payShare({ sitting: sittingId, bill: bill.id, share: `s${share + 1}` }, openid, takeOver, house)
    await payOrder.run({ order: order._id }, house, { openid })
  }

  /** One of the open payments is paid, and the platform tells of it as often as it likes. */
  async enterPassword({ which, notices, late }: PasswordAct, house: House): Promise<void> {
    const open = [...this.book.numbers].filter(([, { state, fen }]) => state === (late ? 'closed' : 'open') && fen > 0)
    const [number, payment] = open[which % Math.max(1, open.length)] ?? []
    if (number === undefined || !payment) return
    payment.state = 'paid'
    for (let times = 0; times < notices; times++) await this.tell(number, house)
  }

  /** The platform says what became of a number: in a notice, or at last in its bill. */
  private async tell(number: string, house: House): Promise<void> {
    const { fen: totalFee = 0, payer = '', state } = this.book.numbers.get(number) ?? {}
    const fact = { outTradeNo: number, transactionId: `t-${number}`, totalFee, payer, channel: 'wechat' as const }
    if (state === 'paid') await recordPayment(fact, house)
  }

  async runTriggers(house: House): Promise<void> {
    for (const order of await this.orders()) if (order.owes.length > 0) await runEffects(order, house)
  }

  /** What the timer does for bills, silent payments and those that are over. */
  async minute(house: House): Promise<void> {
    this.cloud.clock.advance(60_000)
    for (const order of await this.orders()) {
      if (order.status !== 'placed' || !order.payment) continue
      const { state, ...fact } = await this.book.channel().query(order._id)
      const paid = fact as { transactionId: string; totalFee: number; payer: string }
      if (state === 'paid') await recordPayment({ outTradeNo: order._id, ...paid, channel: 'wechat' }, house)
    }
    await this.runTriggers(house)
    await endExpiredOrders(house)
    const sitting = await house.records.sittings.get(sittingId)
    if (sitting?.pending) await sendBatches(sitting, house)
    if (sitting?.status === 'open') await mendBill(sitting, house)
  }

  async orders(): Promise<Order[]> {
    return (await this.cloud.database.find('orders', {})) as unknown as Order[]
  }

  async sitting(): Promise<Sitting> {
    return (await this.cloud.database.find('sittings', {}))[0] as unknown as Sitting
  }

  /** Trouble is over: who is left pays, until the table is free. */
  async comeToRest(): Promise<void> {
    const house = this.house()
    for (let rounds = 0; rounds < 60; rounds++) {
      for (const [which] of [...this.book.numbers].entries()) {
        await this.act({ kind: 'enterPassword', which, notices: 0, late: false })
      }
      for (const which of this.book.numbers.keys()) await this.tell(which, house)
      await this.minute(house)
      const sitting = await this.sitting()
      const isQuiet = (await this.orders()).every(({ owes, status }) => owes.length === 0 && status !== 'placed')
      if (sitting.status === 'closed' && isQuiet) return
      if (sitting.status === 'closed') continue
      if (!sitting.bill?.claims) await this.act({ kind: 'split', how: { kind: 'whole' } })
      for (const share of [0, 1, 2]) await this.act({ kind: 'pay', guest: 0, share, takeOver: true })
      const party = await readParty(sittingId, house)
      // All was taken off: nobody has anything to pay, and staff clear the table.
      if (party?.orders.length === 0 && !party.host.bill && isQuiet) return
    }
    throw new Error('the table does not come to rest')
  }
}

it('whoever splits, pays, takes over, orders and dies in between: each bill is settled once, and what was paid is what was eaten', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(fc.tuple(anyPair, fc.option(fc.nat({ max: 9 }), { nil: undefined, freq: 3 })), {
        minLength: 3,
        maxLength: 12,
      }),
      async (scheduler, acts) => {
        let isTroubled = false
        const cloud = await openEngines(noon)
        const table = new Table(cloud, async () => {
          if (isTroubled) await scheduler.schedule(Promise.resolve())
        })
        await table.furnish()
        await table.act({ kind: 'split', how: { kind: 'evenly', among: 2 } })
        isTroubled = true
        for (const [[one, other], dieAfter] of acts) {
          await scheduler.waitFor(Promise.all([table.act(one, dieAfter), table.act(other)]))
        }
        isTroubled = false
        await table.comeToRest()
        const [sitting, orders] = [await table.sitting(), await table.orders()]
        expect(auditBills([sitting], orders, true)).toEqual([])
        const billed = (sitting.bills ?? []).reduce((sum, { totalFen }) => sum + totalFen, 0)
        // Money of a number that the platform had called closed, for a share that was paid by the next number (R24).
        const suspended = (await cloud.database.find('suspense', { reason: 'second_payment' })) as unknown as Suspense[]
        expect(await cloud.database.count('suspense', {})).toBe(suspended.length)
        expect(table.book.balance - sumFen(suspended.map(({ totalFee }) => totalFee))).toBe(billed)
        const unsettled = orders.filter(({ onBill, settledAt, status }) => onBill && !settledAt && status !== 'voided')
        expect(unsettled).toEqual([])
      },
    ),
    { numRuns: 100 },
  )
})
