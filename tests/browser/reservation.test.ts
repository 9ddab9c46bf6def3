import type { Reservation } from '@yundian/domain'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openVisit, type Phone, type Visit } from './phones.ts'

const eventually = <Value>(read: () => Promise<Value>) => expect.poll(read, { timeout: 10_000 })

let visit: Visit
beforeAll(async () => {
  visit = await openVisit()
})
afterAll(() => visit.close())

const reserved = async () =>
  (await visit.cloud.database.find('reservations', { diner: 'rose' })) as unknown as Reservation[]
const statusAt = (phone: Phone, testId: string) => phone.at(testId).getAttribute('data-status')

async function reserve(phone: Phone, time: number): Promise<void> {
  await phone.tap('reserve-day-1')
  await phone.tap(`reserve-time-${time}`)
  await phone.tap('people-4')
  await phone.at('reserve-name').locator('input').fill('罗小姐')
  await phone.tap('reserve-table')
}

describe('Reservation, on the screen', () => {
  it('is made by a diner for tomorrow, confirmed and seated by staff, and another one is given up', async () => {
    const phone = await visit.phone('rose', 'pages/me/me')
    await phone.tap('open-reserve')
    await reserve(phone, 2)
    await eventually(async () => (await reserved()).length).toBe(1)
    const [first] = await reserved()
    await eventually(() => statusAt(phone, `reservation-${first?._id}`)).toBe('booked')
    expect(first).toMatchObject({ people: 4, name: '罗小姐', status: 'booked' })
    await phone.picture('reserve')

    const door = await visit.phone('owner', 'pages/me/me')
    await door.tap('open-reservations')
    await door.tap('reservations-day-1')
    await door.tap(`reserved-confirm-${first?._id}`)
    await eventually(() => statusAt(door, `reserved-${first?._id}`)).toBe('confirmed')
    expect(await door.read('reservations-people')).toBe('还会来4位')
    await door.picture('reservations')
    await door.tap(`reserved-seat-${first?._id}`)
    await eventually(() => statusAt(door, `reserved-${first?._id}`)).toBe('seated')

    await reserve(phone, 8)
    await eventually(async () => (await reserved()).length).toBe(2)
    const second = (await reserved()).find(({ _id }) => _id !== first?._id)
    await phone.tap(`reserve-cancel-${second?._id}`)
    await phone.tap('modal-confirm')
    await eventually(() => statusAt(phone, `reservation-${second?._id}`)).toBe('cancelled')
    expect((await reserved()).map(({ status }) => status).sort()).toEqual(['cancelled', 'seated'])
    expect([...(await phone.troubles()), ...(await door.troubles())]).toEqual([])
  })
})
