import { type DinerReplies, type DinerRequest, tableDinerRequests } from '@yundian/contract'
import type { Sitting } from '@yundian/domain'
import { type Diner, type House, hashId, lineKey, memberKey, orderView, tableReply, useCase } from '@yundian/platform'
import { asKnown } from '../asKnown.ts'
import type { Attempt } from '../composeOrder.ts'
import { place } from '../placeOrder.ts'
import { batchLedger } from './batchLedger.ts'

/** A batch on its way: what was seen of the cart, and the sitting as it stands once it was written or looked at. */
export interface Batch {
  sitting: string
  me: string
  round: number
  people: number
  lines: { key: string; owner: string; quantity: number; edits: number }[]
  standing?: Sitting
}

/**
 * A member orders what is in the cart of his table, or his own of it, at any time of the meal (加菜): portions are held by
 * one write on the board, and the next write moves the batch out of the cart into the sitting's outbox. Two who press at
 * once make one batch: who saw the same cart gets the same order.
 */
export const orderBatch = useCase(
  tableDinerRequests.orderBatch,
  async (request, house: House, { openid }: Diner): Promise<DinerReplies['orderBatch']> => {
    const me = memberKey(request.sitting, openid)
    const lines = keyedLines(request)
    const batch: Batch = { sitting: request.sitting, me, round: request.round, people: request.people, lines }
    const menu = await house.menus.take(request.store, request.menuVersion)
    const now = house.clock.now()
    const { store, table, people, menuVersion, remark, expectedTotal } = request
    const { orderId, digest } = namesOf(request)
    const attempt: Attempt = {
      orderId,
      diner: openid,
      request: {
        store,
        requestKey: orderId,
        menuVersion,
        mode: 'dineIn',
        table,
        people,
        ...(remark === undefined ? {} : { remark }),
        lines: lines.map(({ choice, quantity }) => ({ ...choice, quantity })),
        expectedTotal,
      },
      digest,
      addsToMeal: request.round > 1,
      id: house.makeId(),
      now,
      pricedAt: now,
      batch: request.round,
      ...asKnown(store, menu, now, house),
    }
    const order = await place(attempt, menu, house, batchLedger(batch))
    const standing = batch.standing ?? (await readSitting(batch, house))
    return { ...tableReply(standing, me, house), order: orderView(order, now) }
  },
)

/** The id of the order that this request makes: the same lines of the same round are the same batch, whoever sends them. */
export function batchId(request: DinerRequest<'orderBatch'>): string {
  return namesOf(request).orderId
}

function namesOf(request: DinerRequest<'orderBatch'>): { orderId: string; digest: string } {
  const { sitting, round, people, menuVersion, remark, expectedTotal } = request
  const digest = hashId(JSON.stringify({ people, menuVersion, remark, expectedTotal, lines: keyedLines(request) }))
  return { orderId: hashId(sitting, String(round), digest), digest }
}

/** In one order whoever sends them: the same lines are the same batch. */
function keyedLines({ lines }: DinerRequest<'orderBatch'>) {
  return lines
    .map((line) => ({ key: lineKey(line.owner, line.choice), ...line }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
}

async function readSitting({ sitting }: Batch, { records }: House): Promise<Sitting> {
  const standing = await records.sittings.get(sitting)
  if (!standing) throw new Error(`sitting ${sitting} cannot be read`)
  return standing
}
