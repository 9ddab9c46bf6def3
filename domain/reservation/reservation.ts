import { businessDayEnd, businessDayOf, isOpen, minuteOfDay } from '../businessDay.ts'
import type { Store, Table } from '../menu.ts'
import { Refusal } from '../refusal.ts'

/** How tables are reserved. */
export interface ReservationRule {
  /** Reservations begin at multiples of this after midnight. */
  slotMinutes: number
  /** How long a party keeps its table. */
  stayMinutes: number
  leadMinutes: number
  daysAhead: number
}

export const reservationStatuses = ['booked', 'confirmed', 'seated', 'cancelled', 'noShow'] as const
export type ReservationStatus = (typeof reservationStatuses)[number]

/** The only moves of a reservation. */
export const reservationMoves = {
  booked: ['confirmed', 'seated', 'cancelled', 'noShow'],
  confirmed: ['seated', 'cancelled', 'noShow'],
  seated: [],
  cancelled: [],
  noShow: [],
} as const satisfies Record<ReservationStatus, readonly ReservationStatus[]>

/** From which statuses a reservation may come to this one. */
export function reservationFrom(to: ReservationStatus): ReservationStatus[] {
  return reservationStatuses.filter((from) => (reservationMoves[from] as readonly ReservationStatus[]).includes(to))
}

export interface Reservation {
  _id: string
  store: string
  diner: string
  businessDay: string
  table: string
  people: number
  name: string
  phone?: string
  from: Date
  to: Date
  status: ReservationStatus
  madeAt: Date
  endedAt?: Date
  /** True once its table is free for others again. */
  released: boolean
}

/** Which tables of a store are taken on a business day: `taken.<table>.<time>` is the reservation. */
export interface TableDay {
  _id: string
  store: string
  businessDay: string
  taken: Record<string, Record<string, string>>
  /** When a reservation took its table, until it is known to be written. */
  since?: Record<string, Date>
}

const minuteMs = 60_000

/**
 * The pieces of time that a reservation keeps its table for, as field names of the day.
 * @param from ms
 */
export function timesOf({ slotMinutes, stayMinutes }: ReservationRule, from: number): string[] {
  const count = Math.ceil(stayMinutes / slotMinutes)
  return Array.from({ length: count }, (_, at) => `t${from / minuteMs + at * slotMinutes}`)
}

/** Tables that seat a party, the smallest first, so that large ones are left for large parties. */
export function tablesFor(tables: readonly Table[], people: number): Table[] {
  return tables.filter(({ seats }) => seats >= people).sort((a, b) => a.seats - b.seats || (a.id < b.id ? -1 : 1))
}

/**
 * Says whether a table can be reserved from an instant (ms), as far as the rule goes.
 * @throws Refusal mode_not_offered, no_such_slot
 */
export function checkReservation(
  store: Pick<Store, 'timeZone' | 'dayCutoff' | 'openingHours' | 'reservations'>,
  from: number,
  now: number,
): ReservationRule {
  const rule = store.reservations
  if (!rule) throw new Refusal('mode_not_offered', { mode: 'reservation' })
  const fits =
    from % minuteMs === 0 &&
    minuteOfDay(from, store.timeZone) % rule.slotMinutes === 0 &&
    from >= now + rule.leadMinutes * minuteMs &&
    from < businessDayEnd(businessDayOf(now, store), store, rule.daysAhead) &&
    isOpen(from, store)
  if (!fits) throw new Refusal('no_such_slot', { from })
  return rule
}
