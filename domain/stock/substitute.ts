import { type Dish, findDish, type Menu } from '../menu.ts'

/**
 * The dish to offer in place of one that cannot be had: the first that the owner named for it, else of its category the
 * one nearest in price.
 * @param canBeHad on sale now and not sold out
 */
export function substituteFor(menu: Menu, dish: Dish, canBeHad: (dish: Dish) => boolean): Dish | undefined {
  const isOther = (other: Dish | undefined): other is Dish =>
    other !== undefined && other.id !== dish.id && canBeHad(other)
  const named = (dish.instead ?? []).map((id) => findDish(menu, id)).find(isOther)
  if (named) return named
  const similar = menu.dishes.filter((other) => other.category === dish.category && isOther(other))
  const [nearest] = similar.sort((a, b) => priceGap(a, dish) - priceGap(b, dish))
  return nearest
}

function priceGap(a: Dish, b: Dish): number {
  return Math.abs(lowestFen(a) - lowestFen(b))
}

function lowestFen({ specs }: Dish): number {
  return Math.min(...specs.map(({ fen }) => fen))
}
