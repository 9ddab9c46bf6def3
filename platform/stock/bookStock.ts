import type { StockEntry } from '@yundian/contract'
import { type Board, ingredientSku, Refusal } from '@yundian/domain'
import type { Filter } from '../collection.ts'
import type { House } from '../house.ts'
import { _ } from '../records.ts'

/** Each try after the first follows a change of the same ingredient in between. */
const mostTries = 10

/** What is to be booked: the quantity is decided by what the board has. */
export type Booking = Omit<StockEntry, 'quantity' | 'businessDay'> & {
  /** @throws Refusal when it cannot be booked */
  quantityBy: (onBoard: { left: number; held: number }) => number
}

/**
 * Changes what is on hand of an ingredient, once for an id: the board takes the change together with a mark, then the
 * ledger gets its row. A row that was not written any more is written by `sweepBooked`, from the mark.
 * @returns the row, also of an earlier sending
 * @throws Refusal not_enough_stock, request_changed
 */
export async function bookStock({ quantityBy, ...booking }: Booking, house: House): Promise<StockEntry> {
  const { records } = house
  const row = await records.stockEntries.get(booking._id)
  if (row) return sameBooking(row, booking)
  for (let tries = 0; tries < mostTries; tries++) {
    const board = await records.boards.get(booking.store)
    if (!board) throw new Refusal('unknown_store', { store: booking.store })
    const marked = board.booked?.[booking._id]
    const entry = marked ?? {
      ...booking,
      quantity: quantityBy(onBoard(board, booking.ingredient)),
      businessDay: board.businessDay,
    }
    if (marked || (await bookOnBoard(board, entry, house))) {
      await records.stockEntries.add(entry)
      return sameBooking(entry, booking)
    }
  }
  throw new Error(`stock entry ${booking._id} could not be booked in ${mostTries} tries`)
}

/** What the books say of an ingredient: what can be sold, and what unpaid orders hold. */
export function onBoard(board: Board, ingredient: string): { left: number; held: number } {
  const sku = ingredientSku(ingredient)
  const held = Object.values(board.holds).reduce((sum, hold) => sum + (hold.lines[sku] ?? 0), 0)
  return { left: board.left[sku] ?? 0, held }
}

async function bookOnBoard(board: Board, entry: StockEntry, { records }: House): Promise<boolean> {
  const sku = ingredientSku(entry.ingredient)
  const changed = await records.boards.update(
    {
      _id: board._id,
      [`booked.${entry._id}`]: _.exists(false),
      ...standing(board, entry),
    },
    {
      [`left.${sku}`]: _.inc(entry.quantity),
      [`received.${sku}`]: _.inc(entry.quantity),
      [`booked.${entry._id}`]: _.set(entry),
    },
  )
  return changed === 1
}

/** How the ingredient must stand: for a count just as it was seen, for waste with enough left, for a delivery anyhow. */
function standing({ left, sold }: Board, { kind, ingredient, quantity }: StockEntry): Filter {
  const sku = ingredientSku(ingredient)
  if (kind === 'delivery') return {}
  if (kind === 'waste') return { [`left.${sku}`]: _.gte(-quantity) }
  return { [`left.${sku}`]: left[sku] ?? _.exists(false), [`sold.${sku}`]: sold[sku] ?? _.exists(false) }
}

function sameBooking(entry: StockEntry, { _id, kind, ingredient }: Omit<Booking, 'quantityBy'>): StockEntry {
  if (entry.kind !== kind || entry.ingredient !== ingredient) throw new Refusal('request_changed', { order: _id })
  return entry
}
