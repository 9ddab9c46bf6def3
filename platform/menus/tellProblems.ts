import {
  categoryDocument,
  type DishDocument,
  dishDocument,
  firstProblem,
  storeDocument,
  tableDocument,
} from '@yundian/contract'
import type { House } from '../house.ts'
import { hashId } from '../ids.ts'
import { _ } from '../records.ts'
import type { EditedMenu } from './publishMenu.ts'

/**
 * Checks what the owner edited. What is wrong with a dish is written into its `problem`, and struck out when mended;
 * everything wrong makes an alert.
 * @returns true when all of it can be published
 */
export async function tellProblems(edited: EditedMenu, house: House): Promise<boolean> {
  const elsewhere = problemsElsewhere(edited)
  for (const { where, problem } of elsewhere) await alertOwner(where, problem, house)
  const inDishes = await Promise.all(edited.dishes.map((dish) => tellProblem(dish, edited, house)))
  return elsewhere.length === 0 && inDishes.every((problem) => problem === undefined)
}

async function tellProblem(dish: DishDocument, edited: EditedMenu, house: House): Promise<string | undefined> {
  const problem = problemOf(dish, edited)
  if (problem !== dish.problem) {
    await house.records.dishes.update({ _id: dish._id }, { problem: problem ?? _.remove() })
    if (problem !== undefined) await alertOwner(dish._id, problem, house)
  }
  return problem
}

function problemsElsewhere({ store, tables, categories }: EditedMenu): { where: string; problem: string }[] {
  const checks = [
    { id: store._id, parsed: storeDocument.safeParse(store) },
    ...tables.map((table) => ({ id: table._id, parsed: tableDocument.safeParse(table) })),
    ...categories.map((category) => ({ id: category._id, parsed: categoryDocument.safeParse(category) })),
  ]
  return checks.flatMap(({ id, parsed }) => {
    if (parsed.success) return []
    const { field, problem } = firstProblem(parsed.error)
    return [{ where: id, problem: `${field}: ${problem}` }]
  })
}

function problemOf(dish: DishDocument, { categories, dishes }: EditedMenu): string | undefined {
  const parsed = dishDocument.safeParse(dish)
  if (!parsed.success) {
    const { field, problem } = firstProblem(parsed.error)
    return `${field}: ${problem}`
  }
  if (!categories.some((category) => category._id === dish.category)) return `category: there is no ${dish.category}`
  for (const group of dish.optionGroups) {
    if (group.min > group.max || group.min > group.options.length) return `optionGroups.${group.id}: min is too large`
  }
  for (const part of dish.parts ?? []) {
    const missing = part.from.find((offer) => !dishes.some((other) => other._id === offer.dish && other.onSale))
    if (dish.onSale && missing) return `parts.${part.id}: ${missing.dish} is not on sale`
    if (part.choose > part.from.length) return `parts.${part.id}: choose is more than what is offered`
  }
  return undefined
}

/** One alert for one problem: its id names the fact. */
async function alertOwner(where: string, problem: string, { records, clock }: House): Promise<void> {
  const text = `${where}: ${problem}`
  await records.alerts.add({ _id: `menu:${hashId(text)}`, kind: 'menu', text, at: new Date(clock.now()) })
}
