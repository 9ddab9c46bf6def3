import type { Order } from '@yundian/domain'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openInn } from '../house/inn.ts'
import { brokenInvariants } from '../house/invariants.ts'
import { batchesOf, dish, sceneFor, shown, sitDown, sittingAt } from '../house/tableParty.ts'
import { type Kitchen, openTestHouse, type TestHouse } from '../house/testHouse.ts'

let house: TestHouse
let waiter: Kitchen
beforeAll(async () => {
  house = await openTestHouse()
  waiter = await openInn(house)
})
afterAll(async () => {
  await house.cloud.idle()
  const broken = await brokenInvariants(house.cloud.database, house.cloud.payments.list())
  // Parties are sent home here without a bill.
  expect(broken.filter((finding) => !finding.startsWith('bills '))).toEqual([])
  await house.close()
})

const soup = dish('soup')
const bun = dish('bun')
const minutes = (count: number) => house.cloud.clock.advance(count * 60_000)
let keys = 0
const seat = (table: string, people = 2) =>
  waiter.ask('openSeats', { table, people, requestKey: `seat-${String(keys++).padStart(4, '0')}` })
const map = async () => (await waiter.ask('tablesMap', {})).tables
const onMap = async (table: string) => (await map()).find((one) => one.table === table)
const settle = (sitting: string) =>
  // What the bill does when it is paid.
  house.cloud.database.update('orders', { sitting }, { $set: { settledAt: new Date() } }, { multi: true })
async function leave(sitting: string): Promise<void> {
  await house.cloud.idle()
  await settle(sitting)
  await waiter.ask('closeTable', { sitting })
}

describe('Staff open/lock table before scan works', () => {
  it('refuses a scan of a table that staff have not opened, and lets guests in when they have', async () => {
    expect(await house.diner('ann').send('openTable', { scene: sceneFor('T1', 'inn') })).toMatchObject({
      code: 'table_not_open',
      details: { table: 'T1' },
    })
    const { id } = await seat('T1', 3)
    const ann = await sitDown(house, 'ann', 'T1', { store: 'inn' })
    expect(ann.view).toMatchObject({ sitting: id, people: 3, members: [{ number: 1 }] })
    await waiter.ask('closeTable', { sitting: id })
    expect(await house.diner('ann').send('openTable', { scene: sceneFor('T1', 'inn') })).toMatchObject({
      code: 'table_not_open',
    })
    expect(await ann.phone.send('editCart', cartEdit(ann.view.sitting))).toMatchObject({ code: 'sitting_closed' })
  })

  it('opens a table once however often the waiter taps, and refuses a second party', async () => {
    const tap = { table: 'T1', people: 2, requestKey: 'tap-once-1' }
    const [first, again] = await Promise.all([waiter.ask('openSeats', tap), waiter.ask('openSeats', tap)])
    expect(first.id).toBe(again.id)
    expect(await waiter.send('openSeats', { ...tap, requestKey: 'tap-once-2' })).toMatchObject({ code: 'table_taken' })
    expect(await waiter.send('openSeats', { ...tap, table: 'T9' })).toMatchObject({ code: 'unknown_table' })
    await leave(first.id)
  })
})

