import { type DinerReplies, dinerRequests } from '@yundian/contract'
import { type Diner, type House, reservationView, useCase } from '@yundian/platform'

const mostShown = 20

/** A diner sees his reservations, the latest first. */
export const myReservations = useCase(
  dinerRequests.myReservations,
  async ({ store }, { records }: House, { openid }: Diner): Promise<DinerReplies['myReservations']> => {
    const own = await records.reservations.find(
      { diner: openid, store },
      { orderBy: [{ field: 'from', direction: 'desc' }], limit: mostShown },
    )
    return { reservations: own.map(reservationView) }
  },
)
