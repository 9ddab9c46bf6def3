import type { ReservationView } from '@yundian/contract'
import type { Reservation } from '@yundian/domain'

export function reservationView(reservation: Reservation): ReservationView {
  const { _id: id, businessDay, table, people, name, phone, status, from, to } = reservation
  return { id, businessDay, table, people, name, phone, status, from: from.getTime(), to: to.getTime() }
}