describe('Table/areas map, states', () => {
  it('shows each table by area: free, or who sits there since when, what is unpaid and who calls', async () => {
    expect((await map()).map(({ table, area, seats, sitting }) => [table, area, seats, sitting])).toEqual([
      ['T1', '堂', 4, undefined],
      ['T2', '堂', 4, undefined],
      ['T3', '堂', 4, undefined],
      ['T10', '堂', 4, undefined],
    ])
    const { id, openedAt } = await seat('T2')
    const ann = await sitDown(house, 'ann', 'T2', { store: 'inn' })
    await ann.want(soup, 2)
    await ann.order()
    const sitting = { id, openedAt, people: 2, phones: 1, batches: 1, unpaidFen: 1800, greeted: true, calls: [] }
    expect(await onMap('T2')).toMatchObject({ sitting })
    await house.cloud.idle()
    expect(await onMap('T2')).toMatchObject({ sitting })
    await waiter.ask('setPeople', { sitting: id, people: 5 })
    expect(await onMap('T2')).toMatchObject({ sitting: { people: 5 } })
    expect(await waiter.send('closeTable', { sitting: id })).toMatchObject({
      code: 'table_unpaid',
      details: { unpaidFen: 1800 },
    })
    await leave(id)
    expect(await onMap('T2')).toEqual({ table: 'T2', area: '堂', seats: 4 })
  })

  it('keeps a table that ordered while staff were clearing it', async () => {
    const { id } = await seat('T2')
    const ann = await sitDown(house, 'ann', 'T2', { store: 'inn' })
    await ann.want(bun, 1)
    const [closed, ordered] = await Promise.all([waiter.send('closeTable', { sitting: id }), ann.order()])
    expect([closed.ok, ordered.ok].filter(Boolean)).toHaveLength(1)
    await house.cloud.idle()
    expect(await batchesOf(house, id)).toHaveLength(ordered.ok ? 1 : 0)
    if (ordered.ok) await leave(id)
  })

  it('frees a table that nobody touched for long when nothing is unpaid, and tells of those of past days', async () => {
    const quiet = await seat('T1')
    const owing = await seat('T2')
    const ann = await sitDown(house, 'ann', 'T2', { store: 'inn' })
    await ann.want(bun, 1)
    await ann.order()
    await house.cloud.idle()
    minutes(89)
    await house.cloud.runTimer('everyMinute')
    expect(await onMap('T1')).toMatchObject({ sitting: { id: quiet.id } })
    minutes(2)
    await house.cloud.runTimer('everyMinute')
    expect(await onMap('T1')).not.toHaveProperty('sitting')
    expect(await onMap('T2')).toMatchObject({ sitting: { id: owing.id } })
    minutes(16 * 60)
    await house.cloud.runTimer('nightly')
    expect(await house.cloud.database.find('alerts', { kind: 'table' })).toMatchObject([
      { _id: expect.stringMatching(/^tables:inn:/), text: expect.stringContaining('T2') },
    ])
    minutes(8 * 60)
    await leave(owing.id)
  })
})

