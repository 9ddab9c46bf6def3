import type { Menu } from '../menu.ts'
import type { LineRequest } from '../order.ts'
import type { Circumstances } from './circumstances.ts'
import { priceLines } from './priceLine.ts'
import { type MealPrice, settlePrice } from './settlePrice.ts'

/**
 * Says what a meal costs; the phone and the house call this with the same menu version and get the same answer.
 * @throws Refusal unknown_dish, bad_choice: naming the field of the request, such as `lines.2.options`.
 */
export function priceMeal(menu: Menu, requests: readonly LineRequest[], circumstances: Circumstances): MealPrice {
  return settlePrice(priceLines(menu, requests, circumstances), menu, circumstances)
}
