import type { Order } from '@yundian/domain'
import type { House } from '../house.ts'
import type { PayChannel } from './payChannel.ts'

/**
 * The channel by which an order is being paid, or was: whatever is asked or given back goes there.
 * @throws Error when the order was paid by a channel that is connected no more
 */
export function channelOf({ _id, payment }: Pick<Order, '_id' | 'payment'>, house: House): PayChannel {
  const name = payment?.channel ?? house.pay.name
  const channel = name === house.pay.name ? house.pay : house.counter?.[name]
  if (!channel) throw new Error(`order ${_id} is paid by ${name}, which is not connected`)
  return channel
}