describe('Transfer 转台 / merge 并桌 / split', () => {
  it('leads a party to another table with all that it ordered and all that is in its cart', async () => {
    const { id } = await seat('T1')
    const ann = await sitDown(house, 'ann', 'T1', { store: 'inn' })
    await ann.want(soup, 1)
    await ann.order()
    await house.cloud.idle()
    await ann.want(bun, 2)
    const stale = ann.batch()
    await waiter.ask('transferTable', { sitting: id, to: 'T3' })
    expect(await waiter.ask('transferTable', { sitting: id, to: 'T3' })).toMatchObject({ id, table: 'T3' })
    // Ordered from a phone that still shows the old table.
    expect(await ann.phone.send('orderBatch', stale)).toMatchObject({
      ok: true,
      value: { order: { table: 'T3' }, table: { table: 'T3' } },
    })
    await house.cloud.idle()
    expect((await batchesOf(house, id)).map(({ table }) => table)).toEqual(['T3', 'T3'])
    expect(await onMap('T1')).not.toHaveProperty('sitting')
    expect(await onMap('T3')).toMatchObject({ sitting: { id, unpaidFen: 1300 } })
    expect((await sitDown(house, 'ann', 'T3', { store: 'inn' })).view.sitting).toBe(id)
  })

  it('refuses a table where somebody sits', async () => {
    const { id } = await seat('T1')
    expect(await waiter.send('transferTable', { sitting: id, to: 'T3' })).toMatchObject({ code: 'table_taken' })
    expect(await waiter.send('transferTable', { sitting: id, to: 'X1' })).toMatchObject({ code: 'unknown_table' })
    const [one, other] = await Promise.all([
      waiter.send('transferTable', { sitting: id, to: 'T2' }),
      seat('T2').then(
        () => true,
        () => false,
      ),
    ])
    expect([one.ok, other].filter(Boolean)).toHaveLength(1)
    for (const { sitting } of await map()) if (sitting) await leave(sitting.id)
  })

  it('moves what a late sender of an earlier table brings to where the party sits now', async () => {
    const { id } = await seat('T1')
    const ann = await sitDown(house, 'ann', 'T1', { store: 'inn' })
    house.cloud.parts.triggers.mode = 'drop'
    await ann.want(bun, 1)
    await ann.order()
    await house.cloud.idle()
    await waiter.ask('transferTable', { sitting: id, to: 'T2' })
    house.cloud.parts.triggers.mode = 'deliver'
    await house.cloud.runTimer('everyMinute')
    await house.cloud.idle()
    expect(await batchesOf(house, id)).toMatchObject([{ table: 'T2', batch: 1, status: 'billed' }])
    expect(await sittingAt(house, id)).toMatchObject({ outbox: {}, pending: false })
    await leave(id)
  })

  it('joins a party to the bill of another and splits it again, each with its own table, cart and batches', async () => {
    const [host, guest] = [await seat('T1'), await seat('T2')]
    const third = await seat('T3')
    const ann = await sitDown(house, 'ann', 'T2', { store: 'inn' })
    await ann.want(bun, 1)
    await waiter.ask('joinTables', { sitting: guest.id, to: host.id })
    expect(await onMap('T2')).toMatchObject({ sitting: { joinedTo: host.id } })
    expect(await ann.order()).toMatchObject({ ok: true, value: { order: { table: 'T2' } } })
    for (const wrong of [
      { sitting: host.id, to: host.id },
      { sitting: third.id, to: guest.id },
      { sitting: host.id, to: third.id },
    ]) {
      expect(await waiter.send('joinTables', wrong)).toMatchObject({ code: 'wrong_status' })
    }
    expect(await waiter.ask('splitTables', { sitting: guest.id })).not.toHaveProperty('joinedTo')
    for (const { id } of [guest, host, third]) await leave(id)
  })
})

describe('Call waiter 服务铃 / 催菜', () => {
  it('rings on the map and in the kitchen until it is answered, and once a minute however often it is tapped', async () => {
    const { id } = await seat('T1')
    const ann = await sitDown(house, 'ann', 'T1', { store: 'inn' })
    const ring = (kind: 'waiter' | 'hurry' | 'bill') => ann.phone.ask('callStaff', { sitting: id, kind })
    const first = (await ring('waiter')).table.calls
    house.cloud.clock.advance(59_000)
    expect((await ring('waiter')).table.calls).toEqual(first)
    await ring('hurry')
    expect(await onMap('T1')).toMatchObject({ sitting: { calls: [{ kind: 'waiter' }, { kind: 'hurry' }] } })
    expect((await waiter.ask('openKitchen', {})).calls).toEqual([
      { table: 'T1', kind: 'waiter' },
      { table: 'T1', kind: 'hurry' },
    ])
    await waiter.ask('answerCall', { sitting: id, kind: 'waiter' })
    await waiter.ask('answerCall', { sitting: id, kind: 'bill' })
    expect(await onMap('T1')).toMatchObject({ sitting: { calls: [{ kind: 'hurry' }] } })
    house.cloud.clock.advance(61_000)
    await ring('waiter')
    expect(await onMap('T1')).toMatchObject({ sitting: { calls: [{ kind: 'waiter' }, { kind: 'hurry' }] } })
    await leave(id)
  })
})

