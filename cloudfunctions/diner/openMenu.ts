import { type DinerReplies, dinerRequests } from '@yundian/contract'
import {
  asksWho,
  type Board,
  guestOf,
  isOpen,
  loadAt,
  type Menu,
  type Order,
  ordersThatTell,
  Refusal,
  stockView,
  withoutRecipes,
} from '@yundian/domain'
import { _, aggregation, type Diner, type House, useCase } from '@yundian/platform'

/** A diner sees what the store sells now, in one round trip; a phone that has the menu version gets no menu. */
export const openMenu = useCase(
  dinerRequests.openMenu,
  async ({ store, have }, house: House, { openid }: Diner): Promise<DinerReplies['openMenu']> => {
    const known = house.menus.newest(store)
    const board = await readBoard(store, openid, known, house)
    if (!board) throw new Refusal('unknown_store', { store })
    const menu = board.menus[0]?.menu ?? known
    if (!menu) throw new Error(`menu ${board.menuVersion} of ${store} is missing`)
    house.menus.keep(menu)
    const now = house.clock.now()
    const { left, off } = stockView(board, menu)
    return {
      menuVersion: menu.version,
      ...(have === menu.version ? {} : { menu: withoutRecipes(menu) }),
      left,
      off: Object.keys(off),
      open: isOpen(now, menu.store),
      load: loadAt(board.load ?? {}, menu.store, now),
      cookMinutes: board.cookMinutes ?? {},
      hostingUrl: process.env.HOSTING_URL ?? '',
      staff: board.staff.length > 0,
      ...(board.orders && asksWho(menu) ? { guest: guestOf(board.orders) } : {}),
      now,
    }
  },
)

interface BoardWithMenu extends Pick<Board, 'menuVersion' | 'left' | 'off' | 'counted' | 'load' | 'cookMinutes'> {
  /** The menu in force, unless it is the version that this instance knows. */
  menus: { menu: Menu }[]
  staff: { _id: string }[]
  /** The diner's first orders, unless nothing depends on them. */
  orders?: Pick<Order, 'status' | 'owes' | 'payment'>[]
}

async function readBoard(store: string, openid: string, known: Menu | undefined, { records }: House) {
  const { pipeline, and, eq, neq } = aggregation
  const inForce = pipeline()
    .match(_.expr(and([eq(['$store', store]), eq(['$version', '$$inForce']), neq(['$version', known?.version ?? 0])])))
    .project({ menu: 1 })
    .done()
  const asStaff = pipeline().match({ _id: openid }).project({ _id: 1 }).done()
  const first = pipeline()
    .match({ store, diner: openid })
    .sort({ placedAt: 1 })
    .limit(ordersThatTell)
    .project({ status: 1, owes: 1, payment: 1 })
    .done()
  const asksAbout = known === undefined || asksWho(known)
  const [board] = await records.boards.aggregate<BoardWithMenu>((stages) => {
    const found = stages
      .match({ _id: store })
      .lookup({ from: 'menus', let: { inForce: '$menuVersion' }, pipeline: inForce, as: 'menus' })
      .lookup({ from: 'staff', let: {}, pipeline: asStaff, as: 'staff' })
    const asked = asksAbout ? found.lookup({ from: 'orders', let: {}, pipeline: first, as: 'orders' }) : found
    const stock = { left: 1, off: 1, counted: 1, load: 1, cookMinutes: 1 }
    return asked.project({ menuVersion: 1, ...stock, menus: 1, staff: 1, orders: 1 })
  })
  return board
}
