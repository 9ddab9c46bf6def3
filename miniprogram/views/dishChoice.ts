import { type Buyer, type Dish, findDish, type LineRequest, type Menu, priceLine, type SetPart } from '@yundian/domain'
import { maxQuantity } from '../cartLines'
import { language } from '../language'
import { sentences } from '../words/sentences'
import { maxLineRemark, toggleRemark } from './remark'

/** What a diner has chosen so far of one dish. */
export interface DishChoice {
  spec: string
  /** Option ids by group; an option taken twice stands there twice. */
  options: Record<string, string[]>
  /** Dish ids by part of a set menu. */
  parts: Record<string, string[]>
  quantity: number
  remark: string
}

/** The choice that a dish sheet opens with: the first size, the fixed parts; nothing that the diner must say. */
export function startChoice(dish: Dish): DishChoice {
  const fixed = (dish.parts ?? []).filter(isFixed)
  return {
    spec: dish.specs[0]?.id ?? '',
    options: {},
    parts: Object.fromEntries(fixed.map((part) => [part.id, fixedDishes(part)])),
    quantity: 1,
    remark: '',
  }
}

export function chooseSpec(choice: DishChoice, spec: string): DishChoice {
  return { ...choice, spec }
}

/**
 * Takes an option once more, or puts it back when it cannot be taken again. Of a group of one the new option replaces
 * the old; a full group stays as it is.
 */
export function toggleOption(dish: Dish, choice: DishChoice, groupId: string, option: string): DishChoice {
  const group = dish.optionGroups.find((candidate) => candidate.id === groupId)
  if (!group) return choice
  const most = group.options.find(({ id }) => id === option)?.most ?? 1
  const chosen = toggle(choice.options[groupId] ?? [], option, { ...group, most })
  return { ...choice, options: { ...choice.options, [groupId]: chosen } }
}

/** Takes a dish into a part of a set menu once more, or puts it back; a fixed part stays as it is. */
export function togglePart(dish: Dish, choice: DishChoice, partId: string, inside: string): DishChoice {
  const part = dish.parts?.find((candidate) => candidate.id === partId)
  if (!part || isFixed(part)) return choice
  const limits = { min: part.choose, max: part.choose, most: part.repeat ? part.choose : 1 }
  const chosen = toggle(choice.parts[partId] ?? [], inside, limits)
  return { ...choice, parts: { ...choice.parts, [partId]: chosen } }
}

/** True for a part of a set menu of which nothing can be chosen. */
export function isFixed({ choose, repeat, from }: SetPart): boolean {
  return from.length === 1 || (from.length === choose && !repeat)
}

/** Adds a ready-made word to the line's remark, or takes it out again. */
export function toggleTag(choice: DishChoice, tag: string): DishChoice {
  return { ...choice, remark: toggleRemark(choice.remark, tag, maxLineRemark) }
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
  const say = sentences[language.get()]
  for (const group of dish.optionGroups) {
    const wanted = group.min - (choice.options[group.id]?.length ?? 0)
    if (wanted > 0)
      return {
        group: group.id,
        words: say.stillToChoose(group.name, wanted, group.min === wanted, 'option'),
      }
  }
  for (const part of dish.parts ?? []) {
    const wanted = part.choose - (choice.parts[part.id]?.length ?? 0)
    if (wanted > 0)
      return {
        group: part.id,
        words: say.stillToChoose(part.name, wanted, part.choose === wanted, 'dish'),
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
      group.options.flatMap((option) =>
        timesOf(choice.options[group.id], option.id).map(() => ({ group: group.id, option: option.id })),
      ),
    ),
    choices: (dish.parts ?? []).flatMap((part) =>
      part.from.flatMap((offer) =>
        timesOf(choice.parts[part.id], offer.dish).map(() => ({ part: part.id, dish: offer.dish })),
      ),
    ),
    quantity: choice.quantity,
    ...(choice.remark.trim() === '' ? {} : { remark: choice.remark.trim() }),
  }
}

/** The price in fen of what is chosen so far; what is missing counts nothing. */
export function priceSoFar(menu: Menu, dish: Dish, choice: DishChoice, buyer: Buyer): number {
  const request = toLineRequest(dish, choice)
  const lenient: Dish = {
    ...dish,
    optionGroups: dish.optionGroups.map((group) => ({ ...group, min: 0 })),
    parts: dish.parts?.map((part) => ({ ...part, choose: choice.parts[part.id]?.length ?? 0 })),
  }
  const others = menu.dishes.filter((other) => other.id !== dish.id)
  return priceLine({ ...menu, dishes: [lenient, ...others] }, request, buyer).fen
}

/** The names of what is chosen, as one line in the menu's order; sizes only when there is more than one. */
export function choiceWords(menu: Menu, dish: Dish, choice: DishChoice): string {
  const spec = dish.specs.length > 1 ? dish.specs.find((candidate) => candidate.id === choice.spec)?.name : undefined
  const options = dish.optionGroups.flatMap((group) =>
    group.options.flatMap(({ id, name }) => counted(name, timesOf(choice.options[group.id], id).length)),
  )
  const inside = (dish.parts ?? []).flatMap((part) =>
    part.from.flatMap(({ dish: id }) =>
      counted(findDish(menu, id)?.name ?? id, timesOf(choice.parts[part.id], id).length),
    ),
  )
  const said = [spec, ...options, ...inside, choice.remark.trim() || undefined].filter((word) => word !== undefined)
  return sentences[language.get()].listOf(said)
}

function fixedDishes({ choose, from }: SetPart): string[] {
  const [only] = from
  return only && from.length === 1 ? Array(choose).fill(only.dish) : from.map((offer) => offer.dish)
}

/** The places at which something was chosen. */
function timesOf(chosen: readonly string[] = [], id: string): string[] {
  return chosen.filter((other) => other === id)
}

/** “煎蛋”, “煎蛋×2”, or nothing. */
export function counted(name: string, times: number): string[] {
  if (times === 0) return []
  return [times === 1 ? name : `${name}×${times}`]
}

function toggle(
  chosen: readonly string[],
  id: string,
  { min, max, most }: { min: number; max: number; most: number },
): string[] {
  const times = timesOf(chosen, id).length
  if (times > 0 && (times >= most || chosen.length >= max)) {
    return min === 1 && max === 1 ? [...chosen] : chosen.filter((other) => other !== id)
  }
  if (max === 1) return [id]
  return chosen.length < max ? [...chosen, id] : [...chosen]
}
