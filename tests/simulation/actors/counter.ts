import type { CounterOrder, StaffReplies } from '@yundian/contract'
import { orderOfPayment, type PayChannelName } from '@yundian/domain'
import type { Random } from '../random.ts'
import type { World } from '../world.ts'

const staff = ['cook', 'owner'] as const

/** How an order is paid at the counter of each merchant. */
const offered: Record<World['merchant'], PayChannelName[]> = {
  cloudPay: ['cash', 'wechatCode', 'alipayCode', 'alipay'],
  v3: ['cash'],
}

/** Somebody at the counter takes money for what is unpaid, also for what is being paid on the phone already. */
export async function keepCounter(world: World, random: Random, closed: () => boolean): Promise<void> {
  while (!closed()) {
    await world.scheduler.wait(random.between(5_000, 40_000))
    const reply = await world.ask<StaffReplies['openCounter']>('cook', 'staff', 'openCounter', {})
    if (!reply?.ok) continue
    for (const order of reply.value.orders) if (random.chance(0.5)) await take(world, order, random)
  }
}

async function take(world: World, order: CounterOrder, random: Random): Promise<void> {
  const channel = random.pick(offered[world.merchant])
  if (channel === 'cash') await takeCash(world, order, random)
  else if (channel === 'alipay') await showCode(world, order, random)
  else await readCode(world, order, channel, random)
  // The line is long: what cannot be taken one way is tried another.
  if (random.chance(0.3) && world.orders.get(order.id)?.status === 'placed') await takeCash(world, order, random)
}

/** Now and then two of the staff type in the same note. */
async function takeCash(world: World, { id }: CounterOrder, random: Random): Promise<void> {
  world.money.cash.add(id)
  const tap = (who: (typeof staff)[number]) => world.ask(who, 'staff', 'takePayment', { order: id, channel: 'cash' })
  await Promise.all(random.chance(0.2) ? staff.map(tap) : [tap(random.pick(staff))])
}

/** The diner scans it at once, when it is almost over, or never; some look twice. */
async function showCode(world: World, { id }: CounterOrder, random: Random): Promise<void> {
  const openid = world.orders.get(id)?.diner ?? ''
  const ask = () => world.ask<StaffReplies['showCode']>('cook', 'staff', 'showCode', { order: id })
  const [reply] = await (random.chance(0.15) ? Promise.all([ask(), ask()]) : Promise.all([ask()]))
  if (!reply?.ok) return
  await world.scheduler.wait(random.weighted({ soon: 3, late: 1 }) === 'soon' ? random.between(0, 20_000) : 175_000)
  const outcome = random.weighted({ success: 5, silent: 2, fail: 1, never: 2 })
  if (outcome !== 'never') await world.pay(reply.value.code, openid, outcome)
  if (random.chance(0.5)) await world.ask('cook', 'staff', 'checkTaken', { order: id })
}

async function readCode(world: World, { id }: CounterOrder, channel: PayChannelName, random: Random): Promise<void> {
  const openid = world.orders.get(id)?.diner ?? ''
  const mood = random.weighted({ pays: 4, asked: 5, cannot: 1 })
  const code = world.showCode(channel === 'wechatCode' ? 'wechat' : 'alipay', openid, mood)
  const ask = () => world.ask('cook', 'staff', 'takePayment', { order: id, channel, code })
  await (random.chance(0.15) ? Promise.all([ask(), ask()]) : ask())
  if (mood === 'asked') await enterPassword(world, id, openid, random)
  if (random.chance(0.7)) await world.ask('cook', 'staff', 'checkTaken', { order: id })
}

/** At once, after a while, or never. */
async function enterPassword(world: World, id: string, openid: string, random: Random): Promise<void> {
  if (random.chance(0.2)) return
  await world.scheduler.wait(random.weighted({ soon: 3, late: 1 }) === 'soon' ? random.between(0, 15_000) : 90_000)
  const asked = world.cloud.payments
    .list()
    .find(({ outTradeNo, state }) => orderOfPayment(outTradeNo) === id && state === 'USERPAYING')
  if (asked) await world.pay(asked.prepayId, openid, random.weighted({ success: 5, silent: 2, fail: 1 }))
}
