import { type Circumstances, type Dish, fewLeft, formatYuan, isGone, type Menu } from '@yundian/domain'
import type { Stock } from '../cartLines'
import { language } from '../language'
import { badgeWords } from '../words/badgeWords'
import { sentences } from '../words/sentences'
import { type Instead, insteadOf } from './instead'
import { type PriceView, priceView } from './money'
import { promotionWords, rowPrice } from './promotions'
import { laterWords } from './whenSold'

export interface Badge {
  text: string
  tone: 'chili' | 'gold' | 'jade' | 'amber' | 'plain'
}

/** A dish as the menu lists it. */
export interface DishRow {
  id: string
  name: string
  story: string
  picture: string
  badges: Badge[]
  price: PriceView
  /** Before a promotion set it; yuan, empty when none did. */
  was: string
  /** More than one size: the price is the lowest. */
  from: boolean
  /** Nothing to choose: the row's own buttons are enough. */
  simple: boolean
  gone: boolean
  /** When it can be had, while it is not sold; empty otherwise. */
  later: string
  /** What to have in its place while it is gone. */
  instead: Instead
  count: number
}

/** So many of the best sold dishes say so. */
const ranksShown = 3

export function dishRow(
  menu: Menu,
  dish: Dish,
  stock: Stock | undefined,
  count: number,
  hostingUrl: string,
  circumstances: Circumstances,
): DishRow {
  const gone = stock !== undefined && isGone(menu, dish, stock)
  const price = rowPrice(menu, dish, circumstances)
  return {
    id: dish.id,
    name: dish.name,
    story: dish.story,
    picture: pictureAddress(dish.picture, hostingUrl),
    badges: [
      ...promotionWords(menu, dish, circumstances).map((text): Badge => ({ text, tone: 'chili' })),
      ...badgesOf(menu, dish, stock),
    ],
    price: priceView(price.fen),
    was: price.wasFen === undefined ? '' : formatYuan(price.wasFen).replace(/\.00$/, ''),
    from: dish.specs.length > 1,
    simple: isSimple(dish),
    gone,
    instead: gone && stock ? insteadOf(menu, dish, stock, circumstances) : { dish: '', name: '' },
    later: laterWords(menu, dish, circumstances),
    count,
  }
}

/** True when a dish can be added without choosing anything. */
export function isSimple(dish: Dish): boolean {
  return dish.specs.length === 1 && dish.optionGroups.length === 0 && dish.parts === undefined
}

/** A picture's full address; empty when the dish has none, or while the hosting address is not known. */
export function pictureAddress(picture: string | undefined, hostingUrl: string): string {
  if (picture !== undefined && /^https?:/.test(picture)) return picture
  return picture === undefined || hostingUrl === '' ? '' : `${hostingUrl.replace(/\/$/, '')}/${picture}`
}

export function badgesOf(menu: Menu, dish: Dish, stock: Stock | undefined): Badge[] {
  const words = badgeWords[language.get()]
  const badges: Badge[] = []
  const place = (menu.ranked ?? []).slice(0, ranksShown).indexOf(dish.id)
  if (place >= 0) badges.push({ text: sentences[language.get()].rank(place + 1), tone: 'chili' })
  if (dish.recommended) badges.push({ text: words.signature, tone: 'gold' })
  if (dish.spiciness > 0) badges.push({ text: words[spice[dish.spiciness] ?? 'mild'], tone: 'chili' })
  const left = stock?.left[dish.id]
  if (left !== undefined && left > 0 && left <= fewLeft)
    badges.push({ text: sentences[language.get()].left(left), tone: 'amber' })
  else if (dish.daily !== undefined || dish.perPeriod !== undefined)
    badges.push({ text: dish.perPeriod === undefined ? words.daily : words.perMeal, tone: 'plain' })
  return badges
}

const spice = [undefined, 'mild', 'medium', 'hot'] as const
