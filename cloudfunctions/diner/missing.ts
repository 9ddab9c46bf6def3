import {
  type Board,
  findDish,
  isGone,
  type Menu,
  Refusal,
  shortageAt,
  stockView,
  substituteFor,
  whyNotNow,
} from '@yundian/domain'
import { type Attempt, demandFor } from './composeOrder.ts'

/** Says what the board cannot give of an order, and which dish could be had in its place. */
export function missingAt(board: Board, menu: Menu, attempt: Attempt): Refusal<'sold_out'> | undefined {
  const { request, now } = attempt
  const missing = shortageAt(board, menu, request.lines, demandFor(attempt, menu))
  const dish = missing && findDish(menu, missing.details.dish)
  if (!missing || !dish) return missing
  const view = stockView(board, menu)
  const occasion = { at: now, mode: request.mode }
  const instead = substituteFor(
    menu,
    dish,
    (other) => whyNotNow(menu, other, occasion) === undefined && !isGone(menu, other, view),
  )
  if (!instead) return missing
  return new Refusal('sold_out', { ...missing.details, instead: { dish: instead.id, name: instead.name } })
}
