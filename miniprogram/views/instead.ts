import { type Circumstances, type Dish, findDish, isGone, type Menu, substituteFor, whyNotNow } from '@yundian/domain'
import type { Stock } from '../cartLines'

/** What is offered in place of a dish that is sold out; empty texts when there is nothing. */
export interface Instead {
  dish: string
  name: string
}

/** A dish that went out of the cart because it was sold out meanwhile. */
export interface MissedDish {
  dish: string
  name: string
  instead: Instead
}

export function insteadOf(menu: Menu, dish: Dish, stock: Stock, occasion: Circumstances): Instead {
  const found = substituteFor(
    menu,
    dish,
    (other) => whyNotNow(menu, other, occasion) === undefined && !isGone(menu, other, stock),
  )
  return { dish: found?.id ?? '', name: found?.name ?? '' }
}

/** The dishes that the diner wanted and that are gone; one that came back is not among them. */
export function missedView(
  menu: Menu,
  dishes: readonly string[],
  stock: Stock | undefined,
  occasion: Circumstances,
): MissedDish[] {
  return dishes.flatMap((id) => {
    const dish = findDish(menu, id)
    if (!dish || !stock || !isGone(menu, dish, stock)) return []
    return [{ dish: id, name: dish.name, instead: insteadOf(menu, dish, stock, occasion) }]
  })
}
