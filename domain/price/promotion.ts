import type { Availability } from '../offer/availability.ts'
import type { Offer } from './offer.ts'

/** Which dishes take part, by id; absent: all, `except` those. A set menu is one dish. */
export interface Scope {
  dishes?: string[]
  categories?: string[]
  except?: { dishes?: string[]; categories?: string[] }
}

/** A saving that the owner offers to everybody whom it is for. */
export interface Promotion extends Scope {
  id: string
  /** As the receipt says it, such as 满100减20. */
  name: string
  offer: Offer
  /** Periods (a happy hour), dates and ways to order. */
  available?: Availability
  /** Absent: for everybody. */
  for?: 'newCustomer' | 'member'
  /** True: never together with another promotion, nor with a coupon. */
  exclusive?: boolean
  /** Of promotions of the same group one applies at most. */
  group?: string
  /** False: not together with a coupon. */
  combinable?: boolean
}
