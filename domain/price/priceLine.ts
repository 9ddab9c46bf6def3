import { type Dish, findDish, type Menu } from '../menu.ts'
import { sumFen } from '../money.ts'
import { type Buyer, specFen } from '../offer/specPrice.ts'
import type { LineRequest, OrderLine } from '../order.ts'
import { Refusal } from '../refusal.ts'

/**
 * Turns choices into lines at the menu's prices, before anything is saved or added.
 * @throws Refusal unknown_dish, bad_choice: naming the field of the request, such as `lines.2.options`.
 */
export function priceLines(menu: Menu, requests: readonly LineRequest[], buyer: Buyer): OrderLine[] {
  return requests.map((request, at) => priceLine(menu, request, buyer, `lines.${at}`))
}

/** Prices one line; `field` is where it stands in the request, for refusals. */
export function priceLine(menu: Menu, request: LineRequest, buyer: Buyer, field = 'line'): OrderLine {
  const dish = findDish(menu, request.dish)
  if (!dish) throw new Refusal('unknown_dish', { dish: request.dish, field: `${field}.dish` })
  const spec = dish.specs.find((candidate) => candidate.id === request.spec)
  if (!spec) throw badChoice(dish, `${field}.spec`, 'unknown')
  const options = chosenOptions(dish, request, `${field}.options`)
  const choices = chosenParts(menu, dish, request, `${field}.choices`)
  const added = [...options, ...choices].map(({ fen }) => fen)
  const unitFen = specFen(spec, buyer) + sumFen(added)
  return {
    dish: dish.id,
    name: dish.name,
    ...(dish.picture === undefined ? {} : { picture: dish.picture }),
    spec: { id: spec.id, name: spec.name },
    options,
    choices,
    quantity: request.quantity,
    ...(request.remark === undefined ? {} : { remark: request.remark }),
    unitFen,
    fen: unitFen * request.quantity,
    offFen: 0,
  }
}

function chosenOptions(dish: Dish, request: LineRequest, field: string): OrderLine['options'] {
  const chosen = request.options.map((choice, at) => {
    const group = dish.optionGroups.find((candidate) => candidate.id === choice.group)
    const option = group?.options.find((candidate) => candidate.id === choice.option)
    if (!option) throw badChoice(dish, `${field}.${at}`, 'unknown')
    const earlier = request.options
      .slice(0, at)
      .filter(({ group, option }) => group === choice.group && option === choice.option)
    if (earlier.length >= (option.most ?? 1)) throw badChoice(dish, `${field}.${at}`, 'repeated')
    return { group: choice.group, option: choice.option, name: option.name, fen: option.fen }
  })
  for (const group of dish.optionGroups) {
    const count = chosen.filter((choice) => choice.group === group.id).length
    if (count < group.min) throw badChoice(dish, field, `choose at least ${group.min} of ${group.id}`)
    if (count > group.max) throw badChoice(dish, field, `choose at most ${group.max} of ${group.id}`)
  }
  return chosen
}

function chosenParts(menu: Menu, dish: Dish, request: LineRequest, field: string): OrderLine['choices'] {
  const parts = dish.parts ?? []
  const chosen = request.choices.map((choice, at) => {
    const part = parts.find((candidate) => candidate.id === choice.part)
    const offer = part?.from.find((candidate) => candidate.dish === choice.dish)
    const chosenDish = offer && findDish(menu, offer.dish)
    if (!offer || !chosenDish) throw badChoice(dish, `${field}.${at}`, 'unknown')
    return { part: choice.part, dish: choice.dish, name: chosenDish.name, fen: offer.surchargeFen }
  })
  for (const part of parts) {
    const dishes = chosen.filter((choice) => choice.part === part.id).map((choice) => choice.dish)
    if (dishes.length !== part.choose) throw badChoice(dish, field, `choose ${part.choose} of ${part.id}`)
    if (!part.repeat && new Set(dishes).size !== dishes.length) throw badChoice(dish, field, `repeated in ${part.id}`)
  }
  return chosen
}

function badChoice(dish: Dish, field: string, problem: string): Refusal {
  return new Refusal('bad_choice', { dish: dish.id, field, problem })
}
