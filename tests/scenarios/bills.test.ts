import type { BillView } from '@yundian/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { brokenInvariants } from '../house/invariants.ts'
import { batchesOf, dish, sitDown, sittingAt, type TablePhone } from '../house/tableParty.ts'
import { openTestHouse, type TestHouse } from '../house/testHouse.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse({ store: { payment: 'later' } })
})
afterAll(() => house.close())

const wrong = () => brokenInvariants(house.cloud.database, house.cloud.payments.list())
const look = (at: TablePhone) => at.phone.ask('openBill', { sitting: at.view.sitting })
type Split = { kind: 'whole' } | { kind: 'byMember' } | { kind: 'evenly'; among: number }

async function split(at: TablePhone, how: Split): Promise<BillView> {
  const { totalFen } = await look(at)
  return at.phone.ask('splitBill', { sitting: at.view.sitting, split: how, expectedTotal: totalFen })
}

const claim = (at: TablePhone, { bill = '' }: BillView, share: string, takeOver = false) =>
  at.phone.send('payShare', { sitting: at.view.sitting, bill, share, takeOver })

/** Pays a share from one's phone. @returns the order by which it was paid */
async function pay(at: TablePhone, view: BillView, share: string): Promise<string> {
  const reply = await claim(at, view, share)
  if (!reply.ok) throw new Error(reply.code)
  await at.phone.pay(reply.value.id)
  await house.cloud.idle()
  return reply.value.id
}

/** Two at a table; Ann orders tripe, Bob rice and tea. */
async function party(table: string): Promise<[TablePhone, TablePhone]> {
  const ann = await sitDown(house, `ann-${table}`, table)
  const bob = await sitDown(house, `bob-${table}`, table)
  await ann.want(dish('tripe'), 1)
  await bob.want(dish('rice'), 2)
  await bob.want(dish('tea'), 1)
  await bob.order()
  await house.cloud.idle()
  return [ann, bob]
}

describe('先付 / 后付 switch', () => {
  it('sends a batch to the kitchen unpaid, and takes its money with the bill, which frees the table', async () => {
    const [ann] = await party('A1')
    const [batch] = await batchesOf(house, ann.view.sitting)
    expect(batch).toMatchObject({ status: 'billed', onBill: true, owes: [] })
    expect(await house.cloud.database.count('tickets', { order: batch?._id })).toBe(1)
    expect((await house.cook.ask('openKitchen', {})).orders.map(({ id }) => id)).toContain(batch?._id)
    await house.cook.ask('acceptOrder', { order: batch?._id ?? '' })
    const view = await split(ann, { kind: 'whole' })
    expect(view).toMatchObject({ totalFen: 4900, shares: [{ key: 's1', fen: 4900, state: 'open' }] })
    const id = await pay(ann, view, 's1')
    expect(await house.order(id)).toMatchObject({ status: 'closed', owes: [], payment: { paidFen: 4900 }, points: 49 })
    expect(await sittingAt(house, ann.view.sitting)).toMatchObject({ status: 'closed', bills: [{ totalFen: 4900 }] })
    expect((await batchesOf(house, ann.view.sitting))[0]?.settledAt).toBeInstanceOf(Date)
    expect(await house.cloud.database.count('tickets', { order: id })).toBe(0)
    expect((await house.cook.ask('openKitchen', {})).orders.map((order) => order.id)).not.toContain(id)
    expect(await wrong()).toEqual([])
  })
})
