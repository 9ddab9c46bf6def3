import {
  type DinerAction,
  type DinerRequest,
  dinerRequests,
  type OwnerAction,
  type OwnerRequest,
  ownerRequests,
  type StaffAction,
  type StaffRequest,
  staffRequests,
} from '@yundian/contract'
import type { RefusalCode } from '@yundian/domain'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openInn } from '../house/inn.ts'
import { line, orderInput } from '../house/orderInput.ts'
import { dish, sceneFor, sitDown, type TablePhone } from '../house/tableParty.ts'
import { openTestHouse, type TestHouse } from '../house/testHouse.ts'

const annId = 'ann-lin'
const noon = Date.parse('2026-05-06T12:00:00+08:00')
const rules = {
  queue: [{ id: 'A', name: '桌', most: 9 }],
  reservations: { slotMinutes: 30 as const, stayMinutes: 90, leadMinutes: 60, daysAhead: 7 },
}

/** Everything that Ann and the store `lane` have, and nobody else may touch. */
interface Things {
  table: TablePhone
  order: string
  batch: string
  bill: string
  party: string
  reservation: string
  /** The owner's menu, in base64. */
  sheet: string
}

let house: TestHouse
let things: Things
beforeAll(async () => {
  house = await openTestHouse({ clock: new Date(noon).toISOString(), store: { payment: 'later', ...rules } })
  const { database } = house.cloud
  await openInn(house, rules)
  const stranger = { store: 'inn', name: '李' }
  await database.insert('staff', [
    { _id: 'innowner', ...stranger, role: 'owner' },
    { _id: 'inncook', ...stranger, role: 'cook' },
  ])
  await database.insert('ingredients', [{ _id: 'flour', store: 'lane', name: '面粉', unit: 'g', lowAt: 1 }])
  const at = new Date(noon)
  const delivery = { store: 'lane', webhook: 'till', event: 'order.paid', order: '0'.repeat(32), body: '{}' }
  await database.insert('deliveries', [
    { _id: 'till:1', ...delivery, state: 'dead', attempts: 9, beganAt: at, madeAt: at },
  ])
  const ann = house.diner(annId)
  const table = await sitDown(house, annId, 'A1', { name: 'Ann' })
  await house.cook.ask('greetGuests', { sitting: table.view.sitting })
  await table.want(dish('rice'), 2)
  // From now on who sits down needs the code of the table.
  house.cloud.clock.set(noon + 20 * 60_000)
  const ordered = await table.order()
  const batch = ordered.ok && 'order' in ordered.value ? String((ordered.value.order as { id: string }).id) : ''
  await house.cloud.idle()
  const divided = await ann.ask('splitBill', {
    sitting: table.view.sitting,
    split: { kind: 'whole' },
    expectedTotal: 600,
  })
  const file = await asOwner('owner', 'exportMenu', { format: 'csv' })
  const { requestKey } = orderInput([], 0)
  things = {
    table,
    batch,
    order: (await ann.ask('placeOrder', orderInput([line('rice')], 300, { mode: 'pickup', table: undefined }))).id,
    bill: divided.bill ?? '',
    party: (await ann.ask('takeQueueNumber', { store: 'lane', people: 2 })).id,
    reservation: (
      await ann.ask('reserveTable', { store: 'lane', requestKey, from: noon + 7_200_000, people: 2, name: '安' })
    ).id,
    sheet: (file as { value: { base64: string } }).value.base64,
  }
})
afterAll(() => house.close())

const asOwner = (openid: string, action: OwnerAction, input: unknown) =>
  house.cloud.callFunction('owner', { action, input }, { openid })

/** What the reply of a stranger must be: a refusal, or only what is his own. */
type Answer = RefusalCode | 'hisOwn'

interface Row<Request> {
  /** What Ann or her store could ask. */
  input: () => Request
  stranger: Answer
  /** Only people of this post, and owners. */
  post?: 'owner' | 'waiter'
}

