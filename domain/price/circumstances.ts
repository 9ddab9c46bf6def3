import type { OrderMode } from '../order.ts'
import type { DeliveryBand } from '../serving/delivery.ts'
import type { Coupon } from './coupon.ts'

/** All that a price depends on beside the menu and the choices. */
export interface Circumstances {
  mode: OrderMode
  /** The instant (ms) at which the meal is priced. */
  at: number
  /** At the table, for the tea; absent: one. */
  people?: number
  /**
   * One batch of a longer meal at a table. Of what goes on the bill nothing is saved or added before the bill; where
   * each batch is paid at once, the first pays the tea, and of none is a minimum asked. Absent: a whole meal.
   */
  part?: 'onBill' | 'first' | 'further'
  /** True for a member of the house, as the house knows. */
  member?: boolean
  /** True for somebody who never had an order here, as the house knows. */
  newCustomer?: boolean
  /** Those that the diner has and may use; the engine takes at most one. */
  coupons?: readonly Coupon[]
  /** The band that the address lies in. */
  delivery?: Pick<DeliveryBand, 'fen' | 'minimumFen'>
}
