import { type DinerRequest, dinerRequests, type OrderView } from '@yundian/contract'
import {
  type Board,
  belowMinimum,
  type Menu,
  notNow,
  type Order,
  Refusal,
  requiredRefusal,
  soldOutDishes,
} from '@yundian/domain'
import { type Diner, type House, hashId, orderView, useCase } from '@yundian/platform'
import { agreeOnCounted, asKnown } from './asKnown.ts'
import { claimRefused, holdingFor } from './claims.ts'
import { type Attempt, composeOrder, type Taken } from './composeOrder.ts'
import { missingAt } from './missing.ts'
import { agreeOnTime, giveBack, readOutcome, takeNumber, takePortions } from './portions.ts'
import { agreeOnPrice, circumstancesOf, priceFor } from './price.ts'
import { proveGuest } from './proveGuest.ts'
import { checkServing } from './serving.ts'

/** Each try after the first follows a change of the board between two round trips; a tenth in a row is a bug. */
const mostTries = 10

/**
 * A diner's choices become an order that holds its portions: one conditional write on the board, one new document.
 * The same request, however often and from wherever it is sent, is one order.
 */
export const placeOrder = useCase(
  dinerRequests.placeOrder,
  async (request, house: House, { openid }: Diner): Promise<OrderView> => {
    const menu = await house.menus.take(request.store, request.menuVersion)
    const now = house.clock.now()
    const attempt: Attempt = {
      orderId: orderIdOf(request, openid),
      diner: openid,
      request,
      digest: hashId(JSON.stringify(request)),
      id: house.makeId(),
      now,
      pricedAt: now,
      ...asKnown(request.store, menu, now, house),
    }
    return orderView(await place(attempt, menu, house, ledger), now)
  },
)

/** The first order of a diner is one, whatever it is called: its id says how many he gave up before. */
function orderIdOf({ store, requestKey, guest }: DinerRequest<'placeOrder'>, diner: string): string {
  return guest?.newcomer === undefined ? hashId(diner, requestKey) : hashId(diner, store, `first ${guest.newcomer}`)
}

/** Where an order is written down when its portions are held, and found again. */
export interface Ledger {
  /** @returns undefined when it cannot be written as things stand, and `find` says why */
  write(order: Order, attempt: Attempt, menu: Menu, house: House): Promise<Order | undefined>
  /**
   * Looks for the order of an earlier sending, where `orders` has none; `board` is as it stands now.
   * @throws Refusal when it can never be written any more
   */
  find(attempt: Attempt, board: Board | undefined, menu: Menu | undefined, house: House): Promise<Order | undefined>
}

const ledger: Ledger = {
  async write(order, attempt, menu, house) {
    if ((await house.records.orders.add(order)) === 'added') return order
    const earlier = await house.records.orders.get(attempt.orderId)
    if (!earlier) throw new Error(`order ${attempt.orderId} exists and cannot be read`)
    // The earlier sending's hold had ended already, so this one took the portions a second time.
    if (earlier.attempt !== attempt.id) await giveBack(attempt, menu, house)
    return sameRequest(earlier, attempt)
  },
  find: async () => undefined,
}

/** Takes the portions and writes the order, in two round trips; whatever came between is looked at, and tried again. */
export async function place(attempt: Attempt, menu: Menu | undefined, house: House, into: Ledger): Promise<Order> {
  for (let tries = 0; tries < mostTries; tries++) {
    const order = (await tryToPlace(attempt, menu, house, into)) ?? (await lookWhyNot(attempt, menu, house, into))
    if (order) return order
  }
  throw new Error(`order ${attempt.orderId} could not be placed in ${mostTries} tries`)
}

/** The two round trips of an order. @returns undefined when the house says no. */
async function tryToPlace(
  attempt: Attempt,
  menu: Menu | undefined,
  house: House,
  into: Ledger,
): Promise<Order | undefined> {
  if (!menu || refusedAtOnce(attempt, menu)) return undefined
  const [taken, unproven] = await Promise.all([takePortions(attempt, menu, house), proveGuest(attempt, menu, house)])
  if (!taken) return undefined
  if (!unproven) return writeOrder(attempt, menu, taken, house, into)
  attempt.unproven = unproven
  await giveBack(attempt, menu, house)
  return undefined
}

