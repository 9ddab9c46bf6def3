import type { OrderMode } from '../order.ts'

/** All that a price depends on beside the menu and the choices. */
export interface Circumstances {
  mode: OrderMode
  /** The instant (ms) at which the meal is priced. */
  at: number
  /** At the table. */
  people?: number
  /** True for a member of the house, as the house knows. */
  member?: boolean
  /** True for somebody who never had an order here, as the house knows. */
  newCustomer?: boolean
}
