import type { CategoryDocument, DishDocument } from '@yundian/contract'
import type { House } from '../house.ts'
import { readAll } from '../readAll.ts'
import { _ } from '../records.ts'

/** Which of these documents another store has under the same id: ids of dishes and categories are one space for all. */
export async function foreignIds(
  { categories, dishes }: { categories: CategoryDocument[]; dishes: DishDocument[] },
  store: string,
  { records }: House,
): Promise<string[]> {
  const others = (documents: { _id: string }[]) => ({
    _id: _.in(documents.map(({ _id }) => _id)),
    store: _.neq(store),
  })
  const [ofCategories, ofDishes] = await Promise.all([
    categories.length === 0 ? [] : readAll(records.categories, others(categories)),
    dishes.length === 0 ? [] : readAll(records.dishes, others(dishes)),
  ])
  return [...ofCategories, ...ofDishes].map(({ _id }) => _id)
}
