import type { House } from '../house.ts'
import { _ } from '../records.ts'
import { type Delivery, deadAfterMs, retryAfterMs, triedWithinMs } from './delivery.ts'
import { post, type Told } from './post.ts'
import { signedHeaders } from './signature.ts'
import { readWebhooks } from './webhooksOf.ts'

/**
 * Tries to tell one address what happened. Whoever counts the try up in one conditional write makes it; it is written down
 * as told only afterwards, so that one who dies in between is followed by another: told at least once, and by the same id.
 * @returns whether it was heard
 */
export async function deliver({ _id, nextAt }: Delivery, house: House): Promise<boolean> {
  const { records, clock } = house
  const taken = await records.deliveries.updateAndReturn(
    { _id, state: 'waiting', nextAt },
    { attempts: _.inc(1), nextAt: new Date(clock.now() + triedWithinMs) },
  )
  if (!taken) return false
  const told = await tell(taken, house)
  const now = clock.now()
  const isOver = told.ok || now - taken.beganAt.getTime() >= deadAfterMs
  await records.deliveries.update(
    { _id, state: 'waiting', attempts: taken.attempts },
    {
      lastAnswer: told.answer,
      state: told.ok ? 'delivered' : isOver ? 'dead' : 'waiting',
      nextAt: isOver ? _.remove() : new Date(now + retryAfterMs(taken.attempts)),
      ...(told.ok ? { deliveredAt: new Date(now) } : {}),
    },
  )
  if (isOver && !told.ok) await tellOwner(taken, told, house)
  return told.ok
}

async function tell({ _id, webhook, store, body }: Delivery, house: House): Promise<Told> {
  const { secret, url } = (await readWebhooks(store, house)).find((candidate) => candidate._id === webhook) ?? {}
  if (url === undefined || secret === undefined) return { ok: false, answer: 'there is no such webhook any more' }
  try {
    return await post(url, signedHeaders(_id, body, secret, house.clock.now()), body, isLocalCloud())
  } catch (error) {
    return { ok: false, answer: String(error).slice(0, 120) }
  }
}

/** A local cloud's functions are reached on this machine, and so may be what they tell. */
const isLocalCloud = (): boolean => (process.env.HTTP_URL ?? '').startsWith('http://127.0.0.1')

async function tellOwner({ _id, webhook }: Delivery, { answer }: Told, { records, clock }: House): Promise<void> {
  const text = `The webhook ${webhook} never heard of ${_id}: ${answer}. It can be told again.`
  const at = new Date(clock.now())
  await records.alerts.add({ _id: `webhook:${_id}:${at.toISOString().slice(0, 10)}`, kind: 'webhook', text, at })
}
