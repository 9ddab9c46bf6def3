import { aheadKey, type Board, dayServed, isEarlier, type Menu, type Order } from '@yundian/domain'
import { _, aggregation, endOfHold, type House, roomFor, taking, turnBoard } from '@yundian/platform'
import { holdingFor } from './claims.ts'
import { type Attempt, demandFor, holdUntil, type Taken } from './composeOrder.ts'

/**
 * Takes what an order needs from the board, if the menu is in force, everything is on sale, enough is left, no counter
 * exceeds its bound, and this order holds nothing yet: all in one conditional write.
 * @returns the pickup number that this write counted up and the board after it, or undefined when it did not happen
 */
export async function takePortions(attempt: Attempt, menu: Menu, { records }: House): Promise<Taken | undefined> {
  const { all, limited } = demandFor(attempt, menu)
  const onSale = Object.keys(all).map((sku) => [`off.${sku}`, _.exists(false)])
  const notCounted = Object.keys(all).filter((sku) => !(sku in limited))
  const holding = holdingFor(attempt, menu)
  const hold = {
    ...holding,
    attempt: attempt.id,
    requestDigest: attempt.digest,
    pricedAt: new Date(attempt.pricedAt),
    until: holdUntil(attempt, menu),
  }
  const board = await records.boards.updateAndReturn(
    {
      _id: attempt.request.store,
      menuVersion: menu.version,
      businessDay: attempt.businessDay,
      period: attempt.period,
      [`holds.${attempt.orderId}`]: _.exists(false),
      ...Object.fromEntries(onSale),
      ...Object.fromEntries(notCounted.map((sku) => [`counted.${sku}`, _.exists(false)])),
      ...roomFor(holding),
    },
    { [`holds.${attempt.orderId}`]: _.set(hold), [numberPath(attempt, menu)]: _.inc(1), ...taking(holding) },
  )
  return board && { number: numberOn(board, attempt, menu), board }
}

/** Takes a new pickup number for an order whose portions are held already. */
export async function takeNumber(attempt: Attempt, menu: Menu, { records }: House): Promise<Taken | undefined> {
  const { request, businessDay, orderId, id } = attempt
  const held = { _id: request.store, businessDay, [`holds.${orderId}.attempt`]: id }
  const board = await records.boards.updateAndReturn(held, { [numberPath(attempt, menu)]: _.inc(1) })
  return board && { number: numberOn(board, attempt, menu), board }
}

/** Numbers of today are counted on `lastNumber`, those of a day to come under `ahead`, until the board turns to it. */
function numberPath({ businessDay, request }: Attempt, menu: Menu): string {
  const day = dayServed(businessDay, request.slot, menu.store)
  return day === businessDay ? 'lastNumber' : `ahead.${aheadKey(day)}`
}

function numberOn(board: Board, { businessDay, request }: Attempt, menu: Menu): number {
  const day = dayServed(businessDay, request.slot, menu.store)
  return (day === businessDay ? board.lastNumber : board.ahead?.[aheadKey(day)]) ?? 0
}

/** Returns the portions that this very attempt took. */
export async function giveBack(attempt: Attempt, menu: Menu, { records }: House): Promise<void> {
  const own = { _id: attempt.request.store, [`holds.${attempt.orderId}.attempt`]: attempt.id }
  await records.boards.update(own, endOfHold(attempt.orderId, holdingFor(attempt, menu), 'release'))
}

/** Reads the board and the order of this request, if there is one, in one round trip. */
export async function readOutcome(attempt: Attempt, { records }: House): Promise<{ board?: Board; order?: Order }> {
  const sameOrder = aggregation.pipeline().match({ _id: attempt.orderId }).done()
  const [found] = await records.boards.aggregate<Board & { orders: Order[] }>((stages) =>
    stages.match({ _id: attempt.request.store }).lookup({ from: 'orders', let: {}, pipeline: sameOrder, as: 'orders' }),
  )
  if (!found) return {}
  const { orders, ...board } = found
  return { board, order: orders[0] }
}

/**
 * Agrees with the board on the business day and the meal period: an earlier board is turned, a clock that is behind
 * follows the board.
 * @returns true when board and attempt stood at different times; the attempt now has the later one
 */
export async function agreeOnTime(attempt: Attempt, board: Board, menu: Menu, house: House): Promise<boolean> {
  const { businessDay, period } = board
  if (businessDay === attempt.businessDay && period === attempt.period) return false
  await turnBoard(board, menu, attempt, house)
  if (isEarlier(attempt, board)) Object.assign(attempt, { businessDay, period })
  return true
}
