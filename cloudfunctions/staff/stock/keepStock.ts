import { type IngredientRow, type StaffDocument, type StockEntryKind, staffRequests } from '@yundian/contract'
import { Refusal } from '@yundian/domain'
import { type Booking, bookStock, type House, hashId, useCase } from '@yundian/platform'
import { ingredientRow } from './openStock.ts'

/** A delivery came. */
export const receiveDelivery = useCase(
  staffRequests.receiveDelivery,
  ({ quantity, ...wish }, house: House, staff: StaffDocument) =>
    book('delivery', { ...wish, quantityBy: () => quantity }, house, staff),
)

/** Something was thrown away: never more than can still be sold, since what orders hold is promised. */
export const recordWaste = useCase(
  staffRequests.recordWaste,
  ({ quantity, ...wish }, house: House, staff: StaffDocument) =>
    book('waste', { ...wish, quantityBy: takingAway(() => -quantity) }, house, staff),
)

/** The shelf was counted: the difference to the books is booked, with its reason. */
export const takeStock = useCase(staffRequests.takeStock, (wish, house: House, staff: StaffDocument) =>
  book('count', { ...wish, quantityBy: takingAway(({ left, held }) => wish.counted - left - held) }, house, staff),
)

type QuantityBy = Booking['quantityBy']

/** Refuses what would leave less than nothing to sell. */
function takingAway(quantityBy: QuantityBy): QuantityBy {
  return (stock) => {
    const quantity = quantityBy(stock)
    if (stock.left + quantity < 0) throw new Refusal('not_enough_stock', stock)
    return quantity
  }
}

interface Wish extends Pick<Booking, 'ingredient' | 'quantityBy' | 'reason' | 'counted'> {
  requestKey: string
}

async function book(
  kind: StockEntryKind,
  { requestKey, ...wish }: Wish,
  house: House,
  { _id: openid, store }: StaffDocument,
): Promise<IngredientRow> {
  const { records, clock } = house
  const [ingredient] = await records.ingredients.find({ _id: wish.ingredient, store }, { limit: 1 })
  if (!ingredient) throw new Refusal('unknown_ingredient', { ingredient: wish.ingredient })
  const at = new Date(clock.now())
  await bookStock({ _id: hashId(openid, requestKey), store, kind, by: openid, at, ...wish }, house)
  const board = await records.boards.get(store)
  if (!board) throw new Refusal('unknown_store', { store })
  return ingredientRow(board, ingredient)
}
