import {
  type Circumstances,
  type Dish,
  isOffered,
  type Menu,
  type Promotion,
  specFen,
  takesPart,
} from '@yundian/domain'

/** What saves money now, in one line: `满100减20 · 第二份半价`; empty when nothing does. */
export function promotionStrip(menu: Menu, circumstances: Circumstances): string {
  return offeredNow(menu, circumstances)
    .map(({ name }) => name)
    .join(' · ')
}

/** The lowest price (fen) of a dish, and what it was before a promotion set it, if one does now. */
export function rowPrice(menu: Menu, dish: Dish, circumstances: Circumstances): { fen: number; wasFen?: number } {
  const usual = Math.min(...dish.specs.map((spec) => specFen(spec, circumstances)))
  const set = promotionsOf(menu, dish, circumstances).flatMap(({ offer }) =>
    offer.kind === 'setPrice' ? [offer.fen] : [],
  )
  const fen = Math.min(usual, ...set)
  return fen < usual ? { fen, wasFen: usual } : { fen }
}

/** The name of the promotion of this very dish or its category, such as 第二份半价; those for everything are in the strip. */
export function promotionWords(menu: Menu, dish: Dish, circumstances: Circumstances): string[] {
  return promotionsOf(menu, dish, circumstances)
    .filter(({ dishes, categories }) => dishes || categories)
    .slice(0, 1)
    .map(({ name }) => name)
}

function promotionsOf(menu: Menu, dish: Dish, circumstances: Circumstances): Promotion[] {
  return offeredNow(menu, circumstances).filter((promotion) => takesPart(promotion, { dish: dish.id }, menu))
}

function offeredNow(menu: Menu, circumstances: Circumstances): Promotion[] {
  return (menu.promotions ?? []).filter((promotion) => isOffered(promotion, circumstances, menu))
}
