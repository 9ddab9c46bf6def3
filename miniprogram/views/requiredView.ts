import {
  type Circumstances,
  findDish,
  isGone,
  type LineRequest,
  type Menu,
  missingRequired,
  specFen,
} from '@yundian/domain'
import type { Stock } from '../cartLines'
import { isSimple, pictureAddress } from './dishRow'
import { type PriceView, priceView } from './money'

/** What a meal still lacks, as the sheet before the order shows it. */
export interface RequiredView {
  rule: string
  name: string
  missing: number
  dishes: { id: string; name: string; picture: string; price: PriceView; simple: boolean }[]
}

export function requiredView(
  menu: Menu,
  requests: readonly LineRequest[],
  stock: Stock | undefined,
  hostingUrl: string,
  circumstances: Circumstances,
): RequiredView[] {
  const soldOut = stock ? menu.dishes.filter((dish) => isGone(menu, dish, stock)).map(({ id }) => id) : []
  return missingRequired(menu, requests, { ...circumstances, soldOut }).map(({ rule, name, missing, dishes }) => ({
    rule,
    name,
    missing,
    dishes: dishes.flatMap((id) => {
      const dish = findDish(menu, id)
      if (!dish) return []
      return {
        id,
        name: dish.name,
        picture: pictureAddress(dish.picture, hostingUrl),
        price: priceView(Math.min(...dish.specs.map((spec) => specFen(spec, circumstances)))),
        simple: isSimple(dish),
      }
    }),
  }))
}

/** The dishes to put into the cart unasked, and how many: where a rule leaves nothing to choose. */
export function withoutChoice(lacking: readonly RequiredView[]): { dish: string; quantity: number }[] {
  return lacking.flatMap(({ dishes: [only, ...others], missing }) =>
    only?.simple && others.length === 0 ? { dish: only.id, quantity: missing } : [],
  )
}
