import type { DinerReplies, DinerRequest, TableReply } from '@yundian/contract'
import { hear, linesOn, type Menu, openPhoneCart, type PhoneCart, priceMeal, unheard, want } from '@yundian/domain'
import { sceneOf } from '@yundian/platform'
import { batchId } from '../../../cloudfunctions/diner/table/orderBatch.ts'
import type { Random } from '../random.ts'
import { store } from '../restaurant.ts'
import { simulatedTableKey } from '../simulatedHouse.ts'
import type { World } from '../world.ts'
import { lineOf } from './chooseLines.ts'
import { settle } from './diner.ts'

/** Dishes that everybody at the table wants, so that edits and last portions meet. */
const liked = ['brain', 'tripe', 'rice', 'tea', 'dandan']

/** One phone at the table: what it shows, what it said, and what the house told it that it ordered. */
export interface TableGuest {
  openid: string
  cart: PhoneCart | undefined
  /** Batches that it was told are ordered. */
  told: Map<string, DinerRequest<'orderBatch'>>
  /** True once the house said that the party is over. */
  dismissed: boolean
}

/** Somebody at table A1: edits the shared cart, orders, loses the network and comes back, pays or gives up. */
export async function sitAtTable(
  world: World,
  guest: TableGuest,
  menu: Menu,
  random: Random,
  closed: () => boolean,
): Promise<void> {
  const { scheduler } = world
  await scheduler.wait(random.between(0, 30_000))
  while (!guest.cart) {
    await scan(world, guest)
    if (closed() && !guest.cart) return
    await scheduler.wait(random.between(1_000, 8_000))
  }
  let offlineUntil = 0
  while (!closed() && !guest.dismissed) {
    if (random.chance(0.08)) offlineUntil = scheduler.now() + random.between(5_000, 120_000)
    const online = scheduler.now() >= offlineUntil
    if (random.chance(0.7)) edit(guest, random)
    if (online && random.chance(0.8)) await sendEdits(world, guest, menu)
    if (online && random.chance(0.2)) await order(world, guest, menu, random)
    if (online && random.chance(0.15)) await look(world, guest)
    await scheduler.wait(random.between(500, 20_000))
  }
  // The trouble is over by and by, and every phone finds its network again.
  while (!guest.dismissed && guest.cart && unheard(guest.cart).length > 0) {
    await sendEdits(world, guest, menu)
    await scheduler.wait(random.between(1_000, 20_000))
  }
}

async function scan(world: World, guest: TableGuest): Promise<void> {
  const scene = sceneOf(store._id, 'A1', simulatedTableKey)
  const reply = await world.ask<TableReply>(guest.openid, 'diner', 'openTable', { scene, people: 6 })
  if (reply?.ok) guest.cart = openPhoneCart(reply.value.table)
}

function edit(guest: TableGuest, random: Random): void {
  if (!guest.cart) return
  const lines = linesOn(guest.cart)
  const other = lines.length > 0 && random.chance(0.5) ? random.pick(lines) : undefined
  const { quantity: _, ...choice } = lineOf(random.pick(dishesLiked), random)
  const quantity = random.weighted({ '0': 2, '1': 4, '2': 3, '3': 1 })
  const { me } = guest.cart.table
  guest.cart = other
    ? want(guest.cart, other.owner, other.choice, Number(quantity))
    : want(guest.cart, me, choice, Number(quantity))
}

let dishesLiked: Menu['dishes'] = []

/** Says once what is on the menu. */
export function likeSome(menu: Menu): void {
  dishesLiked = menu.dishes.filter(({ id }) => liked.includes(id))
}

async function sendEdits(world: World, guest: TableGuest, menu: Menu): Promise<void> {
  if (!guest.cart) return
  const edits = unheard(guest.cart).slice(0, 50)
  if (edits.length === 0) return
  const { sitting } = guest.cart.table
  const input = { sitting, store: store._id, menuVersion: menu.version, edits }
  hearReply(guest, await world.ask<TableReply>(guest.openid, 'diner', 'editCart', input))
}

async function look(world: World, guest: TableGuest): Promise<void> {
  if (!guest.cart) return
  const { sitting } = guest.cart.table
  hearReply(guest, await world.ask<TableReply>(guest.openid, 'diner', 'openSitting', { sitting }))
}

/** Presses 下单: what the phone shows, once everything it said was heard; again while no answer comes. */
async function order(world: World, guest: TableGuest, menu: Menu, random: Random): Promise<void> {
  if (!guest.cart || unheard(guest.cart).length > 0) return
  const { table } = guest.cart
  const mineOnly = random.chance(0.3)
  const lines = linesOn(guest.cart)
    .filter(({ quantity, owner }) => quantity > 0 && quantity <= 99 && (!mineOnly || owner === table.me))
    .map(({ owner, choice, quantity, edits }) => ({ owner, choice, quantity, edits }))
  if (lines.length === 0) return
  const part = menu.store.payment === 'later' ? 'onBill' : table.round === 1 ? 'first' : 'further'
  const requests = lines.map(({ choice, quantity }) => ({ ...choice, quantity }))
  const { people, round, sitting } = table
  const at = world.scheduler.now()
  const { totalFen } = priceMeal(menu, requests, { mode: 'dineIn', at, people, part })
  const request: DinerRequest<'orderBatch'> = {
    sitting,
    store: store._id,
    table: table.table,
    round,
    people,
    menuVersion: menu.version,
    lines,
    expectedTotal: totalFen,
  }
  world.expectOrder(batchId(request), `${sitting} ${round}`)
  for (let sending = 0; sending < 3; sending++) {
    const reply = await world.ask<DinerReplies['orderBatch']>(guest.openid, 'diner', 'orderBatch', request)
    hearReply(guest, reply)
    if (reply?.ok) {
      const { order } = reply.value
      guest.told.set(order.id, request)
      if (order.status === 'placed' && random.chance(0.8)) await settle(world, guest.openid, order, random)
      return
    }
    if (reply) return look(world, guest)
    await world.scheduler.wait(random.between(1_000, 20_000))
  }
}

function hearReply(guest: TableGuest, reply: Awaited<ReturnType<World['ask']>>): void {
  if (reply?.ok && guest.cart) guest.cart = hear(guest.cart, (reply.value as TableReply).table)
  if (reply && !reply.ok && reply.code === 'sitting_closed') guest.dismissed = true
}
