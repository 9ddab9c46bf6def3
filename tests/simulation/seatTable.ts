import type { DinerReplies } from '@yundian/contract'
import { cookOrders } from './actors/kitchen.ts'
import { likeSome, sitAtTable, type TableGuest } from './actors/tableGuest.ts'
import { store } from './restaurant.ts'
import type { Perform } from './runSeed.ts'
import { brokenByTable, brokenTables } from './tableLedger.ts'
import type { World } from './world.ts'

const phones = 6

/** Six phones sit down at one table, in a restaurant that asks for the money first, or for the bill last. */
export async function seatTable(world: World): Promise<Perform> {
  const { cloud, functions, scheduler, violations } = world
  const payment = world.fork().pick(['first', 'later'])
  cloud.triggers.mode = 'drop'
  await cloud.database.update('stores', { _id: store._id }, { $set: { payment, trustScans: true } }, { multi: false })
  cloud.triggers.mode = 'deliver'
  const edited = { functionName: 'menuChanged', event: { data: { docId: store._id, doc: {} } }, source: 'wx_trigger' }
  await scheduler.runThrough(functions.call(edited))
  const asked = world.ask<DinerReplies['openMenu']>('guest1', 'diner', 'openMenu', { store: store._id })
  await scheduler.runThrough(asked)
  const reply = await asked
  if (!reply?.ok || !reply.value.menu) throw new Error('the menu was not published')
  const { menu } = reply.value
  likeSome(menu)
  cloud.database.onChange((change) => violations.push(...brokenByTable(change)))
  return (_world, _cast, closed) => {
    const guests = Array.from(
      { length: phones },
      (_, at): TableGuest => ({ openid: `guest${at + 1}`, cart: undefined, told: new Map(), dismissed: false }),
    )
    const actors = guests.map((guest) => sitAtTable(world, guest, menu, world.fork(), closed))
    return {
      actors: [...actors, cookOrders(world, world.fork(), closed)],
      brokenAtRest: () => brokenTables(world, guests),
    }
  }
}