describe('a batch of a store where guests pay after they ate', () => {
  it('is in the kitchen at once, with no payment of its own', async () => {
    const { id } = await seat('T1')
    const ann = await sitDown(house, 'ann', 'T1', { store: 'inn' })
    await ann.want(soup, 1)
    await ann.order()
    await house.cloud.idle()
    const [order] = (await batchesOf(house, id)) as [Order]
    expect(order).toMatchObject({ status: 'billed', onBill: true, owes: [], batch: 1 })
    expect(await house.cloud.database.count('tickets', { order: order._id })).toBe(1)
    expect(await ann.phone.send('payOrder', { order: order._id })).toMatchObject({ code: 'wrong_status' })
    const { orders } = await waiter.ask('openKitchen', {})
    expect(orders.find((one) => one.id === order._id)).toMatchObject({ table: 'T1', status: 'billed' })
    await leave(id)
  })
})

describe('Anti-prank (remote QR photo)', () => {
  it('A20: refuses a code that was forged, or signed for another table or store', async () => {
    const scene = sceneFor('A1')
    const [, , signature] = scene.split('.')
    for (const forged of [
      '',
      'A1',
      'lane.A1',
      'lane.A1.',
      `lane.A2.${signature}`,
      `inn.A1.${signature}`,
      `${scene}x`,
    ]) {
      expect(await house.diner('eve').send('openTable', { scene: forged })).toMatchObject({ code: 'unknown_table' })
    }
    expect(await house.diner('eve').send('openTable', { scene: sceneFor('Z9') })).toMatchObject({
      code: 'unknown_table',
    })
  })

  it('gives nothing to a photograph of the sticker the next day: free tables are shut, others need their code', async () => {
    minutes(24 * 60)
    const { id } = await seat('T1')
    const ann = await sitDown(house, 'ann', 'T1', { store: 'inn' })
    minutes(11)
    const scene = sceneFor('T1', 'inn')
    const far = house.diner('faraway')
    expect(await far.send('openTable', { scene: sceneFor('T2', 'inn') })).toMatchObject({ code: 'table_not_open' })
    expect(await far.send('openTable', { scene })).toMatchObject({
      code: 'table_code_needed',
      details: { why: 'missing' },
    })
    expect(await far.send('openTable', { scene, code: ann.code })).toMatchObject({ details: { why: 'wrong' } })
    const shownNow = (await ann.phone.ask('openSitting', { sitting: id })).code
    minutes(2)
    expect(await house.diner('bob').send('openTable', { scene, code: shownNow.digits })).toMatchObject({ ok: true })
    minutes(4)
    expect(await far.send('openTable', { scene, code: shownNow.digits })).toMatchObject({ details: { why: 'wrong' } })
    await leave(id)
  })

  it('gives five guesses, however many come at once, and then none for ten minutes', async () => {
    const { id } = await seat('T1')
    const ann = await sitDown(house, 'ann', 'T1', { store: 'inn' })
    minutes(11)
    const scene = sceneFor('T1', 'inn')
    const right = (await ann.phone.ask('openSitting', { sitting: id })).code.digits
    const guesses = Array.from({ length: 12 }, (_, at) => String((Number(right) + 1 + at) % 10_000).padStart(4, '0'))
    await Promise.all(guesses.map((code, at) => house.diner(`guesser${at}`).send('openTable', { scene, code })))
    const late = { scene, code: right }
    expect(await house.diner('lucky').send('openTable', late)).toMatchObject({ details: { why: 'locked' } })
    expect((await sittingAt(house, id)).memberCount).toBe(1)
    minutes(11)
    const code = (await ann.phone.ask('openSitting', { sitting: id })).code.digits
    expect(await house.diner('bob').send('openTable', { scene, code })).toMatchObject({ ok: true })
    await leave(id)
  })

  it('lets nobody whom staff have not seen order to be paid later, where scanning opens tables', async () => {
    const open = { $set: { tableOpening: 'scan' } }
    await house.cloud.database.update('stores', { _id: 'inn' }, open, { multi: false })
    await house.cloud.idle()
    await house.diner('far').ask('openMenu', { store: 'inn' })
    const prank = await sitDown(house, 'far', 'T3', { store: 'inn' })
    await prank.want(soup, 9)
    const batch = prank.batch()
    expect(await prank.phone.send('orderBatch', batch)).toMatchObject({ code: 'table_not_greeted' })
    expect((await house.cloud.database.find('boards', { _id: 'inn' }))[0]).toMatchObject({ holds: {} })
    expect(await onMap('T3')).toMatchObject({ sitting: { greeted: false } })
    await waiter.ask('greetGuests', { sitting: prank.view.sitting })
    expect(await prank.phone.send('orderBatch', batch)).toMatchObject({ ok: true })
    await leave(prank.view.sitting)
  })
})

