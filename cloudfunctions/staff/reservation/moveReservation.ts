import { type ReservationView, type StaffDocument, staffRequests } from '@yundian/contract'
import { Refusal, reservationFrom } from '@yundian/domain'
import { _, freeTaken, type House, reservationView, tableDayId, useCase } from '@yundian/platform'

/** Staff confirm a reservation, seat the party, or note that it did not come; then its table is free for others. */
export const moveReservation = useCase(
  staffRequests.moveReservation,
  async ({ reservation: id, to }, house: House, staff: StaffDocument): Promise<ReservationView> => {
    const { records, clock } = house
    const isOver = to === 'cancelled' || to === 'noShow'
    await records.reservations.update(
      { _id: id, store: staff.store, status: _.in(reservationFrom(to)) },
      { status: to, ...(isOver ? { endedAt: new Date(clock.now()) } : {}) },
    )
    const [standing] = await records.reservations.find({ _id: id, store: staff.store }, { limit: 1 })
    if (!standing) throw new Refusal('unknown_order', { order: id })
    if (standing.status !== to) {
      throw new Refusal('wrong_status', { status: standing.status, wanted: reservationFrom(to).join() })
    }
    if (isOver) await freeTaken(tableDayId(staff.store, standing.businessDay), id, house)
    return reservationView(standing)
  },
)
