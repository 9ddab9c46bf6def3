import { businessDayOf, type Menu, placeOf, type Sitting } from '@yundian/domain'

/** A party that sits down at a free table now (ms), before anybody's phone has joined it. */
export function newSitting(
  { store }: Pick<Menu, 'store'>,
  who: { _id: string; table: string; people: number; openedBy: string; greeted: boolean },
  now: number,
): Sitting {
  const at = new Date(now)
  return {
    ...who,
    store: store.id,
    place: placeOf(store.id, who.table),
    status: 'open',
    businessDay: businessDayOf(now, store),
    openedAt: at,
    members: {},
    memberCount: 0,
    readers: [],
    cart: {},
    round: 1,
    outbox: {},
    pending: false,
    moves: 0,
    calls: {},
    touchedAt: at,
  }
}
