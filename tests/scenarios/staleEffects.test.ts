import type { Order } from '@yundian/domain'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { brokenInvariants } from '../house/invariants.ts'
import { line, orderInput } from '../house/orderInput.ts'
import { openTestHouse, type TestHouse } from '../house/testHouse.ts'

let house: TestHouse
let platform: typeof import('@yundian/platform')
beforeAll(async () => {
  house = await openTestHouse()
  // The house's own code in this process, on the same cloud, so that an effect can be run on an order as it once was.
  process.env.SUB_MCH_ID = '1900000109'
  Object.assign(process.env, house.cloud.sdkEnvironment)
  platform = await import('@yundian/platform')
})
afterAll(() => house.close())

/** Every version of the orders since now, oldest first. */
function versionsOf(): Order[] {
  const versions: Order[] = []
  house.cloud.database.onChange((change) => {
    if (change.collection === 'orders') versions.push(structuredClone(change.doc) as unknown as Order)
  })
  return versions
}

async function runAgain(versions: Order[]): Promise<void> {
  const running = { ...platform.house, clock: house.cloud.clock }
  for (const version of versions) await platform.runEffects({ ...version, owes: [...version.owes] }, running)
  await Promise.all(versions.map((version) => platform.runEffects(version, running)))
  await house.cloud.idle()
}

const lives: { name: string; live: (phone: ReturnType<TestHouse['diner']>) => Promise<string> }[] = [
  {
    name: 'paid and cooked',
    async live(phone) {
      const { id } = await phone.ask('placeOrder', orderInput([line('brain')], 2600))
      await phone.pay(id)
      await house.cloud.idle()
      await house.cook.ask('acceptOrder', { order: id })
      await house.cook.ask('advanceOrder', { order: id, to: 'ready' })
      return id
    },
  },
  {
    name: 'cancelled, then paid and revived',
    async live(phone) {
      const { id } = await phone.ask('placeOrder', orderInput([line('tripe')], 3800))
      const { package: prepay } = await phone.ask('payOrder', { order: id })
      await phone.ask('cancelOrder', { order: id })
      await house.cloud.payments.pay(prepay.replace('prepay_id=', ''), phone.openid, 'success')
      return id
    },
  },
  {
    name: 'cancelled, then paid and refunded, while another took the portions',
    async live(phone) {
      const { id } = await phone.ask('placeOrder', orderInput([line('brain', { quantity: 2 })], 5200))
      const { package: prepay } = await phone.ask('payOrder', { order: id })
      await phone.ask('cancelOrder', { order: id })
      await house.diner('other').ask('placeOrder', orderInput([line('brain')], 2600))
      await house.cloud.payments.pay(prepay.replace('prepay_id=', ''), phone.openid, 'success')
      return id
    },
  },
]

for (const { name, live } of lives) {
  it(`I3 I4 I5: every effect of an order ${name} is done once, however often and late it is run on whatever it once was`, async () => {
    const versions = versionsOf()
    const id = await live(house.diner(name.replace(/[^a-z]/g, '')))
    await house.cloud.idle()
    await house.cloud.runTimer('everyMinute')
    await house.cloud.idle()
    const settled = await house.order(id)
    const board = await house.board()
    const messages = house.cloud.parts.messages.list().length
    await runAgain(versions.filter((version) => version._id === id && version.owes.length > 0))
    // The counters of a diner who holds nothing any more are forgotten by the timer, as before the second look.
    await house.cloud.runTimer('everyMinute')
    await house.cloud.idle()
    expect(await house.order(id)).toEqual(settled)
    expect(await house.board()).toEqual(board)
    expect(house.cloud.parts.messages.list()).toHaveLength(messages)
    expect(await brokenInvariants(house.cloud.database, house.cloud.payments.list())).toEqual([])
  })
}
