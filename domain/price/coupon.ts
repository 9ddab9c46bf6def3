import type { OrderMode } from '../order.ts'
import type { AmountOff, PercentOff } from './offer.ts'
import type { Scope } from './promotion.ts'

/** A coupon that a diner holds. Who issues and cancels it is not the engine's business; an order takes one at most. */
export interface Coupon extends Scope {
  id: string
  /** As the receipt says it. */
  name: string
  offer: AmountOff | PercentOff
  /** Absent: for all. */
  modes?: OrderMode[]
  /** The last instant (ms) at which it holds. */
  expiresAt: number
}
