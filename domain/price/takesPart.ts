import { findDish, type Menu } from '../menu.ts'
import { whyNot } from '../offer/availability.ts'
import type { OrderLine } from '../order.ts'
import type { Circumstances } from './circumstances.ts'
import type { Coupon } from './coupon.ts'
import type { Promotion, Scope } from './promotion.ts'

/** True when a line's dish takes part in a saving. */
export function takesPart(
  { dishes, categories, except }: Scope,
  line: Pick<OrderLine, 'dish'>,
  menu: Pick<Menu, 'dishes'>,
): boolean {
  const category = findDish(menu, line.dish)?.category
  const isOf = (some: readonly string[] | undefined, id: string | undefined) => id !== undefined && some?.includes(id)
  if (isOf(except?.dishes, line.dish) || isOf(except?.categories, category)) return false
  if (!dishes && !categories) return true
  return Boolean(isOf(dishes, line.dish) || isOf(categories, category))
}

/** True when a promotion is offered to this diner now, whatever he chose. */
export function isOffered(promotion: Promotion, circumstances: Circumstances, { store }: Pick<Menu, 'store'>): boolean {
  if (promotion.for && !circumstances[promotion.for]) return false
  return whyNot(promotion.available ?? {}, circumstances, store) === undefined
}

/** True when a coupon may be used now, whatever was chosen. */
export function isValid({ modes, expiresAt }: Coupon, { mode, at }: Circumstances): boolean {
  return at <= expiresAt && (modes?.includes(mode) ?? true)
}
