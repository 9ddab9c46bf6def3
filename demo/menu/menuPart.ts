import type { CategoryDocument, DishDocument } from '@yundian/contract'

export const storeId = 'shulane'

/** One category of the menu with its dishes, in the order a diner reads them. */
export interface MenuPart {
  category: CategoryDocument
  dishes: DishDocument[]
}

type Always = '_id' | 'name' | 'nameEn' | 'story' | 'specs'
type FilledIn = 'store' | 'category' | 'sort' | 'picture' | 'problem'

/** What a cook would write on the card of a dish; everything left out is the usual case. */
export type DishCard = Pick<DishDocument, Always> & Partial<Omit<DishDocument, Always | FilledIn>>

/** Puts cards in a category: pictures and order come from their ids and places. */
export function menuPart(sort: number, id: string, name: string, nameEn: string, cards: readonly DishCard[]): MenuPart {
  return {
    category: { _id: id, store: storeId, sort, name, nameEn, picture: `dishes/category-${id}.webp` },
    dishes: cards.map((card, place) => ({
      // The card comes first: so the console shows an owner the name and the price before the rest.
      ...card,
      onSale: card.onSale ?? true,
      optionGroups: card.optionGroups ?? [],
      spiciness: card.spiciness ?? 0,
      allergens: card.allergens ?? [],
      recommended: card.recommended ?? false,
      store: storeId,
      category: id,
      sort: place + 1,
      picture: `dishes/${card._id}.webp`,
    })),
  }
}

type Specs = DishDocument['specs']

/** A dish sold in one size. */
export const one = (fen: number, name = '份'): Specs => [{ id: 'one', name, fen }]

/** A plate sold whole or by half. */
export const halves = (halfFen: number, wholeFen: number): Specs => [
  { id: 'half', name: '半份', fen: halfFen },
  { id: 'whole', name: '整份', fen: wholeFen },
]

/** A bowl sold small or large (一两二两 are how Chengdu counts noodles). */
export const bowls = (
  smallFen: number,
  largeFen: number,
  names: readonly [small: string, large: string] = ['二两', '三两'],
): Specs => [
  { id: 'small', name: names[0], fen: smallFen },
  { id: 'large', name: names[1], fen: largeFen },
]
