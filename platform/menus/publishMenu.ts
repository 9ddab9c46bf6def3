import type {
  CategoryDocument,
  DishDocument,
  IngredientDocument,
  PromotionDocument,
  StoreDocument,
  TableDocument,
} from '@yundian/contract'
import type { Menu } from '@yundian/domain'
import type { House } from '../house.ts'
import { hashId } from '../ids.ts'
import { readAll } from '../readAll.ts'
import { settledImport } from './menuImport.ts'
import { menuId } from './menuShelf.ts'
import { pointBoardAt } from './pointBoardAt.ts'
import { tellProblems } from './tellProblems.ts'

/**
 * Publishes what the owner edited as the store's next menu version, when it differs from the newest. When something
 * is wrong with it, that is said in the document and in an alert, and the last good version stays in force.
 * @returns the version now in force, or undefined when there is no such store or an edit must be mended first
 */
export async function publishMenu(storeId: string, house: House): Promise<number | undefined> {
  const { records, clock } = house
  for (;;) {
    // The number comes before the content: who publishes older content then finds the number taken, and reads again.
    const [newest] = await records.menus.find(
      { store: storeId },
      { orderBy: [{ field: 'version', direction: 'desc' }], limit: 1 },
    )
    const imported = await settledImport(storeId, house)
    if (imported === 'underWay') return newest?.version
    const edited = await readEdited(storeId, house)
    // An import that was written meanwhile was read by halves.
    if ((await settledImport(storeId, house)) !== imported) continue
    if (!edited || !(await tellProblems(edited, house))) return undefined
    const content = menuContent(edited)
    const digest = hashId(JSON.stringify(content))
    if (newest?.digest === digest) {
      await pointBoardAt(newest.menu, house)
      return newest.version
    }
    const version = (newest?.version ?? 0) + 1
    const menu: Menu = { version, ...content }
    const publishedAt = new Date(clock.now())
    const record = { _id: menuId(storeId, version), store: storeId, version, digest, publishedAt, menu }
    // Published or not, the next look tells whether an edit came in between.
    if ((await records.menus.add(record)) === 'added') await pointBoardAt(menu, house)
  }
}

/** What the owner edits; checked nowhere yet. */
export interface EditedMenu {
  store: StoreDocument
  tables: TableDocument[]
  categories: CategoryDocument[]
  dishes: DishDocument[]
  promotions: PromotionDocument[]
  /** What recipes may name; absent where recipes are not judged. */
  ingredients?: IngredientDocument[]
  /** What a night counted: ids of the best sold dishes. */
  ranked?: string[]
}

/** What the owner of a store edits, as it stands; undefined when there is no such store. */
export async function readEdited(storeId: string, { records }: House): Promise<EditedMenu | undefined> {
  const [store, tables, categories, dishes, promotions, ingredients, ranking] = await Promise.all([
    records.stores.get(storeId),
    readAll(records.tables, { store: storeId }),
    readAll(records.categories, { store: storeId }),
    readAll(records.dishes, { store: storeId }),
    readAll(records.promotions, { store: storeId }),
    readAll(records.ingredients, { store: storeId }),
    records.rankings.get(storeId),
  ])
  return store && { store, tables, categories, dishes, promotions, ingredients, ranked: ranking?.dishes ?? [] }
}

function menuContent({
  store,
  tables,
  categories,
  dishes,
  promotions,
  ranked = [],
}: EditedMenu): Omit<Menu, 'version'> {
  const { _id, problem: _problem, ...storeFields } = store
  const rankedHere = ranked.filter((id) => dishes.some((dish) => dish._id === id && dish.onSale))
  return {
    store: { id: _id, ...storeFields },
    tables: tables.map(({ table, area, seats }) => ({ id: table, area, seats })),
    categories: categories
      .sort(bySort)
      .map(({ _id: id, store: _store, sort: _sort, problem: _problem, ...shown }) => ({ id, ...shown })),
    dishes: dishes
      .filter((dish) => dish.onSale)
      .sort(bySort)
      .map(({ _id: id, store: _store, sort: _sort, onSale: _onSale, problem: _problem, ...shown }) => ({
        id,
        ...shown,
      })),
    promotions: promotions
      .filter(({ active }) => active)
      .sort(bySort)
      .map(({ _id: id, store: _store, sort: _sort, active: _active, problem: _problem, ...rules }) => ({
        id,
        ...rules,
      })),
    ...(rankedHere.length > 0 ? { ranked: rankedHere } : {}),
  }
}

/** By the owner's order, equal ones by id. */
export function bySort(a: { sort: number; _id: string }, b: { sort: number; _id: string }): number {
  return a.sort - b.sort || (a._id < b._id ? -1 : 1)
}
