import type { Board } from '@yundian/domain'
import { brokenInvariants } from '../../tests/house/invariants.ts'
import { line, orderInput } from '../../tests/house/orderInput.ts'
import * as restaurant from '../../tests/house/restaurant.ts'
import { openTestHouse, type TestHouse } from '../../tests/house/testHouse.ts'
import { progressLine } from '../simulate/progressLine.ts'
import type { Figure } from './figure.ts'

const stores = Array.from({ length: 20 }, (_, at) => `s${String(at + 1).padStart(2, '0')}`)
const dishes = ['a', 'b', 'c']
const hotStore = 'hot'
/** Of each of the hot store's dishes: 450 portions for 500 diners. */
const hotPortions = 150
const fen = 1000

interface Rush {
  accepted: number
  refused: string[]
  ms: number
  /** Database requests of all orders together. */
  requests: number
}

/** Lunch: 2,000 diners order in 20 stores at once, then 500 in one store, three dishes of which cannot do for all. */
export async function lunchRush(): Promise<Figure[]> {
  const house = await openTestHouse()
  try {
    await furnish(house)
    const wide = await rush(house, 2000, (at) => ({ store: stores[at % stores.length] ?? '', dish: at % 3 }))
    const hot = await rush(house, 500, (at) => ({ store: hotStore, dish: at % 3 }))
    const [board] = (await house.cloud.database.find('boards', { _id: hotStore })) as unknown as Board[]
    const left = dishes.reduce((sum, dish) => sum + (board?.left[hotStore + dish] ?? Number.NaN), 0)
    const broken = await brokenInvariants(house.cloud.database, house.cloud.payments.list())
    return [
      {
        name: 'orders accepted of 2,000 over 20 stores at once',
        value: wide.accepted,
        unit: 'orders',
        bound: '= 2000',
      },
      { name: 'requests per order', value: perOrder(wide), unit: 'requests', bound: '= 2' },
      { name: 'orders placed per second, over 20 stores', value: perSecond(wide), unit: 'orders/s' },
      {
        name: 'accepted of 500 for the last 450 portions of 3 dishes',
        value: hot.accepted,
        unit: 'orders',
        bound: '= 450',
      },
      { name: 'refused otherwise than as sold out', value: otherwise(hot), unit: 'orders', bound: '= 0' },
      { name: 'portions left of the three', value: left, unit: 'portions', bound: '= 0' },
      { name: 'requests per order, placed or refused', value: perOrder(hot), unit: 'requests', bound: '= 2' },
      { name: 'orders answered per second, in one store', value: perSecond(hot), unit: 'orders/s' },
      { name: 'findings of the audit afterwards', value: broken.length, unit: 'findings', bound: '= 0' },
    ]
  } finally {
    await house.close()
  }
}

async function furnish({ cloud }: TestHouse): Promise<void> {
  const { database, parts, idle } = cloud
  const all = [...stores, hotStore]
  const [, , plainDish] = restaurant.dishes
  const daily = (store: string) => (store === hotStore ? hotPortions : 1000)
  parts.triggers.mode = 'drop'
  await database.insert(
    'tables',
    all.map((store) => ({ _id: `${store}-A1`, store, table: 'A1', area: 'A', seats: 4 })),
  )
  await database.insert(
    'categories',
    all.map((store) => ({ ...restaurant.categories[0], _id: `${store}food`, store })),
  )
  await database.insert(
    'dishes',
    all.flatMap((store) =>
      dishes.map((dish) => ({
        ...plainDish,
        ...{ _id: store + dish, store, category: `${store}food`, daily: daily(store) },
        specs: [{ id: 'one', name: '份', fen }],
      })),
    ),
  )
  parts.triggers.mode = 'deliver'
  await database.insert(
    'stores',
    all.map((_id) => ({ ...restaurant.store, _id })),
  )
  await idle()
}

/** Every diner looks at the menu, so that all workers are warm as at noon, and then all order at once. */
async function rush(
  house: TestHouse,
  diners: number,
  wish: (at: number) => { store: string; dish: number },
): Promise<Rush> {
  const progress = process.stdout.isTTY ? progressLine(2 * diners, () => 'lunch') : undefined
  let done = 0
  const counted = async <Value>(act: Promise<Value>): Promise<Value> => {
    const value = await act
    progress?.show(++done)
    return value
  }
  const all = Array.from({ length: diners }, (_, at) => at)
  await Promise.all(all.map((at) => counted(house.diner(`d${at}`).ask('openMenu', { store: wish(at).store }))))
  house.cloud.counts.reset()
  const begun = performance.now()
  const replies = await Promise.all(
    all.map((at) => {
      const { store, dish } = wish(at)
      const input = orderInput([line(`${store}${dishes[dish]}`)], fen, { store })
      return counted(house.diner(`d${at}`).send('placeOrder', input))
    }),
  )
  const ms = performance.now() - begun
  progress?.clear()
  return {
    accepted: replies.filter(({ ok }) => ok).length,
    refused: replies.flatMap((reply) => (reply.ok ? [] : [reply.code])),
    ms,
    requests: house.cloud.counts.byRequest().filter((request) => request.function === 'diner').length,
  }
}

const otherwise = ({ refused }: Rush) => refused.filter((code) => code !== 'sold_out').length
const perOrder = ({ accepted, refused, requests }: Rush) =>
  Math.round((requests / (accepted + refused.length)) * 1000) / 1000
const perSecond = ({ accepted, refused, ms }: Rush) => Math.round(((accepted + refused.length) / ms) * 1000)
