import type { DinerReplies, DinerRequest, OrderView, PaymentArguments } from '@yundian/contract'
import type { Menu } from '@yundian/domain'
import { priceMeal } from '@yundian/domain'
import { hashId } from '@yundian/platform'
import type { Random } from '../random.ts'
import { store } from '../restaurant.ts'
import type { World } from '../world.ts'
import { chooseLines } from './chooseLines.ts'

/** How often a phone sends a request again when no answer came. */
const mostSendings = 3

/** A diner with one phone or two: orders, pays or not, comes back, gives up, in every order that people do. */
export async function dine(world: World, openid: string, random: Random, closed: () => boolean): Promise<void> {
  const { scheduler } = world
  await scheduler.wait(random.between(0, 240_000))
  while (!closed()) {
    const menu = await openMenu(world, openid)
    const order = menu && (await placeSome(world, openid, menu, random))
    if (order) await settle(world, openid, order, random)
    await scheduler.wait(random.between(1_000, 200_000))
  }
}

async function openMenu(world: World, openid: string): Promise<Menu | undefined> {
  const reply = await world.ask<DinerReplies['openMenu']>(openid, 'diner', 'openMenu', { store: store._id })
  return reply?.ok ? reply.value.menu : undefined
}

/** Orders something; the same request is sent again while no answer comes, and by an impatient thumb. */
async function placeSome(world: World, openid: string, menu: Menu, random: Random): Promise<OrderView | undefined> {
  const lines = chooseLines(menu, random)
  const requestKey = random.hex(16)
  world.expectOrder(hashId(openid, requestKey), requestKey)
  const where = random.chance(0.8) ? { mode: 'dineIn' as const, table: 'A1' } : { mode: 'pickup' as const }
  const { totalFen } = priceMeal(menu, lines, { mode: where.mode, at: world.scheduler.now() })
  const request: DinerRequest<'placeOrder'> = {
    store: store._id,
    requestKey,
    menuVersion: menu.version,
    ...where,
    lines,
    expectedTotal: totalFen + (random.chance(0.03) ? 100 : 0),
  }
  const send = () => world.ask<OrderView>(openid, 'diner', 'placeOrder', request)
  for (let sending = 0; sending < mostSendings; sending++) {
    const [reply] = random.chance(0.25) ? await Promise.all([send(), laterTap(world, send, random)]) : [await send()]
    if (reply?.ok) return reply.value
    if (reply) return undefined
    await world.scheduler.wait(random.between(1_000, 20_000))
  }
  return undefined
}

async function laterTap<Answer>(world: World, tap: () => Promise<Answer>, random: Random): Promise<Answer> {
  await world.scheduler.wait(random.between(0, 300))
  return tap()
}

/** Everything that diners do about an order that they placed. */
export async function settle(
  world: World,
  openid: string,
  order: Pick<OrderView, 'id'>,
  random: Random,
): Promise<void> {
  const one = () => random.pick(deeds)(world, openid, order.id, random)
  if (random.chance(0.1)) return
  if (random.chance(0.2)) {
    // Two phones, or two windows of one.
    await Promise.all([one(), one()])
  }
  const deedsDone = random.between(1, 3)
  for (let deed = 0; deed < deedsDone; deed++) {
    await one()
    await world.scheduler.wait(random.between(0, 60_000))
  }
}

type Deed = (world: World, openid: string, order: string, random: Random) => Promise<void>

const ask = (world: World, openid: string, action: string, order: string) =>
  world.ask<OrderView>(openid, 'diner', action, { order })

const payNow: Deed = async (world, openid, order, random) => {
  const prepay = await startPayment(world, openid, order)
  if (!prepay) return
  await world.scheduler.wait(random.between(500, 30_000))
  await world.pay(prepay, openid, random.weighted({ success: 6, fail: 1, silent: 1 }))
  if (random.chance(0.7)) await ask(world, openid, 'checkPayment', order)
}

/** The sheet stays open, longer than the order may live. */
const payLate: Deed = async (world, openid, order, random) => {
  const prepay = await startPayment(world, openid, order)
  if (!prepay) return
  await world.scheduler.wait(random.between(60_000, 700_000))
  await world.pay(prepay, openid, random.pick(['success', 'silent']))
}

/** On the other phone, or in anger: cancelled while the sheet is open, and paid all the same. */
const cancelThenPay: Deed = async (world, openid, order, random) => {
  const prepay = await startPayment(world, openid, order)
  await world.scheduler.wait(random.between(0, 5_000))
  const cancelled = ask(world, openid, 'cancelOrder', order)
  await world.scheduler.wait(random.between(0, 20_000))
  if (prepay) await world.pay(prepay, openid, random.pick(['success', 'success', 'silent']))
  await cancelled
}

const beginOnly: Deed = async (world, openid, order) => {
  await startPayment(world, openid, order)
}
const cancel: Deed = async (world, openid, order) => {
  await ask(world, openid, 'cancelOrder', order)
}
const askBack: Deed = async (world, openid, order, random) => {
  const input = { order, requestKey: random.hex(16), reason: 'changed my mind' }
  const send = () => world.ask<OrderView>(openid, 'diner', 'askRefund', input)
  if (random.chance(0.3)) await Promise.all([send(), laterTap(world, send, random)])
  else await send()
}
const look: Deed = async (world, openid, order, random) => {
  await ask(world, openid, random.pick(['openOrder', 'checkPayment']), order)
  if (random.chance(0.3)) await world.ask(openid, 'diner', 'myOrders', {})
  if (random.chance(0.3)) await world.ask(openid, 'diner', 'myMembership', {})
}

const deeds: Deed[] = [payNow, payNow, payNow, payNow, payLate, cancelThenPay, beginOnly, cancel, askBack, look]

/** @returns the prepay id of the sheet that opens */
async function startPayment(world: World, openid: string, order: string): Promise<string | undefined> {
  const reply = await world.ask<PaymentArguments>(openid, 'diner', 'payOrder', { order })
  return reply?.ok ? reply.value.package.replace('prepay_id=', '') : undefined
}
