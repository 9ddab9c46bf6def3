import { type CartLine, lineIdentity, type Order, type Sitting } from '@yundian/domain'
import type { Change } from '@yundian/emulator'
import type { TableGuest } from './actors/tableGuest.ts'
import type { World } from './world.ts'

/**
 * Watches every change of a sitting: a batch takes out of the cart exactly what was in it, in the order of rounds, and
 * everything that leaves the cart lies in the outbox. @returns what this change broke
 */
export function brokenByTable({ collection, doc, before }: Change): string[] {
  if (collection !== 'sittings' || !before) return []
  const [now, then] = [doc as unknown as Sitting, before as unknown as Sitting]
  const added = Object.values(now.outbox).filter(({ _id }) => !(_id in then.outbox))
  if (now.round === then.round) return added.length === 0 ? [] : [`a batch without a round in ${now._id}`]
  const [batch] = added
  if (now.round !== then.round + 1 || added.length !== 1 || batch?.batch !== then.round) {
    return [`sitting ${now._id} went from round ${then.round} to ${now.round} with ${added.length} batches`]
  }
  return Object.entries(now.cart).flatMap(([key, line]) => {
    const taken = (line.ordered ?? 0) - (then.cart[key]?.ordered ?? 0)
    const inBatch = portionsOf([batch], line)
    if (taken !== inBatch) return [`batch ${batch._id} has ${inBatch} of ${key} and took ${taken} out of the cart`]
    const wanted = balanceOf(then.cart[key] ?? line)
    return taken > 0 && taken !== wanted ? [`batch ${batch._id} took ${taken} of ${key}, ${wanted} were wanted`] : []
  })
}

/** At rest: every word of every phone stands in the cart, and every portion is in the cart or in exactly one order. */
export async function brokenTables({ cloud }: World, guests: readonly TableGuest[]): Promise<string[]> {
  const sittings = (await cloud.database.find('sittings', {})) as unknown as Sitting[]
  const orders = (await cloud.database.find('orders', {})) as unknown as Order[]
  return [
    ...sittings.flatMap((sitting) =>
      brokenSitting(
        sitting,
        orders.filter((order) => order.sitting === sitting._id),
      ),
    ),
    ...guests.flatMap((guest) => brokenGuest(guest, sittings, orders)),
  ]
}

function brokenSitting({ _id, cart, round, outbox, pending }: Sitting, batches: Order[]): string[] {
  const rounds = batches.map(({ batch }) => batch).sort((a = 0, b = 0) => a - b)
  const expected = Array.from({ length: round - 1 }, (_one, at) => at + 1)
  const left = Object.keys(outbox).length
  return [
    ...(rounds.join() === expected.join() ? [] : [`sitting ${_id} is in round ${round} and ordered ${rounds.join()}`]),
    ...(pending || left > 0 ? [`sitting ${_id} keeps ${left} batches in its outbox`] : []),
    ...Object.entries(cart).flatMap(([key, line]) => {
      const ordered = portionsOf(batches, line)
      return ordered === (line.ordered ?? 0) ? [] : [`${key}: ${line.ordered} left the cart, ${ordered} were ordered`]
    }),
  ]
}

function brokenGuest({ openid, cart, told, dismissed }: TableGuest, sittings: Sitting[], orders: Order[]): string[] {
  const lost = [...told].flatMap(([id, { lines }]) => {
    const order = orders.find(({ _id }) => _id === id)
    const [ordered, asked] = [order?.lines.map(shownLine).sort().join(), lines.map(shownLine).sort().join()]
    return ordered === asked ? [] : [`${openid} was told of batch ${id}: ${asked}, and it is ${ordered}`]
  })
  const sitting = sittings.find(({ _id }) => _id === cart?.table.sitting)
  if (!cart || !sitting || dismissed) return lost
  const standing = new Map(Object.values(sitting.cart).map((line) => [lineIdentity(line.owner, line.choice), line]))
  const unheard = Object.entries(cart.words).flatMap(([identity, { seq, n }]) => {
    const word = standing.get(identity)?.by[cart.table.me]
    return word?.seq === seq && word.n === n ? [] : [`${openid} said ${n} (${seq}) of ${identity}, it is ${word?.n}`]
  })
  return [...lost, ...unheard]
}

function portionsOf(batches: readonly Order[], { owner, choice }: CartLine): number {
  const wanted = lineIdentity(owner, choice)
  return batches
    .flatMap(({ lines }) => lines)
    .filter((line) => lineIdentity(line.owner ?? '', choiceOf(line)) === wanted)
    .reduce((sum, { quantity }) => sum + quantity, 0)
}

function choiceOf({ dish, spec, options, choices }: Order['lines'][number]): CartLine['choice'] {
  return {
    dish,
    spec: spec.id,
    options: options.map(({ group, option }) => ({ group, option })),
    choices: choices.map((choice) => ({ part: choice.part, dish: choice.dish })),
  }
}

function balanceOf({ by, ordered = 0 }: CartLine): number {
  return Object.values(by).reduce((sum, { n }) => sum + n, -ordered)
}

function shownLine(line: { quantity: number; owner?: string; dish?: string; choice?: { dish: string } }): string {
  return `${line.owner} ${line.dish ?? line.choice?.dish} × ${line.quantity}`
}
