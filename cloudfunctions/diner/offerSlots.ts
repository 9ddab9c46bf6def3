import { type DinerReplies, dinerRequests } from '@yundian/contract'
import { Refusal, slotsOffered, sumOfWork, workOf } from '@yundian/domain'
import { type Diner, type House, useCase } from '@yundian/platform'

/** A diner who wants his food later sees the times that he can have it, in one round trip. */
export const offerSlots = useCase(
  dinerRequests.offerSlots,
  async ({ store, menuVersion, dishes }, house: House, _diner: Diner): Promise<DinerReplies['offerSlots']> => {
    const { records, clock, menus } = house
    const [[board], menu] = await Promise.all([
      records.boards.find({ _id: store }, { limit: 1, fields: ['slots', 'menuVersion'] }),
      menus.take(store, menuVersion),
    ])
    if (!board) throw new Refusal('unknown_store', { store })
    if (!menu) throw new Refusal('menu_changed', { menuVersion: board.menuVersion })
    const now = clock.now()
    const work = workOf(
      menu,
      dishes.map((portion) => ({ ...portion, choices: [] })),
    )
    return { slots: slotsOffered(menu.store, board.slots ?? {}, now, sumOfWork(work)), now }
  },
)
