import { type DinerRequest, dinerRequests, type ReservationView } from '@yundian/contract'
import {
  businessDayOf,
  checkReservation,
  Refusal,
  type Reservation,
  type ReservationRule,
  tablesFor,
  timesOf,
} from '@yundian/domain'
import { _, type Diner, type House, hashId, readAll, reservationView, tableDayId, useCase } from '@yundian/platform'

/**
 * A diner reserves a table: the smallest that seats the party and is free for its whole stay, taken in one conditional
 * write, so that no two parties have the same one. The same request is one reservation.
 */
export const reserveTable = useCase(
  dinerRequests.reserveTable,
  async (request, house: House, { openid }: Diner): Promise<ReservationView> => {
    const { records, clock } = house
    const id = hashId(openid, request.requestKey)
    const known = await records.reservations.get(id)
    if (known) return reservationView(known)
    const store = await records.stores.get(request.store)
    if (!store) throw new Refusal('unknown_store', { store: request.store })
    const now = clock.now()
    const rule = checkReservation(store, request.from, now)
    const businessDay = businessDayOf(request.from, store)
    const table = await takeTable(id, request, rule, businessDay, house)
    const { people, name, phone } = request
    const reservation: Reservation = {
      _id: id,
      store: request.store,
      diner: openid,
      businessDay,
      table,
      people,
      name,
      ...(phone === undefined ? {} : { phone }),
      from: new Date(request.from),
      to: new Date(request.from + rule.stayMinutes * 60_000),
      status: 'booked',
      madeAt: new Date(now),
      released: false,
    }
    if ((await records.reservations.add(reservation)) === 'added') return reservationView(reservation)
    return reservationView((await records.reservations.get(id)) ?? reservation)
  },
)

/** @returns the table's id; one that an earlier sending of this request took is its own. */
async function takeTable(
  id: string,
  { store, from, people }: DinerRequest<'reserveTable'>,
  rule: ReservationRule,
  businessDay: string,
  { records, clock }: House,
): Promise<string> {
  const day = tableDayId(store, businessDay)
  await records.tableDays.add({ _id: day, store, businessDay, taken: {} })
  const taken = (await records.tableDays.get(day))?.taken ?? {}
  const own = Object.keys(taken).find((table) => Object.values(taken[table] ?? {}).includes(id))
  if (own !== undefined) return own
  const tables = await readAll(records.tables, { store })
  const fitting = tablesFor(
    tables.map(({ table, area, seats }) => ({ id: table, area, seats })),
    people,
  )
  // Free, which a missing field is as null, or taken by another sending of this very request.
  for (const table of fitting) {
    const paths = timesOf(rule, from).map((time) => `taken.${table.id}.${time}`)
    const changed = await records.tableDays.update(
      { _id: day, ...Object.fromEntries(paths.map((path) => [path, _.in([null, id])])) },
      { [`since.${id}`]: new Date(clock.now()), ...Object.fromEntries(paths.map((path) => [path, id])) },
    )
    if (changed === 1) return table.id
  }
  throw new Refusal('slot_full', { from, next: [] })
}
