import { limitsOf, type Menu, stockTimeOf } from '@yundian/domain'
import type { House } from '../house.ts'
import { _ } from '../records.ts'

/**
 * Puts a menu in force: the board sells by it from this write on, unless a newer one already is. A dish that becomes
 * limited has its portions at once; one that was limited keeps what is left until the next business day.
 */
export async function pointBoardAt(menu: Menu, { records, clock }: House): Promise<void> {
  const store = menu.store.id
  for (;;) {
    const board = await records.boards.get(store)
    if (board && board.menuVersion >= menu.version) return
    const newlyLimited = limitsOf(menu).filter(({ sku }) => board?.received[sku] === undefined)
    const portions = Object.fromEntries(newlyLimited.map((limit) => [limit.sku, limit.portions]))
    if (!board) {
      const time = stockTimeOf(clock.now(), menu.store)
      const stock = { left: portions, received: portions, off: {}, sold: {}, holds: {} }
      await records.boards.add({ _id: store, menuVersion: menu.version, ...time, lastNumber: 0, ...stock })
      continue
    }
    const skus = Object.keys(portions)
    const notYetGiven = Object.fromEntries(skus.map((sku) => [`received.${sku}`, _.exists(false)]))
    const given = skus.flatMap((sku) => [
      [`left.${sku}`, _.inc(portions[sku] ?? 0)],
      [`received.${sku}`, _.inc(portions[sku] ?? 0)],
    ])
    await records.boards.update(
      { _id: store, menuVersion: board.menuVersion, ...notYetGiven },
      { menuVersion: menu.version, ...Object.fromEntries(given) },
    )
  }
}
