import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestHouse, type TestHouse } from '../house/testHouse.ts'

const at = (time: string, day = '07') => Date.parse(`2026-05-${day}T${time}:00+08:00`)

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
  const reservations = { slotMinutes: 30, stayMinutes: 90, leadMinutes: 60, daysAhead: 7 }
  await house.cloud.database.update('stores', { _id: 'lane' }, { $set: { reservations } }, { multi: false })
  await house.cloud.idle()
})
afterAll(() => house.close())

let keys = 0
const wish = (from: number, people: number) => {
  keys += 1
  return { store: 'lane', requestKey: `reserve-${keys}`, from, people, name: '王' }
}
const taken = async () => {
  const [day] = await house.cloud.database.find('tableDays', { _id: 'lane:2026-05-07' })
  const tables = (day as { taken?: Record<string, Record<string, string>> } | undefined)?.taken ?? {}
  return Object.values(tables).flatMap((times) => Object.values(times))
}

describe('Reservation', () => {
  it('gives each of the two tables to one of twenty parties at once, the smallest that fits first', async () => {
    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, n) => house.diner(`r${n}`).send('reserveTable', wish(at('18:00'), 2))),
    )
    const tables = replies.flatMap((reply) => (reply.ok ? [reply.value.table] : []))
    expect(tables.sort()).toEqual(['A1', 'A2'])
    expect(replies.filter((reply) => !reply.ok && reply.code === 'slot_full')).toHaveLength(18)
  })

  it('keeps a table for the whole stay, and no longer', async () => {
    expect(await house.diner('ann').send('reserveTable', wish(at('19:00'), 2))).toMatchObject({ code: 'slot_full' })
    expect(await house.diner('ann').send('reserveTable', wish(at('17:00'), 2))).toMatchObject({ code: 'slot_full' })
    const after = await house.diner('ann').ask('reserveTable', wish(at('19:30'), 3))
    expect(after).toMatchObject({ table: 'A1', from: at('19:30'), to: at('21:00'), status: 'booked' })
  })

  it('is one reservation however often it is sent, and its table is free once it is cancelled', async () => {
    const input = wish(at('12:00'), 4)
    const both = await Promise.all([1, 2].map(() => house.diner('bob').ask('reserveTable', input)))
    expect(both[0]).toEqual(both[1])
    const id = both[0]?.id ?? ''
    expect((await taken()).filter((each) => each === id)).toHaveLength(3)
    expect(await house.diner('eve').send('cancelReservation', { reservation: id })).toMatchObject({
      code: 'unknown_order',
    })
    for (const _ of [1, 2]) {
      expect(await house.diner('bob').ask('cancelReservation', { reservation: id })).toMatchObject({
        status: 'cancelled',
      })
    }
    expect(await taken()).not.toContain(id)
    expect(await house.diner('eve').send('reserveTable', wish(at('12:00'), 4))).toMatchObject({ ok: true })
  })

  it('is confirmed, seated or noted as not come by staff of the store', async () => {
    const { reservations } = await house.cook.ask('openReservations', { businessDay: '2026-05-07' })
    const [first, second] = reservations.filter(({ status }) => status === 'booked')
    const move = (reservation: string, to: 'confirmed' | 'seated' | 'noShow') =>
      house.cook.send('moveReservation', { reservation, to })
    expect(await move(first?.id ?? '', 'confirmed')).toMatchObject({ value: { status: 'confirmed' } })
    expect(await move(first?.id ?? '', 'seated')).toMatchObject({ value: { status: 'seated' } })
    expect(await move(first?.id ?? '', 'noShow')).toMatchObject({ code: 'wrong_status' })
    expect(await move(second?.id ?? '', 'noShow')).toMatchObject({ value: { status: 'noShow' } })
    expect(await taken()).not.toContain(second?.id)
    expect((await house.diner('ann').ask('myReservations', { store: 'lane' })).reservations).toHaveLength(1)
  })

  it('frees the table of one that was never written, since its function died in between', async () => {
    const lost = 'f'.repeat(32)
    const mark = { [`taken.A1.t${at('14:00') / 60_000}`]: lost, [`since.${lost}`]: new Date(house.cloud.clock.now()) }
    await house.cloud.database.update('tableDays', { _id: 'lane:2026-05-07' }, { $set: mark }, { multi: false })
    await house.cloud.runTimer('everyMinute')
    expect(await taken()).toContain(lost)
    house.cloud.clock.advance(6 * 60_000)
    await house.cloud.runTimer('everyMinute')
    expect(await taken()).not.toContain(lost)
  })

  it('refuses a time that is no beginning, too soon, too far ahead, or when the store is closed, and too large a party', async () => {
    for (const from of [at('18:10'), at('12:30', '06'), at('12:00', '30'), at('03:00')]) {
      expect(await house.diner('ann').send('reserveTable', wish(from, 2))).toMatchObject({ code: 'no_such_slot' })
    }
    expect(await house.diner('ann').send('reserveTable', wish(at('15:00'), 9))).toMatchObject({ code: 'slot_full' })
    expect(await house.diner('ann').send('reserveTable', wish(at('15:00'), 0))).toMatchObject({ code: 'bad_input' })
  })
})
