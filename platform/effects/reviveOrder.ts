import { effectsOf, type Order, optionSku } from '@yundian/domain'
import { endOfHold, holdingOf, roomFor, taking } from '../board/holding.ts'
import type { House } from '../house.ts'
import { _ } from '../records.ts'
import { refundLate } from './refundLate.ts'
import { releaseHold } from './settleHold.ts'
import { reviveShare } from './settleShare.ts'

/**
 * A cancelled order was paid after all (R22): it lives again when its portions can still be had, else its money goes
 * back. Each run takes the portions under a name of its own; one write then decides for good, and who loses gives
 * them back. A run that dies in between leaves a hold that is not the order's, which `sweepHolds` ends; until then
 * the decision waits.
 */
export async function reviveOrder(order: Order, house: House): Promise<'done' | 'later'> {
  if (order.lateEnd) return 'done'
  if (order.share) return reviveShare(order, order.share, house)
  // A payment on the heels of the cancellation finds the portions still held: they are free for the revival too.
  await releaseHold(order, house)
  const { records } = house
  const undecided = { _id: order._id, status: 'cancelled', lateEnd: _.exists(false) }
  const attempt = house.makeId()
  // What points and stored value were to pay went back with the cancellation, and may be used by now.
  const portionsDay = order.parts ? undefined : await takeAgain(order, attempt, house)
  if (portionsDay !== undefined) {
    const revivedAt = new Date(house.clock.now())
    const revival = { lateEnd: 'revived', status: 'paid', revivedAt, portionsDay, attempt }
    if ((await records.orders.update(undecided, { ...revival, owes: _.push(effectsOf('paid')) })) === 1) return 'done'
    // A request that the network repeats answers 0 though it has won, so the order itself tells who did.
    if ((await records.orders.get(order._id))?.attempt === attempt) return 'done'
    const own = { _id: order.store, [`holds.${order._id}.attempt`]: attempt }
    await records.boards.update(own, endOfHold(order._id, holdingOf(order), 'release'))
    return 'done'
  }
  const [held] = await records.boards.find(
    { _id: order.store, [`holds.${order._id}`]: _.exists(true) },
    { fields: ['_id'] },
  )
  if (held) return 'later'
  return refundLate(order, house)
}

/** @returns the business day whose portions were taken; undefined when they could not be */
async function takeAgain(order: Order, attempt: string, { records, clock }: House): Promise<string | undefined> {
  const holding = holdingOf(order)
  const onSale = Object.fromEntries(skusOf(order).map((sku) => [`off.${sku}`, _.exists(false)]))
  const hold = { ...holding, attempt, requestDigest: order.requestDigest, until: new Date(clock.now()) }
  const board = await records.boards.updateAndReturn(
    { _id: order.store, [`holds.${order._id}`]: _.exists(false), ...onSale, ...roomFor(holding) },
    { ...taking(holding), [`holds.${order._id}`]: _.set(hold) },
  )
  return board?.businessDay
}

function skusOf({ lines }: Order): string[] {
  return lines.flatMap(({ dish, choices, options }) => [
    dish,
    ...choices.map((choice) => choice.dish),
    ...options.map(({ option }) => optionSku(dish, option)),
  ])
}
