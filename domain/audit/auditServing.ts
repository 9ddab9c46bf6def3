import type { Board, Claim } from '../board.ts'
import type { Order } from '../order.ts'
import type { OrderStatus } from '../orderLife.ts'
import { type Finding, findingsOf } from './finding.ts'

const notCooked: readonly OrderStatus[] = ['placed', 'billed', 'paid', 'cooking']
const neverMade: readonly OrderStatus[] = ['cancelled', 'refunded', 'voided']

/**
 * Audits a board at rest beside all orders of its store: the load of its stations is the work of the orders that are not
 * ready yet, and no slot has fewer orders than stand in it.
 */
export function auditServing(board: Board, orders: readonly Order[]): Finding[] {
  const find = findingsOf(`boards/${board._id}`)
  const work = sumByPath(
    orders.filter(({ status, forgottenAt }) => notCooked.includes(status) && !forgottenAt),
    'load.',
  )
  const onBoard = new Map<string, number>(
    Object.entries(board.load ?? {}).flatMap(([when, stations]) =>
      Object.entries(stations).map(([station, minutes]) => [`load.${when}.${station}`, minutes] as const),
    ),
  )
  const paths = [...new Set<string>([...work.keys(), ...onBoard.keys()])]
  const inSlots = sumByPath(
    orders.filter(({ status }) => !neverMade.includes(status)),
    'slots.',
  )
  return [
    ...paths.flatMap((path) => {
      const [open, load] = [work.get(path) ?? 0, onBoard.get(path) ?? 0]
      return find('load', open !== load, `${path}: orders have ${open} minutes of work open, the board ${load}`)
    }),
    ...[...inSlots].flatMap(([path, taken]) => {
      const [, key = '', field = ''] = path.split('.')
      const slot = board.slots?.[key]
      const counted = field === 'orders' ? slot?.orders : slot?.minutes
      // A slot that the board has forgotten is over.
      return find(
        'load',
        slot !== undefined && (counted ?? 0) < taken,
        `${path}: orders took ${taken}, the board ${counted}`,
      )
    }),
  ]
}

function sumByPath(orders: readonly Pick<Order, 'claims'>[], prefix: string): Map<Claim['path'], number> {
  const sums = new Map<string, number>()
  for (const { path, by } of orders.flatMap(({ claims = [] }) => claims)) {
    if (path.startsWith(prefix)) sums.set(path, (sums.get(path) ?? 0) + by)
  }
  return sums
}