describe('A12 A16: tables and those who do not sit there', () => {
  it('hides a sitting from a diner who does not sit in it', async () => {
    const ann = await sitDown(house, 'ann', 'A1')
    await ann.want(dish('rice'), 1)
    const { sitting, round } = ann.view
    const mallory = house.diner('mallory')
    const replies = [
      await mallory.send('openSitting', { sitting }),
      await mallory.send('callStaff', { sitting, kind: 'bill' }),
      await mallory.send('editCart', { ...cartEdit(sitting), store: 'lane', edits: [riceEdit] }),
      await mallory.send('orderBatch', ann.batch()),
    ]
    for (const reply of replies) expect(reply).toMatchObject({ code: 'unknown_sitting' })
    expect(await ann.phone.send('editCart', { ...cartEdit(sitting), store: 'inn' })).toMatchObject({ ok: false })
    expect(await sittingAt(house, sitting)).toMatchObject({ round, calls: {} })
    expect((await house.board()).holds).toEqual({})
    expect(shown(ann.view)).toEqual(['rice × 1'])
  })

  it('hides a sitting from staff of another store, and codes from all but the owner', async () => {
    const ann = await sitDown(house, 'ann', 'A1')
    const { sitting } = ann.view
    const other = await seat('T1')
    for (const [action, more] of [
      ['greetGuests', {}],
      ['setPeople', { people: 2 }],
      ['transferTable', { to: 'T2' }],
      ['joinTables', { to: other.id }],
      ['splitTables', {}],
      ['closeTable', {}],
      ['answerCall', { kind: 'bill' }],
    ] as const) {
      expect(await waiter.send(action, { sitting, ...more }), action).toMatchObject({ code: 'unknown_sitting' })
    }
    expect((await map()).map(({ table }) => table)).not.toContain('A1')
    expect(await waiter.send('tableCodes', {})).toMatchObject({ code: 'not_allowed' })
    const { codes } = await house.staff('innkeeper').ask('tableCodes', {})
    expect(codes[0]).toEqual({ table: 'T1', area: '堂', scene: sceneFor('T1', 'inn') })
    await leave(other.id)
  })

  it('lets a member put nothing into the cart that could never be ordered, nor speak for somebody who is not there', async () => {
    const { view, phone } = await sitDown(house, 'ann', 'A1')
    const send = (edits: object[]) => phone.send('editCart', { ...cartEdit(view.sitting), store: 'lane', edits })
    const edit = { choice: dish('rice'), seq: 90, n: 1 }
    expect(await send([{ ...edit, choice: dish('dragon') }])).toMatchObject({ code: 'unknown_dish' })
    expect(await send([edit, edit])).toMatchObject({ code: 'bad_input', details: { field: 'edits.1' } })
    expect(await send([{ ...edit, owner: '0'.repeat(12) }])).toMatchObject({ details: { field: 'edits.0.owner' } })
    for (const wrong of [{ n: 1.5 }, { seq: 0 }, { owner: 'x.y' }, { price: 1 }, { choice: { $ne: 1 } }]) {
      expect(await send([{ ...edit, ...wrong }]), JSON.stringify(wrong)).toMatchObject({ code: 'bad_input' })
    }
    expect(await send(Array.from({ length: 51 }, () => edit))).toMatchObject({ details: { field: 'edits' } })
  })
})

const riceEdit = { choice: dish('rice'), seq: 1, n: 1 }

function cartEdit(sitting: string) {
  return { sitting, store: 'inn', menuVersion: 1, edits: [{ choice: dish('bun'), seq: 1, n: 1 }] }
}
