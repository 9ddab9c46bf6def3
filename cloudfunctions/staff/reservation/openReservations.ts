import { type StaffDocument, type StaffReplies, staffRequests } from '@yundian/contract'
import { type House, reservationView, useCase } from '@yundian/platform'

const mostShown = 500

/** Staff see who comes on a day, the earliest first. */
export const openReservations = useCase(
  staffRequests.openReservations,
  async ({ businessDay }, { records }: House, staff: StaffDocument): Promise<StaffReplies['openReservations']> => {
    const found = await records.reservations.find(
      { store: staff.store, businessDay },
      { orderBy: [{ field: 'from', direction: 'asc' }], limit: mostShown },
    )
    return { reservations: found.map(reservationView) }
  },
)
