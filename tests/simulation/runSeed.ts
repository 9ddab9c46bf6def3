import type { Board } from '@yundian/domain'
import { brokenInvariants } from '../house/invariants.ts'
import { keepCounter } from './actors/counter.ts'
import { dine } from './actors/diner.ts'
import { forgeNotices } from './actors/forger.ts'
import { cookOrders } from './actors/kitchen.ts'
import { editMenu } from './actors/owner.ts'
import { keepStock } from './actors/stockkeeper.ts'
import type { Coverage } from './coverage.ts'
import { listenToPrinting } from './printing.ts'
import type { Random } from './random.ts'
import { brokenRefunds } from './refundRules.ts'
import { brokenReports, untilAfterTheNight } from './reports.ts'
import { seatTable } from './seatTable.ts'
import { openWorld, type World, type WorldOptions } from './world.ts'

export interface Run {
  seed: number
  /** Empty when all is well. */
  violations: string[]
  /** Sums up all that happened: the same for the same seed and code. */
  digest: string
  coverage: Coverage
  /** The time that passed in it, jumps not counted, in ms. */
  livedMs: number
  /** Happenings, and round trips among them. */
  steps: number
  trips: number
  /** How the orders ended: how many of each. */
  ends: Record<string, number>
  /** Minutes from the end of trouble until nothing was owed. */
  ticksToRest: number
}

export interface RunOptions extends WorldOptions {
  /** How long things go wrong, in minutes of the simulated clock. */
  minutes: number
  /** The whole restaurant, or six phones at one table; absent: the restaurant. */
  scene?: 'restaurant' | 'table'
}

/** Who acts in a run, and what must be true of it in the end. */
export interface Cast {
  actors: Promise<void>[]
  brokenAtRest: () => Promise<string[]>
}

/**
 * After so many minutes without trouble nothing may be owed any more (I10): an order is held for 8 minutes, may be paid
 * for 5 more, its payment may be closed 5 minutes after it was begun, and a stray hold is swept a minute after its end.
 */
export const mostTicksToRest = 20

/** Plays one seed to its end, or to the first thing that is not as it must be. */
export async function runSeed(options: RunOptions): Promise<Run> {
  const world = await openWorld(options)
  const stopListening = listenToPrinting(world)
  const begun = world.scheduler.now()
  let ticksToRest = 0
  try {
    const perform = options.scene === 'table' ? await seatTable(world) : performAll
    const { brokenAtRest } = await trouble(world, options.minutes, perform)
    ticksToRest = await rest(world)
    if (world.violations.length === 0) world.violations.push(...(await brokenAtRest()))
    await untilAfterTheNight(world)
    world.violations.push(...brokenRefunds(world), ...(await brokenReports(world)))
  } finally {
    stopListening()
    await world.cloud.database.close()
  }
  return {
    seed: options.seed,
    violations: world.violations,
    digest: world.course.digest(),
    coverage: world.coverage,
    livedMs: world.scheduler.now() - begun - world.jumpedMs,
    steps: world.scheduler.steps,
    trips: world.trips.count,
    ends: endsOf(world),
    ticksToRest,
  }
}

function endsOf({ orders }: World): Record<string, number> {
  const ends: Record<string, number> = {}
  for (const { status, lateEnd } of orders.values()) {
    const end = lateEnd ? `${lateEnd} and ${status}` : status
    ends[end] = (ends[end] ?? 0) + 1
  }
  return ends
}

/** Diners, kitchen, owner, counter and forger at once. */
const performAll: Perform = (world, cast, closed) => {
  const diners = Array.from({ length: cast.between(2, 6) }, (_, at) =>
    dine(world, `diner${at + 1}`, world.fork(), closed),
  )
  const others = [
    cookOrders(world, world.fork(), closed),
    ...(cast.chance(0.5) ? [editMenu(world, world.fork(), closed)] : []),
    ...(cast.chance(0.5) ? [keepStock(world, world.fork(), closed)] : []),
    ...(cast.chance(0.4) ? [forgeNotices(world, world.fork(), closed)] : []),
    ...(cast.chance(0.5) ? [keepCounter(world, world.fork(), closed)] : []),
  ]
  return { actors: [...diners, ...others], brokenAtRest: async () => [] }
}

