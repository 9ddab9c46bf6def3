import { type PayChannelName, Refusal } from '@yundian/domain'
import type { House } from '../house.ts'
import { _ } from '../records.ts'
import { nextWays } from './nextWays.ts'
import type { PayChannel } from './payChannel.ts'

const hourMs = 3_600_000

/**
 * The same house for somebody who waits at a screen: a channel that does not answer becomes a refusal which says so and
 * names the other ways, and the owner is told how often it happens. What became of the request is then unknown, so the
 * order keeps its payment, and the timer asks on.
 */
export function withAnswers(house: House): House {
  const counter = Object.entries(house.counter ?? {}).map(([name, channel]) => [name, answering(channel, house)])
  return {
    ...house,
    pay: answering(house.pay, house),
    ...(house.counter ? { counter: Object.fromEntries(counter) } : {}),
  }
}

function answering<Channel extends PayChannel>(channel: Channel, house: House): Channel {
  const heard = async <Value>(call: Promise<Value>): Promise<Value> => {
    try {
      return await call
    } catch (error) {
      await tellOwner(channel.name, error, house)
      throw new Refusal('payment_unavailable', { reason: 'no answer', next: nextWays(channel.name, house) })
    }
  }
  return {
    ...channel,
    start: (order) => heard(channel.start(order)),
    query: (id) => heard(channel.query(id)),
    close: (id, until) => heard(channel.close(id, until)),
  }
}

/** One alert a channel and hour, which counts: once may be the network, often is trouble. */
async function tellOwner(channel: PayChannelName, error: unknown, { records, clock }: House): Promise<void> {
  console.error(JSON.stringify({ level: 'error', channel, error: String(error) }))
  const now = clock.now()
  const hour = new Date(Math.floor(now / hourMs) * hourMs).toISOString().slice(0, 13)
  const _id = `payment:${channel}:${hour}`
  const text = `Payments by ${channel} found no answer: ${String(error).slice(0, 120)}`
  const told = await records.alerts.add({ _id, kind: 'payment', text, at: new Date(now), times: 1 })
  if (told === 'exists') await records.alerts.update({ _id }, { times: _.inc(1), at: new Date(now) })
}