const key = 'row-key-0001'
const ofOrder = () => ({ order: things.order })
const ofBatch = () => ({ order: things.batch })
const ofSitting = () => ({ sitting: things.table.view.sitting })
const toElsewhere = () => ({ ...ofSitting(), to: 'A2' })
const ofShare = () => ({ ...ofSitting(), bill: things.bill, share: 's1' })
const split = { kind: 'whole' as const }
const order = { input: ofOrder, stranger: 'unknown_order' } as const
const sitting = { input: ofSitting, stranger: 'unknown_sitting' } as const
const nothing = { input: () => ({}), stranger: 'hisOwn' } as const

const dinerRows: { [Action in DinerAction]: Row<DinerRequest<Action>> } = {
  chooseParts: {
    input: () => ({ ...ofOrder(), points: true, value: true, expectedDue: 300 }),
    stranger: 'unknown_order',
  },
  openTable: { input: () => ({ scene: sceneFor('A1'), people: 2, name: 'M' }), stranger: 'table_code_needed' },
  editCart: {
    input: () => {
      const { sitting, store } = things.table.view
      return { sitting, store, menuVersion: 1, edits: [things.table.word(dish('rice'), 3)] }
    },
    stranger: 'unknown_sitting',
  },
  orderBatch: {
    input: () => {
      const { sitting, store, table, round, me } = things.table.view
      const lines = [{ owner: me, choice: dish('rice'), quantity: 1, edits: 1 }]
      return { sitting, store, table, round, people: 1, menuVersion: 1, lines, expectedTotal: 300 }
    },
    stranger: 'unknown_sitting',
  },
  openSitting: sitting,
  callStaff: { input: () => ({ ...ofSitting(), kind: 'waiter' }), stranger: 'unknown_sitting' },
  openMenu: { input: () => ({ store: 'lane', have: 1 }), stranger: 'hisOwn' },
  placeOrder: {
    input: () => orderInput([line('rice')], 1, { mode: 'pickup', table: undefined }),
    stranger: 'total_changed',
  },
  payOrder: order,
  checkPayment: order,
  cancelOrder: order,
  askRefund: { input: () => ({ ...ofOrder(), requestKey: key, reason: '' }), stranger: 'unknown_order' },
  openOrder: order,
  myOrders: nothing,
  myMembership: nothing,
  offerSlots: {
    input: () => ({ store: 'lane', menuVersion: 1, dishes: [{ dish: 'rice', quantity: 1 }] }),
    stranger: 'hisOwn',
  },
  takeQueueNumber: { input: () => ({ store: 'inn', people: 2 }), stranger: 'hisOwn' },
  openQueue: { input: () => ({ store: 'lane' }), stranger: 'hisOwn' },
  leaveQueue: { input: () => ({ party: things.party }), stranger: 'unknown_order' },
  reserveTable: {
    input: () => ({ store: 'lane', requestKey: key, from: noon, people: 2, name: '安' }),
    stranger: 'no_such_slot',
  },
  cancelReservation: { input: () => ({ reservation: things.reservation }), stranger: 'unknown_order' },
  myReservations: { input: () => ({ store: 'lane' }), stranger: 'hisOwn' },
  openBill: sitting,
  splitBill: { input: () => ({ ...ofSitting(), split, expectedTotal: 600 }), stranger: 'unknown_sitting' },
  payShare: { input: ofShare, stranger: 'unknown_sitting' },
}

