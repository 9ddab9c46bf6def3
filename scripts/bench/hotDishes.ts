import { join } from 'node:path'
import { startCloud } from '@yundian/emulator'
import { line, orderInput } from '../../tests/house/orderInput.ts'
import { openTestHouse } from '../../tests/house/testHouse.ts'
import { root } from '../root.ts'
import type { Figure } from './figure.ts'

const diners = 100

interface Rush {
  accepted: number
  ms: number
  requests: number
}

/** 100 diners order the same three dishes at once, with stock for all: ours, and the textbook's function beside it. */
export async function hotDishes(): Promise<Figure[]> {
  const ours = await rushOurs()
  const textbook = await rushTextbook()
  return [
    { name: 'orders accepted of 100 on the same 3 dishes, ours', value: ours.accepted, unit: 'orders', bound: '= 100' },
    { name: 'orders accepted of 100 on the same 3 dishes, textbook', value: textbook.accepted, unit: 'orders' },
    { name: 'orders placed per second, ours', value: perSecond(ours), unit: 'orders/s' },
    { name: 'orders placed per second, textbook', value: perSecond(textbook), unit: 'orders/s' },
    { name: 'requests per accepted order, ours', value: perOrder(ours), unit: 'requests', bound: '= 2' },
    { name: 'requests per accepted order, textbook', value: perOrder(textbook), unit: 'requests' },
  ]
}

async function rushOurs(): Promise<Rush> {
  const house = await openTestHouse()
  try {
    // Every worker is started and knows the menu, as at noon.
    await Promise.all(
      Array.from({ length: diners }, (_, at) => house.diner(`d${at}`).ask('openMenu', { store: 'lane' })),
    )
    await warmUp((at) => house.diner(`w${at}`).send('placeOrder', orderInput([line('rice')], 300)))
    house.cloud.counts.reset()
    return await rush(house.cloud, async (at) => {
      const input = orderInput([line('plate0'), line('plate1'), line('plate2')], 3003)
      return (await house.diner(`d${at}`).send('placeOrder', input)).ok
    })
  } finally {
    await house.close()
  }
}

async function rushTextbook(): Promise<Rush> {
  const cloud = await startCloud({ project: join(root, 'tests/textbook'), port: 0 })
  try {
    const hot = ['a', 'b', 'c']
    await cloud.database.insert(
      'dishes',
      [...hot, 'd'].map((_id) => ({ _id, fen: 1000, stock: 1000 })),
    )
    const order = (dishes: string[], at: number) =>
      cloud
        .callFunction('placeOrder', { lines: dishes.map((dish) => ({ dish, quantity: 1 })) }, { openid: `d${at}` })
        .then(
          () => true,
          () => false,
        )
    await warmUp((at) => order(['d'], at))
    cloud.counts.reset()
    return await rush(cloud, (at) => order(hot, at))
  } finally {
    await cloud.stop()
  }
}

async function warmUp(act: (at: number) => Promise<unknown>): Promise<void> {
  await Promise.all(Array.from({ length: 40 }, (_, at) => act(at)))
}

async function rush(
  { counts }: { counts: { byRequest(): unknown[] } },
  order: (at: number) => Promise<boolean>,
): Promise<Rush> {
  const start = performance.now()
  const results = await Promise.all(Array.from({ length: diners }, (_, at) => order(at)))
  const ms = performance.now() - start
  return { accepted: results.filter(Boolean).length, ms, requests: counts.byRequest().length }
}

function perSecond({ accepted, ms }: Rush): number {
  return Math.round((accepted / ms) * 1000)
}

function perOrder({ accepted, requests }: Rush): number {
  return accepted === 0 ? 0 : Math.round((requests / accepted) * 10) / 10
}
