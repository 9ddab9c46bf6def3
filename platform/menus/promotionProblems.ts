import type { FieldProblem, PromotionDocument } from '@yundian/contract'
import type { EditedMenu } from './publishMenu.ts'

/** What is wrong with a promotion that fits its schema: dishes that do not exist, tiers that a typing error made. */
export function problemsOfPromotion(promotion: PromotionDocument, edited: EditedMenu): FieldProblem[] {
  const { offer, dishes, categories, except } = promotion
  return [
    ...unknown('dishes', dishes, '菜品', edited.dishes),
    ...unknown('categories', categories, '分类', edited.categories),
    ...unknown('except.dishes', except?.dishes, '菜品', edited.dishes),
    ...unknown('except.categories', except?.categories, '分类', edited.categories),
    ...(offer.kind === 'amountOff' ? problemsOfTiers(offer.tiers) : []),
    ...(offer.kind === 'setPrice' && !dishes && !categories
      ? [{ field: 'dishes', words: '特价要写明菜品（dishes）或分类（categories）' }]
      : []),
  ]
}

function unknown(
  field: string,
  ids: readonly string[] = [],
  kind: string,
  known: readonly { _id: string }[],
): FieldProblem[] {
  return ids.filter((id) => !known.some(({ _id }) => _id === id)).map((id) => ({ field, words: `没有${kind} ${id}` }))
}

function problemsOfTiers(tiers: { fromFen: number; offFen: number }[]): FieldProblem[] {
  return tiers.flatMap(({ fromFen, offFen }, at) => {
    const before = tiers[at - 1]
    const field = `offer.tiers.${at}`
    return [
      ...(fromFen > 0 && offFen > fromFen ? [{ field: `${field}.offFen`, words: '减的比满的还多' }] : []),
      ...(before && (fromFen <= before.fromFen || offFen <= before.offFen)
        ? [{ field, words: '要比前一档满得多、减得多' }]
        : []),
    ]
  })
}