const staffRows: { [Action in StaffAction]: Row<StaffRequest<Action>> } = {
  tablesMap: nothing,
  tableCodes: { ...nothing, post: 'owner' },
  openSeats: { input: () => ({ table: 'A2', people: 2, requestKey: key }), stranger: 'unknown_table' },
  greetGuests: sitting,
  setPeople: { input: () => ({ ...ofSitting(), people: 9 }), stranger: 'unknown_sitting' },
  transferTable: { input: toElsewhere, stranger: 'unknown_table' },
  joinTables: { input: () => ({ ...ofSitting(), to: '0'.repeat(32) }), stranger: 'unknown_sitting' },
  splitTables: sitting,
  closeTable: sitting,
  answerCall: { input: () => ({ ...ofSitting(), kind: 'waiter' }), stranger: 'unknown_sitting' },
  setOut: order,
  openStock: nothing,
  setSale: { input: () => ({ sku: 'rice', requestKey: key, wish: { kind: 'off' } }), stranger: 'unknown_dish' },
  receiveDelivery: {
    input: () => ({ ingredient: 'flour', requestKey: key, quantity: 5 }),
    stranger: 'unknown_ingredient',
  },
  recordWaste: {
    input: () => ({ ingredient: 'flour', requestKey: key, quantity: 5, reason: '坏' }),
    stranger: 'unknown_ingredient',
  },
  takeStock: {
    input: () => ({ ingredient: 'flour', requestKey: key, counted: 5, reason: '点' }),
    stranger: 'unknown_ingredient',
  },
  openQueueBoard: nothing,
  callNext: { input: () => ({ line: 'A', requestKey: key }), stranger: 'hisOwn' },
  moveParty: { input: () => ({ party: things.party, to: 'called', requestKey: key }), stranger: 'unknown_order' },
  openReservations: { input: () => ({ businessDay: '2026-05-06' }), stranger: 'hisOwn' },
  moveReservation: {
    input: () => ({ reservation: things.reservation, to: 'cancelled' }),
    stranger: 'unknown_order',
  },
  topUp: { input: () => ({ ...ofOrder(), requestKey: key, fen: 100 }), stranger: 'unknown_order', post: 'waiter' },
  openDeliveries: { ...nothing, post: 'owner' },
  replayDelivery: { input: () => ({ delivery: 'till:1' }), stranger: 'unknown_delivery', post: 'owner' },
  openKitchen: nothing,
  acceptOrder: order,
  advanceOrder: { input: () => ({ ...ofOrder(), to: 'ready' }), stranger: 'unknown_order' },
  refundOrder: {
    input: () => ({ ...ofOrder(), requestKey: key, wish: { kind: 'whole' }, reason: '' }),
    stranger: 'unknown_order',
  },
  declineRefund: order,
  openCounter: nothing,
  takePayment: { input: () => ({ ...ofOrder(), channel: 'cash' }), stranger: 'unknown_order' },
  showCode: { ...order, stranger: 'payment_unavailable' },
  checkTaken: order,
  openTableBill: sitting,
  splitTableBill: { input: () => ({ ...ofSitting(), split, expectedTotal: 600 }), stranger: 'unknown_sitting' },
  takeShare: { input: ofShare, stranger: 'unknown_sitting' },
  voidLines: {
    input: () => ({ ...ofBatch(), requestKey: key, kind: 'return', reason: '凉' }),
    stranger: 'unknown_order',
  },
  writeOffBill: {
    input: () => ({ ...ofSitting(), bill: things.bill, reason: '跑单' }),
    stranger: 'unknown_sitting',
    post: 'owner',
  },
  moveBatch: { input: () => ({ ...ofBatch(), to: things.table.view.sitting }), stranger: 'unknown_sitting' },
}

const ownerRows: { [Action in OwnerAction]: Row<OwnerRequest<Action>> } = {
  exportMenu: { input: () => ({ format: 'csv' }), stranger: 'hisOwn', post: 'owner' },
  importMenu: {
    input: () => ({ requestKey: key, base64: things.sheet, trial: false }),
    stranger: 'wrong_sheet',
    post: 'owner',
  },
}

const functions = [
  { name: 'diner', requests: dinerRequests, rows: dinerRows, own: annId, strangers: ['mallory'] },
  { name: 'staff', requests: staffRequests, rows: staffRows, own: 'owner', strangers: ['innowner', 'inncook'] },
  { name: 'owner', requests: ownerRequests, rows: ownerRows, own: 'owner', strangers: ['innowner', 'inncook'] },
] as const

type AnyRow = Row<Record<string, unknown>>
const rowsOf = (rows: object) => Object.entries(rows) as [string, AnyRow][]
const call = (name: string, openid: string, action: string, input: unknown) =>
  house.cloud.callFunction(name, { action, input }, { openid }) as Promise<Record<string, unknown>>

/** The field that a refusal names. */
const fieldOf = (reply?: Record<string, unknown>) => String((reply?.details as { field?: unknown } | undefined)?.field)

