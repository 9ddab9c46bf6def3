import { type Board, effectsOf, type Menu, type Order, Refusal, type Sitting } from '@yundian/domain'
import { _, type Change, endOfHold, type Filter, type House } from '@yundian/platform'
import type { Attempt } from '../composeOrder.ts'
import type { Ledger } from '../placeOrder.ts'
import type { Batch } from './orderBatch.ts'

/**
 * A batch is written into the outbox of its sitting, in the same write that takes it out of the cart: only while the
 * lines are as they were seen and no other batch left before it.
 */
export function batchLedger(batch: Batch): Ledger {
  return {
    async write(order, attempt, menu, house) {
      const placed = ofTable(order, menu, batch)
      const sitting = await house.records.sittings.updateAndReturn(
        asSeen(batch, attempt),
        moveOut(placed, batch, house),
      )
      if (!sitting) return undefined
      batch.standing = sitting
      if (placed.status === 'placed') await house.records.orders.add(placed)
      return placed
    },
    async find(attempt, board, menu, house) {
      const [sitting] = await house.records.sittings.find(
        { _id: batch.sitting, store: attempt.request.store, [`members.${batch.me}`]: _.exists(true) },
        { limit: 1 },
      )
      if (!sitting) {
        await releaseHold(attempt, attempt.id, board, house)
        throw new Refusal('unknown_sitting', { sitting: batch.sitting })
      }
      batch.standing = sitting
      const order = await orderOf(sitting, attempt, board, house)
      if (order) return order
      const refusal = refusalOf(sitting, batch)
      if (refusal) {
        // Nor can an earlier sending that died write it, so its hold ends too.
        await releaseHold(attempt, board?.holds[attempt.orderId]?.attempt ?? attempt.id, board, house)
        throw refusal
      }
      const notNow = menu && refusalForNow(sitting, batch, menu)
      if (notNow) {
        // An earlier sending may still be under way and come when this is over: its hold is not this one's to end.
        await releaseHold(attempt, attempt.id, board, house)
        throw notNow
      }
      // Staff may have led the party to another table.
      attempt.request.table = sitting.table
      return undefined
    },
  }
}

/** Where guests pay after they ate, a batch goes to the kitchen at once, and on the table's bill. */
function ofTable(order: Order, menu: Menu, { sitting, round, lines }: Batch): Order {
  const owned = order.lines.map((line, at) => ({ ...line, owner: lines[at]?.owner }))
  const billed = { status: 'billed', owes: effectsOf('billed'), onBill: true, points: 0 } as const
  return { ...order, lines: owned, sitting, batch: round, ...(menu.store.payment === 'later' ? billed : {}) }
}

/** Who pays before the kitchen begins may order without having been seen. */
function mayOrderUnseen({ store }: Menu): boolean {
  return store.payment !== 'later' || store.trustScans === true
}

function asSeen({ sitting, me, round, people, lines }: Batch, { request }: Attempt): Filter {
  const edits = lines.map(({ key, edits }) => [`cart.${key}.edits`, edits])
  return {
    _id: sitting,
    store: request.store,
    table: request.table,
    status: 'open',
    round,
    people,
    [`members.${me}`]: _.exists(true),
    ...Object.fromEntries(edits),
  }
}

function moveOut(order: Order, { lines }: Batch, { clock }: House): Change {
  const left = lines.map(({ key, quantity }) => [`cart.${key}.ordered`, _.inc(quantity)])
  return {
    round: _.inc(1),
    ...Object.fromEntries(left),
    [`outbox.${order._id}`]: _.set(order),
    pending: true,
    touchedAt: new Date(clock.now()),
  }
}

/** The order of an earlier sending; a hold that this one took a second time is given back. */
async function orderOf(
  sitting: Sitting,
  attempt: Attempt,
  board: Board | undefined,
  house: House,
): Promise<Order | undefined> {
  // It may have left the outbox between the look at `orders` and the look at the sitting.
  const order = sitting.outbox[attempt.orderId] ?? (await house.records.orders.get(attempt.orderId))
  if (order && order.attempt !== attempt.id) await releaseHold(attempt, attempt.id, board, house)
  return order
}

/** Why this batch can never be written any more, if so: a round that is over does not come back, nor an edit. */
function refusalOf({ _id, status, round, cart }: Sitting, batch: Batch): Refusal | undefined {
  if (status !== 'open') return new Refusal('sitting_closed', { sitting: _id })
  const isAsSeen = batch.lines.every(({ key, edits }) => cart[key]?.edits === edits)
  return round === batch.round && isAsSeen ? undefined : new Refusal('cart_changed', { sitting: _id })
}

/** Why this batch cannot be written as things stand, if so; staff may change that. */
function refusalForNow({ _id, table, greeted, people }: Sitting, batch: Batch, menu: Menu): Refusal | undefined {
  if (!greeted && !mayOrderUnseen(menu)) return new Refusal('table_not_greeted', { table })
  return people === batch.people ? undefined : new Refusal('cart_changed', { sitting: _id })
}

/** Ends the hold of this batch on the board, if it is the one that this sending took. */
async function releaseHold(
  { orderId, request }: Attempt,
  taken: string,
  board: Board | undefined,
  { records }: House,
): Promise<void> {
  const hold = board?.holds[orderId]
  if (hold?.attempt !== taken) return
  await records.boards.update(
    { _id: request.store, [`holds.${orderId}.attempt`]: taken },
    endOfHold(orderId, hold, 'release'),
  )
}
