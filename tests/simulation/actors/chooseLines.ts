import type { Dish, LineRequest, Menu } from '@yundian/domain'
import type { Random } from '../random.ts'

/** Dishes with few portions are asked for most. */
const wanted = ['brain', 'brain', 'tripe', 'duo']

/** One to three lines that the menu allows. */
export function chooseLines(menu: Menu, random: Random): LineRequest[] {
  return Array.from({ length: random.between(1, 3) }, () => {
    const favourite = menu.dishes.find((dish) => dish.id === random.pick(wanted))
    const dish = favourite && random.chance(0.6) ? favourite : random.pick(menu.dishes)
    return lineOf(dish, random)
  })
}

/** One line of a dish, with choices that the menu allows. */
export function lineOf(dish: Dish, random: Random): LineRequest {
  return {
    dish: dish.id,
    spec: random.pick(dish.specs).id,
    options: dish.optionGroups.flatMap((group) => {
      const most = Math.min(group.max, group.options.length)
      return some(group.options, random.between(group.min, most), random).map((option) => ({
        group: group.id,
        option: option.id,
      }))
    }),
    choices: (dish.parts ?? []).flatMap((part) =>
      some(part.from, part.choose, random).map((offer) => ({ part: part.id, dish: offer.dish })),
    ),
    quantity: random.chance(0.8) ? 1 : random.between(2, 3),
  }
}

function some<Item>(items: readonly Item[], count: number, random: Random): Item[] {
  const rest = items.slice()
  return Array.from({ length: count }, () => rest.splice(random.below(rest.length), 1)).flat()
}