/** What is Ann's and her store's, as it stands. */
async function belongings() {
  const { database } = house.cloud
  const ofLane = ['orders', 'sittings', 'waitingParties', 'reservations', 'deliveries', 'stockEntries', 'dishes']
  const found = await Promise.all(ofLane.map((name) => database.find(name, { store: 'lane' })))
  // An order at a table counts up a number before it is known whether its diner sits there.
  const { left, sold, received, holds, off, menuVersion } = await house.board()
  return {
    found,
    board: { left, sold, received, holds, off, menuVersion },
    money: await database.find('valueEntries', {}),
  }
}

describe('every action', () => {
  for (const { name, requests, rows } of functions) {
    it(`of ${name} has a row here`, () => {
      expect(Object.keys(rows).sort()).toEqual(Object.keys(requests).sort())
    })
  }
})

describe('A12: what belongs to others', () => {
  let before: Awaited<ReturnType<typeof belongings>>
  beforeAll(async () => {
    before = await belongings()
  })
  afterAll(async () => {
    await house.cloud.idle()
    expect(await belongings()).toEqual(before)
  })

  for (const { name, rows, strangers } of functions) {
    for (const [action, { input, stranger, post }] of rowsOf(rows)) {
      for (const openid of strangers) {
        const mayNot = post !== undefined && openid === 'inncook'
        const answer: Answer = mayNot ? 'not_allowed' : stranger
        it(`${name} ${action} answers ${openid}: ${answer}`, async () => {
          const reply = await call(name, openid, action, input())
          if (answer !== 'hisOwn') expect(reply).toMatchObject({ ok: false, code: answer })
          else {
            expect(reply).toMatchObject({ ok: true })
            const { order, batch, bill, party, reservation, table } = things
            const said = JSON.stringify(reply)
            const secrets = [order, batch, bill, party, reservation, table.view.sitting, annId, 'till:1', '面粉']
            for (const secret of secrets) expect(said).not.toContain(secret)
          }
        })
      }
    }
  }

  it('an owner exports dishes of his own store only', async () => {
    const reply = (await asOwner('innowner', 'exportMenu', { format: 'csv' })) as { value: { base64: string } }
    const sheet = Buffer.from(reply.value.base64, 'base64').toString('utf8')
    expect(sheet).toContain('bun')
    expect(sheet).not.toContain('dandan')
  })
})

describe('A16: who is no staff', () => {
  for (const { name, rows, strangers } of functions) {
    if (name === 'diner') continue
    for (const [action, { input }] of rowsOf(rows)) {
      it(`gets nothing from ${name} ${action}`, async () => {
        for (const openid of [annId, ...(name === 'owner' ? [strangers[1], 'cook'] : [])]) {
          expect(await call(name, openid, action, input())).toMatchObject({ code: 'not_allowed' })
        }
      })
    }
  }
})

describe('A8 bad input: the field is named, and nothing happens', () => {
  let before: Awaited<ReturnType<typeof belongings>>
  beforeAll(async () => {
    before = await belongings()
  })
  afterAll(async () => expect(await belongings()).toEqual(before))

  for (const { name, requests, rows, own } of functions) {
    for (const [action, { input }] of rowsOf(rows)) {
      it(`${name} ${action}`, async () => {
        const good = input()
        const schema = (requests as Record<string, { safeParse(value: unknown): { success: boolean } }>)[action]
        const optional = (field: string) => schema?.safeParse({ ...good, [field]: undefined }).success === true
        const attacks = [
          ['_openid', { ...good, _openid: 'victim' }],
          ...Object.keys(good).map((field) => [field, { ...good, [field]: { $ne: null } }]),
          ...Object.keys(good)
            .filter((field) => !optional(field))
            .map((field) => [field, Object.fromEntries(Object.entries(good).filter(([key]) => key !== field))]),
        ] as [string, unknown][]
        const replies = await Promise.all(attacks.map(([, attack]) => call(name, own, action, attack)))
        for (const [at, [field]] of attacks.entries()) {
          expect(replies[at]).toMatchObject({ ok: false, code: 'bad_input' })
          const named = fieldOf(replies[at])
          expect(named === field || named.startsWith(`${field}.`), `${named} for ${field}`).toBe(true)
        }
      })
    }
  }
})
