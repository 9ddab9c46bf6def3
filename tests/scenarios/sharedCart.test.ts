import { type Cart, mergeEdit } from '@yundian/domain'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lineKey } from '../../platform/tables/tableKeys.ts'
import { brokenInvariants } from '../house/invariants.ts'
import { batchesOf, dish, shown, sitDown, sittingAt, type TablePhone } from '../house/tableParty.ts'
import { openTestHouse, type TestHouse } from '../house/testHouse.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house.close())

const rice = dish('rice')
const tea = dish('tea')
const tripe = dish('tripe')
const brain = dish('brain')

describe('Live shared cart 多人点餐 (one table, many phones)', () => {
  it('lets the second phone at a table see what the first put into the cart, and whose it is', async () => {
    const ann = await sitDown(house, 'ann', 'A1', { name: '安' })
    await ann.want(rice, 2)
    const bob = await sitDown(house, 'bob', 'A1')
    expect(bob.view.sitting).toBe(ann.view.sitting)
    expect(bob.view.members).toMatchObject([{ number: 1, name: '安' }, { number: 2 }])
    expect(bob.view.lines).toMatchObject([{ owner: ann.view.me, quantity: 2 }])
    expect(shown(await bob.want(rice, 1))).toEqual(['rice × 1', 'rice × 2'])
    expect(shown(await bob.want(rice, 1, ann.view.me))).toEqual(['rice × 1', 'rice × 1'])
  })

  it('makes one batch of two who press at once', async () => {
    const ann = await sitDown(house, 'ann', 'A1')
    const bob = await sitDown(house, 'bob', 'A1')
    await ann.want(tripe, 2)
    const phones = [await sitDown(house, 'ann', 'A1'), await sitDown(house, 'bob', 'A1')]
    const replies = await Promise.all(phones.map((phone) => phone.order()))
    const orders = replies.map((reply) => (reply.ok && 'order' in reply.value ? reply.value.order.id : reply))
    expect(orders[0]).toEqual(orders[1])
    await house.cloud.idle()
    const [batch, ...others] = await batchesOf(house, bob.view.sitting)
    expect(others).toEqual([])
    expect(batch).toMatchObject({ batch: 1, table: 'A1', status: 'placed', totalFen: 300 * 2 + 3800 * 2 })
    expect((await house.board()).left.tripe).toBe(48)
    expect(shown((await sitDown(house, 'ann', 'A1')).view)).toEqual([])
    expect(await sittingAt(house, ann.view.sitting)).toMatchObject({ round: 2, outbox: {}, pending: false })
    expect(await brokenInvariants(house.cloud.database, house.cloud.payments.list())).toEqual([])
  })
})

describe('edits of a shared cart, through the database', () => {
  it('make the same cart in any order, alone or many in one request, with any of them sent again', async () => {
    const word = fc.record({
      from: fc.nat(2),
      owner: fc.nat(2),
      dish: fc.constantFrom('tea', 'rice'),
      n: fc.integer({ min: -2, max: 4 }),
    })
    let table = 0
    await fc.assert(
      fc.asyncProperty(
        fc.array(word, { minLength: 1, maxLength: 8 }),
        fc.infiniteStream(fc.nat()),
        async (words, lots) => {
          const party = await seatThree(`P${table++}`)
          const owners = party.map(({ view }) => view.me)
          const { sitting, store } = party[0].view
          const edits = words.map(({ from, owner, dish: id, n }, at) => ({
            from,
            edit: { owner: owners[owner], choice: dish(id), seq: at + 1, n },
          }))
          const send = (from: number, some: object[]) =>
            party[from]?.phone.send('editCart', { sitting, store, menuVersion: 1, edits: some })
          const order = [...edits, ...edits]
            .map((one) => [lots.next().value ?? 0, one] as const)
            .sort(([a], [b]) => a - b)
          await Promise.all(order.slice(0, 4).map(([, { from, edit }]) => send(from, [edit])))
          for (const [, { from, edit }] of order.slice(4)) await send(from, [edit])
          const expected = edits.reduce<Cart>(
            (cart, { from, edit }) =>
              mergeEdit(cart, lineKey(edit.owner ?? '', edit.choice), owners[from] ?? '', {
                ...edit,
                owner: edit.owner ?? '',
              }),
            {},
          )
          const { cart } = await sittingAt(house, sitting)
          const told = (of: Cart) =>
            Object.entries(of)
              .map(([key, { by }]) => [key, Object.entries(by).sort()])
              .sort()
          expect(told(cart)).toEqual(told(expected))
        },
      ),
      { numRuns: 6 },
    )
  })

  it('are refused beyond what any table orders, and leave nothing behind (A19)', async () => {
    const ann = await sitDown(house, 'hog', 'A2')
    const { sitting, store } = ann.view
    const many = (from: number, count: number) =>
      Array.from({ length: count }, (_, at) => ({
        choice: { ...rice, remark: `第 ${from + at}` },
        seq: 1,
        n: 1,
      }))
    const send = (edits: object[]) => ann.phone.send('editCart', { sitting, store, menuVersion: 1, edits })
    for (let from = 0; from < 200; from += 50) expect(await send(many(from, 50))).toMatchObject({ ok: true })
    expect(await send(many(200, 3))).toMatchObject({ code: 'too_many_lines', details: { most: 200 } })
    expect(Object.keys((await sittingAt(house, sitting)).cart)).toHaveLength(200)
    await house.cloud.database.remove('sittings', { _id: sitting }, { multi: false })
  })
})

/** Three phones at a table of their own, which no other test knows. */
async function seatThree(table: string): Promise<[TablePhone, TablePhone, TablePhone]> {
  await house.cloud.database.update('sittings', { table: 'A1', status: 'open' }, moveAway(table), { multi: true })
  const phones = [0, 1, 2].map((at) => sitDown(house, `${table}guest${at}`, 'A1'))
  return (await phones.reduce<Promise<TablePhone[]>>(
    async (seated, phone) => [...(await seated), await phone],
    Promise.resolve([]),
  )) as never
}

const moveAway = (table: string) => ({ $set: { place: `gone:${table}`, status: 'closed' } })

describe('加菜 add to open order', () => {
  it('orders what came into the cart since, as the next batch, and leaves out what others changed meanwhile', async () => {
    const ann = await sitDown(house, 'cat', 'A2')
    const bob = await sitDown(house, 'dan', 'A2')
    await ann.want(rice, 1)
    await ann.order()
    await ann.want(tea, 1)
    await bob.want(brain, 1)
    await ann.want(tea, 2)
    await bob.want(brain, 2)
    const stale = { ...ann.batch(), lines: ann.batch().lines }
    await bob.want(brain, 3)
    expect(await ann.phone.send('orderBatch', stale)).toMatchObject({ code: 'cart_changed' })
    expect(await ann.order(true)).toMatchObject({ ok: true })
    await house.cloud.idle()
    const batches = await batchesOf(house, ann.view.sitting)
    expect(batches.map(({ batch, lines }) => [batch, lines.map((line) => `${line.dish} × ${line.quantity}`)])).toEqual([
      [1, ['rice × 1']],
      [2, ['tea × 2']],
    ])
    expect(shown(ann.view)).toEqual(['brain × 3'])
    expect((await house.board()).left.brain).toBe(3)
  })
})