/** What needs no look at the board. Only thrown after that look: a repeat of an accepted request gets its order. */
function refusedAtOnce(attempt: Attempt, menu: Menu): Refusal | undefined {
  const { request, now, soldOut, addsToMeal } = attempt
  try {
    checkServing(attempt, menu)
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
  const changed = agreeOnPrice(attempt, menu)
  if (changed) return changed
  const occasion = { at: request.slot ?? now, mode: request.mode }
  return (
    notNow(menu, request.lines, occasion) ??
    requiredRefusal(menu, request.lines, { ...occasion, people: request.people, soldOut, addsToMeal }) ??
    belowMinimum(priceFor(attempt, menu).lines, menu.store.fees, circumstancesOf(attempt, menu))
  )
}

function writeOrder(attempt: Attempt, menu: Menu, taken: Taken, house: House, into: Ledger) {
  return into.write(composeOrder(attempt, menu, holdingFor(attempt, menu), taken), attempt, menu, house)
}

/**
 * One more round trip tells: it was placed before, its first sending died half way, or it is refused.
 * @returns undefined when nothing is wrong any more and the next try may succeed
 */
async function lookWhyNot(
  attempt: Attempt,
  menu: Menu | undefined,
  house: House,
  into: Ledger,
): Promise<Order | undefined> {
  const { request } = attempt
  const { board, order } = await readOutcome(attempt, house)
  const placed = order ?? (await into.find(attempt, board, menu, house))
  if (placed) return sameRequest(placed, attempt)
  if (!board) throw new Refusal('unknown_store', { store: request.store })
  if (menu && board.holds[attempt.orderId]) {
    const otherTime = await agreeOnTime(attempt, board, menu, house)
    return otherTime ? undefined : finishOrder(attempt, menu, board, house, into)
  }
  if (attempt.unproven) throw attempt.unproven
  if (menu) attempt.soldOut = soldOutDishes(board, menu)
  const refusal = menu && refusedAtOnce(attempt, menu)
  if (refusal) throw refusal
  if (!menu || board.menuVersion !== menu.version) {
    throw new Refusal('menu_changed', { menuVersion: board.menuVersion, ...(await newTotal(attempt, board, house)) })
  }
  if (await agreeOnTime(attempt, board, menu, house)) return undefined
  if (agreeOnCounted(attempt, board, house)) return undefined
  const missing = missingAt(board, menu, attempt) ?? claimRefused(attempt, menu, board)
  if (missing) throw missing
  return undefined
}

/** The first sending took the portions and died before it wrote the order: this one writes it. */
async function finishOrder(
  attempt: Attempt,
  menu: Menu,
  board: Board,
  house: House,
  into: Ledger,
): Promise<Order | undefined> {
  const hold = board.holds[attempt.orderId]
  if (hold?.requestDigest !== attempt.digest) throw new Refusal('request_changed', { order: attempt.orderId })
  if (hold.until.getTime() <= attempt.now) throw new Refusal('hold_expired', { order: attempt.orderId })
  const { lines, claims, pricedAt } = hold
  const holding = { lines, ...(claims ? { claims } : {}) }
  const promised = { pricedAt: pricedAt?.getTime() ?? attempt.now, until: hold.until, holding }
  const first = { ...attempt, id: hold.attempt, ...promised }
  const unproven = await proveGuest(first, menu, house)
  if (unproven) throw unproven
  const taken = await takeNumber(first, menu, house)
  return taken && writeOrder(first, menu, taken, house, into)
}

function sameRequest(order: Order, { orderId, digest }: Attempt): Order {
  if (order.requestDigest !== digest) throw new Refusal('request_changed', { order: orderId })
  return order
}

/** What the order would cost by the menu now in force, when it can still be ordered as it is. */
async function newTotal(attempt: Attempt, board: Board, house: House) {
  const menu = await house.menus.take(attempt.request.store, board.menuVersion)
  try {
    return menu ? { totalFen: priceFor(attempt, menu).totalFen } : {}
  } catch (error) {
    if (error instanceof Refusal) return {}
    throw error
  }
}