/** Begins what everybody does. */
export type Perform = (world: World, cast: Random, closed: () => boolean) => Cast

/** Everybody acts at once, and everything goes wrong that the seed has drawn. */
async function trouble(world: World, minutes: number, perform: Perform): Promise<Cast> {
  const { scheduler, violations } = world
  const cast = world.fork()
  const end = scheduler.now() + minutes * 60_000
  const closed = () => scheduler.now() >= end
  const performed = perform(world, cast, closed)
  let acting = performed.actors.length
  for (const actor of performed.actors) {
    actor.then(
      () => {
        acting -= 1
      },
      (error: Error) => violations.push(`bug of an actor: ${error.stack}`),
    )
  }
  world.cloud.timers.start()
  world.trouble.begin()
  world.cloud.trouble.set(world.refundTrouble)
  while (!closed() && violations.length === 0) {
    await scheduler.runFor(60_000)
    world.jump(world.trouble.jump())
  }
  world.trouble.stop()
  world.cloud.trouble.set({ rules: [] })
  world.course.say('the trouble is over')
  await scheduler.runUntil(() => acting === 0)
  return performed
}

/** Lets the minutes pass until nothing is owed. @returns how many it took */
async function rest(world: World): Promise<number> {
  const { scheduler, violations, cloud } = world
  let ticks = 0
  while (violations.length === 0 && !(await atRest(world))) {
    if (ticks === mostTicksToRest) {
      violations.push(`I10 not at rest after ${mostTicksToRest} minutes: ${(await owed(world)).join('; ')}`)
      break
    }
    ticks += 1
    await scheduler.runFor(60_000)
    // The checks come between the ticks, not amid one.
    await scheduler.runUntil(() => world.functions.running === 0)
  }
  if (violations.length > 0) return ticks
  violations.push(...(await brokenInvariants(cloud.database, cloud.payments.list())), ...repeatedMessages(world))
  return ticks
}

async function atRest(world: World): Promise<boolean> {
  return world.functions.running === 0 && world.trips.strays === 0 && (await owed(world)).length === 0
}

/** What is not at its end: orders that wait for money or owe something, and holds. */
async function owed({ orders, cloud, money }: World): Promise<string[]> {
  const boards = (await cloud.database.find('boards', {})) as unknown as Board[]
  return [
    ...[...orders.values()].flatMap(({ _id, status, owes }) => {
      if (status === 'placed') return [`order ${_id} is placed`]
      return owes.length > 0 ? [`order ${_id} owes ${owes.join()}`] : []
    }),
    ...boards.flatMap((board) => Object.keys(board.holds).map((id) => `${id} is held`)),
    ...unheard({ orders, money }),
  ]
}

/** I6: money that a platform took and that we have not heard of. */
function unheard({ orders, money }: Pick<World, 'orders' | 'money'>): string[] {
  return money.all().flatMap((taken) => {
    const isKnown = orders.get(taken.order)?.payment?.transactionId === taken.transactionId
    return isKnown || money.isSettled(taken)
      ? []
      : [`payment ${taken.transactionId} of ${taken.outTradeNo} is unheard of`]
  })
}

/** R23: a diner is told a thing once: that an order is ready, or that it will be at another time than he was told. */
function repeatedMessages({ sent }: World): string[] {
  const pages = sent.map(({ page, templateId, data }) => `${page} ${templateId} ${JSON.stringify(data)}`)
  return pages.filter((page, at) => pages.indexOf(page) !== at).map((page) => `R23 ${page} was sent twice`)
}
