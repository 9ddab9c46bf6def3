import { dinerRequests, type ReservationView } from '@yundian/contract'
import { Refusal, reservationFrom } from '@yundian/domain'
import { _, type Diner, freeTaken, type House, reservationView, tableDayId, useCase } from '@yundian/platform'

/** A diner gives his reservation up, and its table is free for others. */
export const cancelReservation = useCase(
  dinerRequests.cancelReservation,
  async ({ reservation: id }, house: House, { openid }: Diner): Promise<ReservationView> => {
    const { records, clock } = house
    await records.reservations.update(
      { _id: id, diner: openid, status: _.in(reservationFrom('cancelled')) },
      { status: 'cancelled', endedAt: new Date(clock.now()) },
    )
    const [standing] = await records.reservations.find({ _id: id, diner: openid }, { limit: 1 })
    if (!standing) throw new Refusal('unknown_order', { order: id })
    if (standing.status !== 'cancelled') {
      throw new Refusal('wrong_status', { status: standing.status, wanted: reservationFrom('cancelled').join() })
    }
    await freeTaken(tableDayId(standing.store, standing.businessDay), id, house)
    return reservationView(standing)
  },
)
