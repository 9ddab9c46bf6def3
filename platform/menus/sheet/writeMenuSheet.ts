import type { Cell } from '../../sheets/table.ts'
import type { EditedMenu } from '../publishMenu.ts'
import { bySort } from '../publishMenu.ts'
import { valueAtPath } from './fieldPath.ts'
import { type Column, columns, type RowKind, rowFields, rowWords } from './menuRows.ts'

/** A whole menu as the rows of one sheet: a head, the periods, and each category with its dishes. */
export function writeMenuSheet({ store, categories, dishes }: EditedMenu): Cell[][] {
  const inOrder = [...dishes].sort(bySort)
  const known = new Set(categories.map(({ _id }) => _id))
  return [
    Object.entries(columns).map(([column, word]) => `${column} ${word}`),
    ...(store.periods ?? []).map((period) => rowOf('period', period)),
    ...[...categories]
      .sort(bySort)
      .flatMap((category) => [
        rowOf('category', category),
        ...inOrder.filter((dish) => dish.category === category._id).flatMap(rowsOfDish),
      ]),
    ...inOrder.filter((dish) => !known.has(dish.category)).flatMap(rowsOfDish),
  ]
}

function rowsOfDish(dish: EditedMenu['dishes'][number]): Cell[][] {
  return [
    rowOf('dish', dish),
    ...dish.specs.map((spec) => rowOf('spec', spec)),
    ...dish.optionGroups.flatMap((group) => [
      rowOf('group', group),
      ...group.options.map((option) => rowOf('option', option)),
    ]),
    ...(dish.parts ?? []).flatMap((part) => [rowOf('part', part), ...part.from.map((offer) => rowOf('choice', offer))]),
  ]
}

function rowOf(kind: RowKind, object: object): Cell[] {
  const cells = new Map<Column, Cell>([['row', rowWords[kind]]])
  for (const { column, path, codec } of rowFields[kind]) {
    const value = valueAtPath(object as Record<string, unknown>, path)
    if (value !== undefined) cells.set(column, codec.write(value))
  }
  return (Object.keys(columns) as Column[]).map((column) => cells.get(column) ?? '')
}
