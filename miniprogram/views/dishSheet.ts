import { type Circumstances, type Dish, findDish, isGone, type Menu, type OptionGroup, specFen } from '@yundian/domain'
import type { Stock } from '../cartLines'
import { language } from '../language'
import { dishWords } from '../words/dishWords'
import { sentences } from '../words/sentences'
import { choiceWords, type DishChoice, isFixed, priceSoFar, whatIsMissing } from './dishChoice'
import { type Badge, badgesOf, isSimple, pictureAddress } from './dishRow'
import { type PriceView, priceView, surchargeView } from './money'
import { laterWords } from './whenSold'

export interface Chip {
  id: string
  name: string
  /** Such as `+¥2`. */
  note: string
  chosen: boolean
  off: boolean
}

export interface ChipGroup {
  id: string
  name: string
  rule: string
  chips: Chip[]
}

/** A dish as its sheet shows it. */
export interface DishSheet {
  id: string
  name: string
  nameEn: string
  story: string
  picture: string
  badges: Badge[]
  allergens: string
  specs: Chip[]
  groups: ChipGroup[]
  parts: ChipGroup[]
  /** Ready-made words for the remark. */
  tags: { text: string; chosen: boolean }[]
  remark: string
  quantity: number
  /** Something is to be chosen, and what is chosen so far stands above the button. */
  choosable: boolean
  words: string
  total: PriceView
  /** What keeps the dish from the cart; empty when nothing does. */
  missing: string
}

export function dishSheet(
  menu: Menu,
  dish: Dish,
  choice: DishChoice,
  stock: Stock | undefined,
  hostingUrl: string,
  circumstances: Circumstances,
): DishSheet {
  const gone = stock !== undefined && isGone(menu, dish, stock)
  const say = sentences[language.get()]
  const words = dishWords[language.get()]
  return {
    id: dish.id,
    name: dish.name,
    nameEn: dish.nameEn,
    story: dish.story,
    picture: pictureAddress(dish.picture, hostingUrl),
    badges: badgesOf(menu, dish, stock),
    allergens: say.listOf(dish.allergens),
    specs: dish.specs.length > 1 ? specChips(dish, choice, circumstances) : [],
    groups: dish.optionGroups.map((group) => {
      const chosen = choice.options[group.id] ?? []
      return {
        id: group.id,
        name: group.name,
        rule: say.rule(group.min, Math.min(group.max, mostOf(group)), 'option'),
        chips: group.options.map((option) => ({
          id: option.id,
          name: timesWords(option.name, chosen, option.id),
          note: surchargeView(option.fen),
          chosen: chosen.includes(option.id),
          off: group.max > 1 && chosen.length >= group.max && !chosen.includes(option.id),
        })),
      }
    }),
    parts: (dish.parts ?? []).map((part) => {
      const chosen = choice.parts[part.id] ?? []
      const fixed = isFixed(part)
      return {
        id: part.id,
        name: part.name,
        rule: fixed ? words.inTheSet : say.rule(part.choose, part.choose, 'dish'),
        chips: part.from.map((offer) => {
          const inside = findDish(menu, offer.dish)
          const insideGone = inside === undefined || (stock !== undefined && isGone(menu, inside, stock))
          const full = !fixed && part.choose > 1 && chosen.length >= part.choose && !chosen.includes(offer.dish)
          return {
            id: offer.dish,
            name: timesWords(inside?.name ?? offer.dish, chosen, offer.dish),
            note: insideGone ? words.soldOut : surchargeView(offer.surchargeFen),
            chosen: chosen.includes(offer.dish),
            off: insideGone || full,
          }
        }),
      }
    }),
    tags: (dish.quickTags ?? []).map((text) => ({ text, chosen: choice.remark.includes(text) })),
    remark: choice.remark,
    quantity: choice.quantity,
    choosable: !isSimple(dish),
    words: choiceWords(menu, dish, choice),
    total: priceView(priceSoFar(menu, dish, choice, circumstances)),
    missing: gone ? words.soldOut : laterWords(menu, dish, circumstances) || (whatIsMissing(dish, choice)?.words ?? ''),
  }
}

function timesWords(name: string, chosen: readonly string[], id: string): string {
  const times = chosen.filter((other) => other === id).length
  return times > 1 ? `${name}×${times}` : name
}

function mostOf({ options }: OptionGroup): number {
  return options.reduce((sum, { most = 1 }) => sum + most, 0)
}

function specChips(dish: Dish, choice: DishChoice, circumstances: Circumstances): Chip[] {
  return dish.specs.map((spec) => {
    const { yuan, fen } = priceView(specFen(spec, circumstances))
    return { id: spec.id, name: spec.name, note: `¥${yuan}${fen}`, chosen: spec.id === choice.spec, off: false }
  })
}
