import { cookedAt } from './kitchen.ts'
import { balls } from './menu/balls.ts'
import { beef } from './menu/beef.ts'
import { drinks } from './menu/drinks.ts'
import { greens } from './menu/greens.ts'
import { noodles } from './menu/noodles.ts'
import { offal } from './menu/offal.ts'
import { pots } from './menu/pots.ts'
import { sets } from './menu/sets.ts'
import { snacks } from './menu/snacks.ts'
import { staples } from './menu/staples.ts'
import { tofu } from './menu/tofu.ts'
import { promotions } from './promotions.ts'
import { ingredients, staff, store, tables } from './store.ts'

const menu = [pots, sets, beef, offal, balls, greens, tofu, noodles, snacks, drinks, staples]

/** A hot-pot and noodle house in Chengdu, as documents ready to be added to their collections. */
export const demoRestaurant = {
  store,
  tables,
  categories: menu.map((part) => part.category),
  dishes: menu.flatMap((part) => part.dishes).map(cookedAt),
  promotions,
  staff,
  ingredients,
}
