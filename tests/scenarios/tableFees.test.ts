import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { brokenInvariants } from '../house/invariants.ts'
import { batchesOf, dish, sitDown } from '../house/tableParty.ts'
import { openTestHouse, type TestHouse } from '../house/testHouse.ts'

let house: TestHouse
beforeAll(async () => {
  const fees = {
    tea: { perHeadFen: 200 },
    service: { modes: ['dineIn' as const], percent: 10 },
    minimum: { dineIn: 5000 },
  }
  house = await openTestHouse({ store: { payment: 'later', fees } })
})
afterAll(() => house.close())

describe('Minimum spend, tea fee 茶位费, service fee, at the table', () => {
  it('come once on the bill of the party, not on its batches, and each pays his part of them', async () => {
    const ann = await sitDown(house, 'ann', 'A1', { people: 3 })
    const bob = await sitDown(house, 'bob', 'A1')
    await ann.want(dish('tripe'), 1)
    await ann.order()
    await bob.want(dish('tea'), 1)
    await ann.want(dish('tea'), 0)
    await bob.order()
    await house.cloud.idle()
    const batches = await batchesOf(house, ann.view.sitting)
    expect(batches.map(({ totalFen, steps }) => [totalFen, steps])).toEqual([
      [3800, []],
      [500, []],
    ])
    const view = await ann.phone.ask('openBill', { sitting: ann.view.sitting })
    expect(view.steps).toMatchObject([
      { id: 'minimum', fen: 700 },
      { id: 'tea', fen: 600 },
      { id: 'service', fen: 430 },
    ])
    expect(view.totalFen).toBe(3800 + 500 + 700 + 600 + 430)
    const input = { sitting: ann.view.sitting, split: { kind: 'byMember' as const }, expectedTotal: view.totalFen }
    const { shares, bill = '' } = await ann.phone.ask('splitBill', input)
    expect(shares.map(({ fen }) => fen)).toEqual([5329, 701])
    for (const { key } of shares) {
      const order = await bob.phone.ask('payShare', { sitting: ann.view.sitting, bill, share: key })
      expect(order.lines.reduce((sum, { fen }) => sum + fen, 0) + (order.steps[0]?.fen ?? 0)).toBe(order.totalFen)
      await bob.phone.pay(order.id)
      await house.cloud.idle()
    }
    expect(await bob.phone.ask('openBill', { sitting: ann.view.sitting })).toMatchObject({ closed: true })
    expect(await brokenInvariants(house.cloud.database, house.cloud.payments.list())).toEqual([])
  })

  it('asks another total to be looked at again, and takes no bill of it', async () => {
    const ann = await sitDown(house, 'ann', 'A2')
    await ann.want(dish('rice'), 1)
    await ann.order()
    await house.cloud.idle()
    const input = { sitting: ann.view.sitting, split: { kind: 'whole' as const }, expectedTotal: 300 }
    expect(await ann.phone.send('splitBill', input)).toMatchObject({
      code: 'total_changed',
      details: { totalFen: 5000 + 200 + 30, expectedFen: 300 },
    })
    expect((await ann.phone.ask('openBill', { sitting: ann.view.sitting })).bill).toBeUndefined()
  })
})

describe('a bill of two tables that were put together', () => {
  it('has what both ordered, and frees both when it is paid', async () => {
    const cat = await sitDown(house, 'cat', 'A1')
    await cat.want(dish('tripe'), 2)
    await cat.order()
    const [ann] = [await sitDown(house, 'ann', 'A2')]
    await house.cook.ask('joinTables', { sitting: cat.view.sitting, to: ann.view.sitting })
    await house.cloud.idle()
    const view = await cat.phone.ask('openBill', { sitting: cat.view.sitting })
    expect(view).toMatchObject({ sitting: ann.view.sitting, tables: ['A2', 'A1'], totalFen: 7900 + 400 + 790 })
    const input = { sitting: cat.view.sitting, split: { kind: 'whole' as const }, expectedTotal: view.totalFen }
    const { bill = '' } = await cat.phone.ask('splitBill', input)
    const order = await cat.phone.ask('payShare', { sitting: cat.view.sitting, bill, share: 's1' })
    await cat.phone.pay(order.id)
    await house.cloud.idle()
    expect((await house.cook.ask('tablesMap', {})).tables.filter(({ sitting }) => sitting)).toEqual([])
    expect(await brokenInvariants(house.cloud.database, house.cloud.payments.list())).toEqual([])
  })

  it('A12: shows no bill to who sits at another table, nor to staff of another store', async () => {
    const ann = await sitDown(house, 'ann', 'A1')
    const { sitting } = ann.view
    const stranger = house.diner('mallory')
    const bill = `${sitting}-${'0'.repeat(32)}`
    const replies = [
      await stranger.send('openBill', { sitting }),
      await stranger.send('splitBill', { sitting, split: { kind: 'whole' }, expectedTotal: 0 }),
      await stranger.send('payShare', { sitting, bill, share: 's1' }),
    ]
    await house.cloud.database.insert('staff', [{ _id: 'stranger', store: 'other', name: '李', role: 'owner' }])
    const staff = (action: string, input: object) =>
      house.cloud.callFunction('staff', { action, input }, { openid: 'stranger' })
    const others = [
      await staff('openTableBill', { sitting }),
      await staff('splitTableBill', { sitting, split: { kind: 'whole' }, expectedTotal: 0 }),
      await staff('takeShare', { sitting, bill, share: 's1' }),
      await staff('writeOffBill', { sitting, bill, reason: 'x' }),
      await staff('moveBatch', { order: '0'.repeat(32), to: sitting }),
    ]
    for (const reply of [...replies, ...others]) expect(reply).toMatchObject({ code: 'unknown_sitting' })
    const wish = { order: '0'.repeat(32), kind: 'return', requestKey: 'mallory-1', reason: '' }
    expect(await staff('voidLines', wish)).toMatchObject({ code: 'unknown_order' })
  })

  it('A8 A19: refuses what no screen sends, and names the field', async () => {
    const ann = await sitDown(house, 'ann', 'A1')
    const { sitting } = ann.view
    const wrong: [string, object, string][] = [
      ['openBill', { sitting: { $ne: null } }, 'sitting'],
      ['splitBill', { sitting, split: { kind: 'evenly', among: 0 }, expectedTotal: 1 }, 'split.among'],
      ['splitBill', { sitting, split: { kind: 'evenly', among: 1e9 }, expectedTotal: 1 }, 'split.among'],
      ['splitBill', { sitting, split: { kind: 'byLine', shares: [] }, expectedTotal: 1 }, 'split.kind'],
      ['splitBill', { sitting, split: { kind: 'whole', fen: 1 }, expectedTotal: 1 }, 'split.fen'],
      ['payShare', { sitting, bill: 'a.b', share: 's1' }, 'bill'],
      ['payShare', { sitting, bill: `${sitting}-${'0'.repeat(32)}`, share: 's1.payer' }, 'share'],
      ['payShare', { sitting, bill: `${sitting}-${'0'.repeat(32)}`, share: 's1', fen: 1 }, 'fen'],
    ]
    for (const [action, input, field] of wrong) {
      const reply = await house.diner('ann').send(action as 'openBill', input)
      expect(reply, `${action} ${field}`).toMatchObject({ code: 'bad_input', details: { field } })
    }
  })
})
