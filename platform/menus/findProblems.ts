import {
  categoryDocument,
  type DishDocument,
  dishDocument,
  type FieldProblem,
  fieldProblems,
  promotionDocument,
  storeDocument,
  tableDocument,
} from '@yundian/contract'
import type { Availability } from '@yundian/domain'
import type * as z from 'zod/mini'
import { problemsOfPromotion } from './promotionProblems.ts'
import type { EditedMenu } from './publishMenu.ts'
import { problemsOfStock } from './stockProblems.ts'

/** Where the owner finds what is wrong. */
export type EditedCollection = 'stores' | 'tables' | 'categories' | 'dishes' | 'promotions'

/** A document of the menu, and everything that is wrong with it. */
export interface CheckedDocument {
  collection: EditedCollection
  document: { _id: string; name?: string; problem?: string }
  problems: FieldProblem[]
}

/** Checks every document that a menu is made of: by its schema and, where it fits that, by what it says of others. */
export function checkMenu(edited: EditedMenu): CheckedDocument[] {
  const { store, tables, categories, dishes, promotions } = edited
  return [
    check('stores', storeDocument, store, () => problemsOfStore(edited)),
    ...tables.map((table) => check('tables', tableDocument, table, () => [])),
    ...categories.map((category) =>
      check('categories', categoryDocument, category, () => problemsOfAvailability(category.available, edited)),
    ),
    ...dishes.map((dish) => check('dishes', dishDocument, dish, () => problemsOfDish(dish, edited))),
    ...promotions.map((promotion) =>
      check('promotions', promotionDocument, promotion, () => [
        ...problemsOfPromotion(promotion, edited),
        ...problemsOfAvailability(promotion.available, edited),
      ]),
    ),
  ]
}

function check(
  collection: EditedCollection,
  schema: z.ZodMiniType,
  document: { _id: string },
  further: () => FieldProblem[],
): CheckedDocument {
  const parsed = schema.safeParse(document)
  return { collection, document, problems: parsed.success ? further() : fieldProblems(parsed.error, document) }
}

function problemsOfStore({ store, categories, dishes }: EditedMenu): FieldProblem[] {
  const { periods = [], required = [], stations = [], delivery } = store
  const bands = delivery?.bands ?? []
  return [
    ...repeated('stations', stations),
    ...when(
      bands.some((band, at) => band.metres <= (bands[at - 1]?.metres ?? 0)),
      'delivery.bands',
      '要从近到远排列',
    ),
    ...repeated('periods', periods),
    ...repeated('required', required),
    ...periods.flatMap(({ id, from, to }) => [
      ...when(from >= to, `periods.${id}.to`, '要晚于开始时间'),
      ...when(to - from > 1440, `periods.${id}.to`, '时段不能超过 24 小时'),
    ]),
    ...required.flatMap((rule) => [
      ...when(
        !rule.dishes && rule.category === undefined,
        `required.${rule.id}`,
        '要写明菜品（dishes）或分类（category）',
      ),
      ...when(
        rule.category !== undefined && !categories.some(({ _id }) => _id === rule.category),
        `required.${rule.id}.category`,
        `没有分类 ${rule.category}`,
      ),
      ...(rule.dishes ?? [])
        .filter((id) => !dishes.some(({ _id }) => _id === id))
        .map((id) => ({ field: `required.${rule.id}.dishes`, words: `没有菜品 ${id}` })),
    ]),
  ]
}

function problemsOfDish(dish: DishDocument, edited: EditedMenu): FieldProblem[] {
  const { categories } = edited
  return [
    ...when(!categories.some(({ _id }) => _id === dish.category), 'category', `没有分类 ${dish.category}`),
    ...repeated('specs', dish.specs),
    ...repeated('optionGroups', dish.optionGroups),
    ...repeated('parts', dish.parts ?? []),
    ...dish.optionGroups.flatMap(problemsOfGroup),
    ...(dish.parts ?? []).flatMap((part) => problemsOfPart(part, dish, edited)),
    ...problemsOfAvailability(dish.available, edited),
    ...problemsOfStock(dish, edited),
    ...when(
      dish.station !== undefined && !(edited.store.stations ?? []).some(({ id }) => id === dish.station),
      'station',
      `店里没有档口 ${dish.station}`,
    ),
  ]
}

function problemsOfGroup({ id, min, max, options }: DishDocument['optionGroups'][number]): FieldProblem[] {
  const most = options.reduce((sum, option) => sum + (option.most ?? 1), 0)
  return [
    ...repeated(`optionGroups.${id}.options`, options),
    ...when(min > max, `optionGroups.${id}.min`, `不能大于 max（${max}）`),
    ...when(min > most, `optionGroups.${id}.min`, `一共只能选 ${most} 项`),
  ]
}

type SetPart = NonNullable<DishDocument['parts']>[number]

function problemsOfPart(part: SetPart, { onSale }: DishDocument, { dishes }: EditedMenu): FieldProblem[] {
  const field = `parts.${part.id}`
  return [
    ...when(!part.repeat && part.choose > part.from.length, `${field}.choose`, `只有 ${part.from.length} 样可选`),
    ...repeated(
      `${field}.from`,
      part.from.map(({ dish }) => ({ id: dish })),
    ),
    ...part.from.flatMap(({ dish: id }) => {
      const inside = dishes.find(({ _id }) => _id === id)
      if (!inside) return [{ field: `${field}.from`, words: `没有菜品 ${id}` }]
      if (inside.parts) return [{ field: `${field}.from`, words: `${id} 也是套餐，套餐里不能再放套餐` }]
      return when(onSale && !inside.onSale, `${field}.from`, `${id} 没有上架`)
    }),
  ]
}

function problemsOfAvailability(available: Availability | undefined, { store }: EditedMenu): FieldProblem[] {
  if (!available) return []
  const { periods = [], from, to } = available
  const known = Array.isArray(store.periods) ? store.periods : []
  return [
    ...periods
      .filter((id) => !known.some((period) => period.id === id))
      .map((id) => ({ field: 'available.periods', words: `店里没有时段 ${id}` })),
    ...when(from !== undefined && to !== undefined && from > to, 'available.to', `早于开始日期 ${from}`),
  ]
}

function repeated(field: string, entries: readonly { id: string }[]): FieldProblem[] {
  const ids = entries.map(({ id }) => id)
  return [...new Set(ids.filter((id, at) => ids.indexOf(id) !== at))].map((id) => ({
    field: `${field}.${id}`,
    words: '编号重复了',
  }))
}

function when(wrong: boolean, field: string, words: string): FieldProblem[] {
  return wrong ? [{ field, words }] : []
}
