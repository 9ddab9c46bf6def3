import { line, orderInput } from '../../tests/house/orderInput.ts'
import { openTestHouse, type TestHouse } from '../../tests/house/testHouse.ts'
import type { Figure } from './figure.ts'

/** Counts the database requests of the order path at the cloud's door; the service charges and waits for each. */
export async function roundTrips(): Promise<Figure[]> {
  const house = await openTestHouse()
  try {
    const diner = house.diner('bench')
    await diner.ask('openMenu', { store: 'lane' })
    const figures: Figure[] = []
    for (const dishes of [1, 3, 5, 10]) {
      const lines = Array.from({ length: dishes }, (_, at) => line(`plate${at}`))
      const total = lines.reduce((sum, _line, at) => sum + 1000 + at, 0)
      const value = await tripsOf(house, 'diner', () => diner.ask('placeOrder', orderInput(lines, total)))
      figures.push({
        name: `database round trips to place an order of ${dishes}`,
        value,
        unit: 'requests',
        bound: '= 2',
      })
    }
    const { id } = await diner.ask('placeOrder', orderInput([line('rice')], 300))
    const notice = await tripsOf(house, 'paymentNotified', () => diner.pay(id))
    figures.push({ name: 'database round trips of a payment notice', value: notice, unit: 'requests', bound: '= 1' })
    let menuBytes = 0
    const menu = await tripsOf(house, 'diner', async () => {
      const reply = await diner.ask('openMenu', { store: 'lane', have: 1 })
      menuBytes = reply.menu === undefined ? 0 : JSON.stringify(reply.menu).length
    })
    figures.push({ name: 'database round trips to open the menu', value: menu, unit: 'requests', bound: '<= 1' })
    figures.push({ name: 'menu sent to a phone that has it', value: menuBytes, unit: 'bytes', bound: '= 0' })
    return figures
  } finally {
    await house.close()
  }
}

async function tripsOf({ cloud }: TestHouse, functionName: string, act: () => Promise<unknown>): Promise<number> {
  cloud.counts.reset()
  await act()
  await cloud.idle()
  const requests = cloud.counts.byRequest().filter((request) => request.function === functionName)
  return requests.filter((request) => request.action.startsWith('database.')).length
}
