import { type Dish, findDish, type LineRequest, type Menu, priceLine } from '@yundian/domain'
import { maxQuantity } from '../cartLines'

/** What a diner has chosen so far of one dish. */
export interface DishChoice {
  spec: string
  /** Option ids by group. */
  options: Record<string, string[]>
  /** Dish ids by part of a set menu. */
  parts: Record<string, string[]>
  quantity: number
}

/** The choice that a dish sheet opens with: the first size, the fixed parts; nothing that the diner must say. */
export function startChoice(dish: Dish): DishChoice {
  const fixed = (dish.parts ?? []).filter((part) => part.from.length === part.choose)
  return {
    spec: dish.specs[0]?.id ?? '',
    options: {},
    parts: Object.fromEntries(fixed.map((part) => [part.id, part.from.map((offer) => offer.dish)])),
    quantity: 1,
  }
}

export function chooseSpec(choice: DishChoice, spec: string): DishChoice {
  return { ...choice, spec }
}

/** Takes an option or puts it back. Of a group of one the new option replaces the old; a full group stays as it is. */
export function toggleOption(dish: Dish, choice: DishChoice, groupId: string, option: string): DishChoice {
  const group = dish.optionGroups.find((candidate) => candidate.id === groupId)
  if (!group) return choice
  const chosen = toggle(choice.options[groupId] ?? [], option, group.min, group.max)
  return { ...choice, options: { ...choice.options, [groupId]: chosen } }
}

/** Takes a dish into a part of a set menu or puts it back; a fixed part stays as it is. */
export function togglePart(dish: Dish, choice: DishChoice, partId: string, inside: string): DishChoice {
  const part = dish.parts?.find((candidate) => candidate.id === partId)
  if (!part || part.from.length === part.choose) return choice
  const chosen = toggle(choice.parts[partId] ?? [], inside, part.choose, part.choose)
  return { ...choice, parts: { ...choice.parts, [partId]: chosen } }
}

export function chooseQuantity(choice: DishChoice, quantity: number): DishChoice {
  return { ...choice, quantity: Math.min(maxQuantity, Math.max(1, quantity)) }
}

/** The first thing that the diner has still to choose. */
export interface Missing {
  /** Id of the option group or the part of the set menu. */
  group: string
  /** As the button says it. */
  words: string
}

/** What the diner has still to choose; undefined when the choice is complete. */
export function whatIsMissing(dish: Dish, choice: DishChoice): Missing | undefined {
  for (const group of dish.optionGroups) {
    const wanted = group.min - (choice.options[group.id]?.length ?? 0)
    if (wanted > 0)
      return {
        group: group.id,
        words: group.min === 1 ? `请选择「${group.name}」` : `「${group.name}」还要选 ${wanted} 项`,
      }
  }
  for (const part of dish.parts ?? []) {
    const wanted = part.choose - (choice.parts[part.id]?.length ?? 0)
    if (wanted > 0)
      return {
        group: part.id,
        words: part.choose === 1 ? `请选择「${part.name}」` : `「${part.name}」还要选 ${wanted} 样`,
      }
  }
  return undefined
}

/** The choice as the house takes it, in the menu's order. */
export function toLineRequest(dish: Dish, choice: DishChoice): LineRequest {
  return {
    dish: dish.id,
    spec: choice.spec,
    options: dish.optionGroups.flatMap((group) =>
      group.options
        .filter((option) => choice.options[group.id]?.includes(option.id))
        .map((option) => ({ group: group.id, option: option.id })),
    ),
    choices: (dish.parts ?? []).flatMap((part) =>
      part.from
        .filter((offer) => choice.parts[part.id]?.includes(offer.dish))
        .map((offer) => ({ part: part.id, dish: offer.dish })),
    ),
    quantity: choice.quantity,
  }
}

/** The price in fen of what is chosen so far; what is missing counts nothing. */
export function priceSoFar(menu: Menu, dish: Dish, choice: DishChoice): number {
  const request = toLineRequest(dish, choice)
  const lenient: Dish = {
    ...dish,
    optionGroups: dish.optionGroups.map((group) => ({ ...group, min: 0 })),
    parts: dish.parts?.map((part) => ({ ...part, choose: choice.parts[part.id]?.length ?? 0 })),
  }
  const others = menu.dishes.filter((other) => other.id !== dish.id)
  return priceLine({ ...menu, dishes: [lenient, ...others] }, request).fen
}

/** The names of what is chosen, as one line in the menu's order; sizes only when there is more than one. */
export function choiceWords(menu: Menu, dish: Dish, choice: DishChoice): string {
  const spec = dish.specs.length > 1 ? dish.specs.find((candidate) => candidate.id === choice.spec)?.name : undefined
  const options = dish.optionGroups.flatMap((group) =>
    group.options.filter((option) => choice.options[group.id]?.includes(option.id)).map((option) => option.name),
  )
  const inside = (dish.parts ?? []).flatMap((part) =>
    part.from
      .filter((offer) => choice.parts[part.id]?.includes(offer.dish))
      .map((offer) => findDish(menu, offer.dish)?.name ?? offer.dish),
  )
  return [spec, ...options, ...inside].filter((word) => word !== undefined).join('、')
}

function toggle(chosen: readonly string[], id: string, min: number, max: number): string[] {
  if (chosen.includes(id)) return min === 1 && max === 1 ? [...chosen] : chosen.filter((other) => other !== id)
  if (max === 1) return [id]
  return chosen.length < max ? [...chosen, id] : [...chosen]
}
