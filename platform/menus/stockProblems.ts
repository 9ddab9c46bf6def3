import type { DishDocument, FieldProblem } from '@yundian/contract'
import type { EditedMenu } from './publishMenu.ts'

/** What is wrong with how a dish is counted: limits that contradict, ingredients and substitutes that do not exist. */
export function problemsOfStock(dish: DishDocument, { dishes, ingredients }: EditedMenu): FieldProblem[] {
  const { daily, perPeriod, optionGroups, specs, recipe, instead = [] } = dish
  const options = optionGroups.flatMap((group) => group.options)
  const counted = options.filter((option) => option.daily !== undefined)
  const recipes = [{ recipe }, ...specs, ...options].flatMap((part) => part.recipe ?? [])
  const unknown = recipes.filter(({ ingredient }) => ingredients && !ingredients.some(({ _id }) => _id === ingredient))
  return [
    ...(daily !== undefined && perPeriod !== undefined
      ? [{ field: 'perPeriod', words: '每日限量（daily）和每餐限量只能填一个' }]
      : []),
    // An option is counted by its dish and its id, whatever group it stands in.
    ...counted
      .filter(({ id }) => options.filter((other) => other.id === id).length > 1)
      .map(({ id }) => ({ field: 'optionGroups', words: `限量的选项 ${id} 在几个分组里重复了` })),
    ...[...new Set(unknown.map(({ ingredient }) => ingredient))].map((id) => ({
      field: 'recipe',
      words: `没有原料 ${id}`,
    })),
    ...instead
      .filter((id) => id === dish._id || !dishes.some(({ _id }) => _id === id))
      .map((id) => ({ field: 'instead', words: `没有可以替换的菜品 ${id}` })),
  ]
}
