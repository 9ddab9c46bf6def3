import type { Fen } from '../money.ts'
import { Refusal } from '../refusal.ts'

/** A point on the earth in degrees (GCJ-02, as WeChat's maps give it). */
export interface Place {
  latitude: number
  longitude: number
}

/** Up to `metres` from the store, as the crow flies: what bringing it costs, and what an order must come to. */
export interface DeliveryBand {
  metres: number
  fen: Fen
  minimumFen: Fen
  /** How long the way takes. */
  minutes: number
}

/** How a store delivers: from where, and how far for what, the nearest band first. */
export interface DeliveryRule extends Place {
  bands: DeliveryBand[]
  /** Whether a diner has to leave a telephone number. */
  phoneRequired: boolean
}

/** Where a diner wants his food to be brought; never a distance, never a fee. */
export interface DeliveryAddress extends Place {
  text: string
  name?: string
  phone?: string
}

/** What a delivery comes to by the store's own reckoning. */
export interface Delivery extends DeliveryAddress {
  metres: number
  /** Of the way. */
  minutes: number
  fen: Fen
}

const earthMetres = 6_371_000

/** Whole metres between two places over the globe (haversine). */
export function metresBetween(a: Place, b: Place): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180
  const half = (from: number, to: number) => Math.sin(radians(to - from) / 2) ** 2
  const along = Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * half(a.longitude, b.longitude)
  return Math.round(2 * earthMetres * Math.asin(Math.min(1, Math.sqrt(half(a.latitude, b.latitude) + along))))
}

/**
 * Says which band an address lies in.
 * @throws Refusal too_far, bad_input when the store needs a telephone number
 */
export function bandOf(rule: DeliveryRule, address: DeliveryAddress): DeliveryBand & { distance: number } {
  if (rule.phoneRequired && !address.phone)
    throw new Refusal('bad_input', { field: 'address.phone', problem: 'missing' })
  const distance = metresBetween(rule, address)
  const band = rule.bands.find(({ metres }) => distance <= metres)
  if (!band)
    throw new Refusal('too_far', { metres: distance, mostMetres: Math.max(...rule.bands.map((each) => each.metres)) })
  return { ...band, distance }
}
