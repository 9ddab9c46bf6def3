import type { Reservation } from '@yundian/domain'
import * as z from 'zod/mini'
import { orderId, shortText, storeId } from './fields.ts'

const minutes = z.int().check(z.minimum(0), z.maximum(1440))
const requestKey = z.string().check(z.regex(/^[A-Za-z0-9_-]{8,64}$/))

/** How tables are reserved; absent: not at all. */
export const reservationSettings = {
  reservations: z.optional(
    z.strictObject({
      slotMinutes: z.union([z.literal(15), z.literal(30), z.literal(60)]),
      stayMinutes: z.int().check(z.minimum(15), z.maximum(480)),
      leadMinutes: minutes,
      daysAhead: z.int().check(z.minimum(0), z.maximum(60)),
    }),
  ),
} as const

export const reservationDinerRequests = {
  /** `from`: ms. */
  reserveTable: z.strictObject({
    store: storeId,
    requestKey,
    from: z.int().check(z.minimum(0)),
    people: z.int().check(z.minimum(1), z.maximum(50)),
    name: shortText,
    phone: z.optional(z.string().check(z.regex(/^\+?[0-9 -]{5,20}$/))),
  }),
  cancelReservation: z.strictObject({ reservation: orderId }),
  myReservations: z.strictObject({ store: storeId }),
} as const

export const reservationStaffRequests = {
  /** Those of a business day, YYYY-MM-DD. */
  openReservations: z.strictObject({ businessDay: z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/)) }),
  moveReservation: z.strictObject({ reservation: orderId, to: z.enum(['confirmed', 'seated', 'noShow', 'cancelled']) }),
} as const

/** Instants in ms. */
export interface ReservationView
  extends Pick<Reservation, 'businessDay' | 'table' | 'people' | 'name' | 'phone' | 'status'> {
  id: string
  from: number
  to: number
}

export interface ReservationDinerReplies {
  reserveTable: ReservationView
  cancelReservation: ReservationView
  myReservations: { reservations: ReservationView[] }
}

export interface ReservationStaffReplies {
  openReservations: { reservations: ReservationView[] }
  moveReservation: ReservationView
}
