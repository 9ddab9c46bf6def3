import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestHouse, type TestHouse } from '../house/testHouse.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
  const queue = [
    { id: 'A', name: '小桌', most: 2 },
    { id: 'B', name: '中桌', most: 4 },
  ]
  await house.cloud.database.update('stores', { _id: 'lane' }, { $set: { queue } }, { multi: false })
  await house.cloud.idle()
})
afterAll(() => house.close())

const take = (openid: string, people: number) => house.diner(openid).ask('takeQueueNumber', { store: 'lane', people })
const sent = async (openid: string) => await house.cloud.database.count('messages', { diner: openid })

describe('Queue 排队取号', () => {
  it('gives each of thirty parties at once a number of its own, without a gap, by size', async () => {
    const parties = await Promise.all(Array.from({ length: 30 }, (_, at) => take(`p${at}`, at % 2 === 0 ? 2 : 6)))
    for (const [line, count] of [
      ['A', 15],
      ['B', 15],
    ] as const) {
      const numbers = parties.filter((party) => party.line === line).map(({ number }) => number)
      expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, at) => at + 1))
    }
  })

  it('gives a diner the same number again, also when he asks ten times at once, and says how many are before him', async () => {
    const again = await Promise.all(Array.from({ length: 10 }, () => take('twin', 2)))
    expect(new Set(again.map(({ id }) => id)).size).toBe(1)
    const { party, lines } = await house.diner('twin').ask('openQueue', { store: 'lane' })
    expect(party).toMatchObject({ line: 'A', before: 15, status: 'waiting' })
    expect(lines).toMatchObject([
      { id: 'A', waiting: 16 },
      { id: 'B', waiting: 15 },
    ])
  })

  it('is called in order: a press that is sent twice calls one party and sends one message, two presses at once call two', async () => {
    const first = await house.cook.ask('callNext', { line: 'A', requestKey: 'press-001' })
    expect(await house.cook.ask('callNext', { line: 'A', requestKey: 'press-001' })).toEqual(first)
    expect(first.party).toMatchObject({ line: 'A', number: 1, status: 'called' })
    const two = await Promise.all(
      ['press-002', 'press-003'].map((requestKey) => house.owner.ask('callNext', { line: 'A', requestKey })),
    )
    expect(two.map(({ party }) => party?.number).sort()).toEqual([2, 3])
    const { openid } = await owner(first.party?.id)
    expect(await sent(openid)).toBe(1)
    expect((await house.diner('twin').ask('openQueue', { store: 'lane' })).party?.before).toBe(12)
  })

  it('passes over who is not there, calls him again when he comes, and seats him', async () => {
    const { party } = await house.cook.ask('callNext', { line: 'B', requestKey: 'press-101' })
    const id = party?.id ?? ''
    const move = (to: 'called' | 'seated' | 'skipped', requestKey: string) =>
      house.cook.send('moveParty', { party: id, to, requestKey })
    expect(await move('skipped', 'press-102')).toMatchObject({ value: { status: 'skipped' } })
    expect(await move('seated', 'press-103')).toMatchObject({ code: 'wrong_status' })
    for (const _ of [1, 2]) expect(await move('called', 'press-104')).toMatchObject({ value: { status: 'called' } })
    for (const _ of [1, 2]) expect(await move('seated', 'press-105')).toMatchObject({ value: { status: 'seated' } })
    const { openid } = await owner(id)
    expect(await sent(openid)).toBe(2)
    expect((await house.cook.ask('openQueueBoard', {})).parties.some((each) => each.id === id)).toBe(false)
    // Who sat down may come again in the evening.
    expect((await take(openid, 4)).number).toBe(16)
  })

  it('lets a diner leave, and nobody else in his place', async () => {
    const own = await take('twin', 2)
    expect(await house.diner('mallory').send('leaveQueue', { party: own.id })).toMatchObject({ code: 'unknown_order' })
    for (const _ of [1, 2])
      expect(await house.diner('twin').ask('leaveQueue', { party: own.id })).toEqual({ status: 'left' })
    expect((await house.diner('twin').ask('openQueue', { store: 'lane' })).party).toBeUndefined()
    expect((await take('twin', 2)).number).toBeGreaterThan(own.number)
  })

  it('begins at 1 again on the next business day, and refuses nonsense and a store without a queue', async () => {
    house.cloud.clock.advance(86_400_000)
    expect(await take('p0', 2)).toMatchObject({ line: 'A', number: 1, before: 0 })
    const nonsense = await house.diner('p1').send('takeQueueNumber', { store: 'lane', people: 0 })
    expect(nonsense).toMatchObject({ code: 'bad_input', details: { field: 'people' } })
    expect(await house.diner('p1').send('openQueue', { store: 'ghost' })).toMatchObject({ code: 'unknown_store' })
  })
})

/** Who took the number. */
async function owner(id: string | undefined): Promise<{ openid: string }> {
  const [party] = await house.cloud.database.find('waitingParties', { _id: id })
  return { openid: String(party?.diner) }
}
