import type { CategoryDocument, DishDocument } from '@yundian/contract'
import type { MealPeriod } from '@yundian/domain'
import type { EditedMenu } from '@yundian/platform'

/** What of a menu is to be written, and how many dishes and categories are new or other than they were. */
export interface MenuChanges {
  periods?: MealPeriod[]
  categories: CategoryDocument[]
  dishes: DishDocument[]
  added: number
  changed: number
}

/** What an edited menu has other than the one before. */
export function changesOf(before: EditedMenu, after: EditedMenu): MenuChanges {
  const categories = changed(before.categories, after.categories)
  const dishes = changed(before.dishes, after.dishes)
  const added = addedTo(before.categories, categories) + addedTo(before.dishes, dishes)
  return {
    ...(same(before.store.periods, after.store.periods) ? {} : { periods: after.store.periods }),
    categories,
    dishes,
    added,
    changed: categories.length + dishes.length - added,
  }
}

function addedTo(before: readonly { _id: string }[], documents: readonly { _id: string }[]): number {
  return documents.filter(({ _id }) => !before.some((known) => known._id === _id)).length
}

function changed<Doc extends { _id: string }>(before: readonly Doc[], after: readonly Doc[]): Doc[] {
  const known = new Map(before.map((document) => [document._id, document]))
  return after.filter((document) => !same(known.get(document._id), document))
}

/** Fields keep their order through a sheet. */
function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
