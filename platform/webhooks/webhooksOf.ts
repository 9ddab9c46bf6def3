import { firstProblem, type WebhookDocument, webhookDocument } from '@yundian/contract'
import type { House } from '../house.ts'
import type { Records } from '../records.ts'

/** How long a warm instance believes that a store has the webhooks it had: most have none, and need no look for each order. */
const believedMs = 60_000

interface Believed {
  webhooks: WebhookDocument[]
  until: number
}

const memories = new WeakMap<Records, Map<string, Believed>>()

/** The webhooks of a store, as they were at most a minute ago. */
export async function webhooksOf(store: string, house: House): Promise<WebhookDocument[]> {
  const memory = memories.get(house.records) ?? new Map<string, Believed>()
  memories.set(house.records, memory)
  const believed = memory.get(store)
  const now = house.clock.now()
  if (believed && believed.until > now && believed.until - now <= believedMs) return believed.webhooks
  const webhooks = await readWebhooks(store, house)
  memory.set(store, { webhooks, until: now + believedMs })
  return webhooks
}

/** The webhooks of a store as they are. One that the owner wrote wrong is left out, and he is told. */
export async function readWebhooks(store: string, { records, clock }: House): Promise<WebhookDocument[]> {
  const sound: WebhookDocument[] = []
  for (const written of await records.webhooks.find({ store })) {
    const parsed = webhookDocument.safeParse(written)
    if (parsed.success) sound.push(parsed.data)
    else {
      const { field, problem } = firstProblem(parsed.error)
      const text = `The webhook ${written._id} is not used: ${field} ${problem}`
      const at = new Date(clock.now())
      await records.alerts.add({ _id: `webhook:${written._id}:${field}:${problem}`, kind: 'webhook', text, at })
    }
  }
  return sound
}
