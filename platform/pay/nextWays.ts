import { type PayChannelName, type PayWay, payChannelNames } from '@yundian/domain'
import type { House } from '../house.ts'

/** Channels that wait for nothing but the digits on the diner's phone, or for a hand with money. */
const atCounter: readonly PayChannelName[] = ['wechatCode', 'alipayCode', 'cash']

/**
 * The ways that are left when one channel does not take an order: on the phone the people at the counter, at the counter
 * whatever else is connected there, and the diner's own phone.
 */
export function nextWays(failed: PayChannelName, { pay, counter = {} }: Pick<House, 'pay' | 'counter'>): PayWay[] {
  if (failed === pay.name) return ['counter']
  const others = payChannelNames.filter((name) => name !== failed && atCounter.includes(name) && counter[name])
  return [...others, pay.name]
}
