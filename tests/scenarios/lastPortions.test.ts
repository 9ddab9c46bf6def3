import { afterAll, beforeAll, expect, it } from 'vitest'
import { brokenInvariants } from '../house/invariants.ts'
import { line, orderInput } from '../house/orderInput.ts'
import { openTestHouse, type TestHouse } from '../house/testHouse.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house.close())

it('I2: sells exactly the last 50 portions among 200 diners, and refuses nobody while some are left', async () => {
  const replies = await Promise.all(
    Array.from({ length: 200 }, (_, at) =>
      house.diner(`diner${at}`).send('placeOrder', orderInput([line('tripe'), line('rice')], 4100)),
    ),
  )
  const placed = replies.filter((reply) => reply.ok)
  const refused = replies.filter((reply) => !reply.ok)
  expect(placed).toHaveLength(50)
  expect(refused.map((reply) => (reply.ok ? '' : reply.code))).toEqual(Array(150).fill('sold_out'))
  expect(refused.every((reply) => !reply.ok && reply.code === 'sold_out' && reply.details.left === 0)).toBe(true)
  expect(await house.board()).toMatchObject({ left: { tripe: 0 } })
  const numbers = placed.map((reply) => (reply.ok ? reply.value.pickupNumber : 0)).sort((a, b) => a - b)
  expect(numbers).toEqual(Array.from({ length: 50 }, (_, at) => at + 1))
  expect(await brokenInvariants(house.cloud.database, house.cloud.payments.list())).toEqual([])
})

it('sells nothing that staff switched off, limited or not', async () => {
  await house.cloud.database.update('boards', { _id: 'lane' }, { $set: { 'off.tea': true } }, { multi: false })
  expect(await house.diner('ann').send('placeOrder', orderInput([line('tea')], 500))).toMatchObject({
    code: 'sold_out',
    details: { dish: 'tea', left: 0 },
  })
  await house.cloud.database.update('boards', { _id: 'lane' }, { $unset: { 'off.tea': '' } }, { multi: false })
})

it('A4: counts the same dish on two lines, and inside a set menu, together', async () => {
  const lines = [
    line('brain', { quantity: 2 }),
    line('duo', { choices: ['main/brain', 'sides/rice', 'sides/tea'] }),
    line('brain'),
  ]
  const reply = await house.diner('ann').send('placeOrder', orderInput(lines, 2600 * 3 + 9400))
  expect(reply).toMatchObject({ ok: false, code: 'sold_out', details: { dish: 'brain', left: 3 } })
  expect(await house.board()).toMatchObject({ left: { brain: 3 } })
})
