import type { KitchenOrder, StaffReplies } from '@yundian/contract'
import { nextKitchenStep, type RefundWish } from '@yundian/domain'
import type { Random } from '../random.ts'
import type { World } from '../world.ts'

const cook = 'cook'

/** The kitchen takes paid orders on, now and then twice, too early or the wrong one, and gives money back. */
export async function cookOrders(world: World, random: Random, closed: () => boolean): Promise<void> {
  while (!closed()) {
    await world.scheduler.wait(random.between(10_000, 50_000))
    const reply = await world.ask<StaffReplies['openKitchen']>(cook, 'staff', 'openKitchen', {})
    if (!reply?.ok) continue
    for (const order of reply.value.orders) {
      if (random.chance(0.4)) continue
      const step = nextKitchenStep(order.status)
      if (step) await tapped(() => move(world, order.id, step), random)
      if (random.chance(0.15)) await refund(world, order, random)
      if (order.refundAsked && random.chance(0.3)) await world.ask(cook, 'staff', 'declineRefund', { order: order.id })
    }
    if (random.chance(0.2) && world.orders.size > 0) await tapWrong(world, random)
  }
}

/** Once, or twice by a nervous thumb. */
async function tapped(tap: () => Promise<unknown>, random: Random): Promise<void> {
  await Promise.all(random.chance(0.15) ? [tap(), tap()] : [tap()])
}

function move(world: World, order: string, to: 'cooking' | 'ready' | 'served') {
  if (to === 'cooking') return world.ask(cook, 'staff', 'acceptOrder', { order })
  return world.ask(cook, 'staff', 'advanceOrder', { order, to })
}

async function refund(world: World, order: Pick<KitchenOrder, 'id' | 'lines' | 'totalFen'>, random: Random) {
  const wishes: RefundWish[] = [
    { kind: 'whole' },
    { kind: 'amount', fen: random.between(1, order.totalFen) },
    { kind: 'lines', lines: [{ line: random.below(order.lines.length), quantity: 1 }] },
  ]
  const input = { order: order.id, requestKey: random.hex(16), wish: random.pick(wishes), reason: 'too salty' }
  const who = random.pick([cook, 'owner'])
  await tapped(() => world.ask(who, 'staff', 'refundOrder', input), random)
}

async function tapWrong(world: World, random: Random): Promise<void> {
  const order = world.orders.get(random.pick([...world.orders.keys()]))
  if (!order) return
  if (random.chance(0.3)) return refund(world, { ...order, id: order._id }, random)
  await move(world, order._id, random.pick(['cooking', 'ready', 'served']))
}
