import { type SaleWish, type StaffDocument, type StaffReplies, staffRequests } from '@yundian/contract'
import { type Board, businessDayAfter, limitsOf, type Menu, Refusal } from '@yundian/domain'
import { _, type House, useCase } from '@yundian/platform'
import { stockRow } from './openStock.ts'

/** Each try after the first follows a sale of the same dish in between. */
const mostTries = 10

/**
 * Staff switch a dish or an option off or on again, or say how many more there are; from this write on the board refuses
 * by it. The same request again changes nothing.
 */
export const setSale = useCase(
  staffRequests.setSale,
  async ({ sku, requestKey, wish }, house: House, { store }: StaffDocument): Promise<StaffReplies['setSale']> => {
    const { records, menus } = house
    for (let tries = 0; tries < mostTries; tries++) {
      const board = await records.boards.get(store)
      const menu = board && (await menus.take(store, board.menuVersion))
      if (!board || !menu) throw new Refusal('unknown_store', { store })
      const row = stockRow(board, menu, sku)
      if (!row) throw new Refusal('unknown_dish', { dish: sku, field: 'sku' })
      if (board.switches?.[sku] === requestKey) return row
      const { portions, change } = saleChange(board, menu, sku, wish)
      const after = await records.boards.updateAndReturn(
        {
          _id: store,
          menuVersion: board.menuVersion,
          businessDay: board.businessDay,
          [`switches.${sku}`]: _.neq(requestKey),
          ...(portions === undefined ? {} : { [`left.${sku}`]: board.left[sku] ?? _.exists(false) }),
        },
        { ...change, ...moved(sku, portions), [`switches.${sku}`]: requestKey },
      )
      const changed = after && stockRow(after, menu, sku)
      if (changed) return changed
    }
    throw new Error(`the sale of ${sku} could not be changed in ${mostTries} tries`)
  },
)

/** What a wish changes: switches, and how many portions come or go. */
function saleChange(board: Board, menu: Menu, sku: string, wish: SaleWish) {
  const left = board.left[sku] ?? 0
  const isLimited = limitsOf(menu).some((limit) => limit.sku === sku)
  const on = { [`off.${sku}`]: _.remove() }
  if (wish.kind === 'off') return { change: { [`off.${sku}`]: _.set({}) } }
  if (wish.kind === 'offToday') {
    return { change: { [`off.${sku}`]: _.set({ until: businessDayAfter(board.businessDay) }) } }
  }
  if (wish.kind === 'left') {
    const counted = isLimited ? {} : { [`counted.${sku}`]: board.businessDay }
    return { portions: wish.left - left, change: { ...on, ...counted } }
  }
  if (isLimited || !board.counted?.[sku]) return { change: on }
  return { portions: -left, change: { ...on, [`counted.${sku}`]: _.remove() } }
}

function moved(sku: string, portions: number | undefined) {
  return portions === undefined ? {} : { [`left.${sku}`]: _.inc(portions), [`received.${sku}`]: _.inc(portions) }
}
