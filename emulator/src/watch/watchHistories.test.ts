import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Document, Filter, SortOrder } from '../database/database.ts'
import type { FrameCarrier } from './frames.ts'
import type { TestWatch, WatchRequest } from './testClient.ts'
import { startTestRealtime, type TestRealtime } from './testRealtime.ts'

let cloud: TestRealtime
beforeAll(async () => {
  cloud = await startTestRealtime()
})
afterAll(() => cloud.stop())

const ids = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 7)
const numbers = fc.integer({ min: 0, max: 3 })
const tags = fc.constantFrom('x', 'y', null)
const body = fc.record(
  { n: numbers, tag: tags, list: fc.array(numbers, { maxLength: 2 }), deep: fc.record({ m: numbers }) },
  { requiredKeys: [] },
)

const filters: fc.Arbitrary<Filter> = fc.oneof(
  fc.constant({}),
  fc.record({ n: fc.record({ $gte: numbers }) }),
  fc.record({ tag: tags }),
  fc.record({ list: numbers }),
  fc.record({ 'deep.m': numbers, tag: tags }),
  fc.record({ _id: fc.record({ $in: fc.array(ids, { maxLength: 3 }) }) }),
  fc.record({ tag: fc.record({ $in: fc.array(tags, { maxLength: 2 }) }), n: fc.record({ $ne: numbers }) }),
  fc.record({ $and: fc.tuple(fc.record({ 'list.0': numbers }), fc.record({ n: fc.record({ $lte: numbers }) })) }),
  fc.record({ deep: fc.record({ m: numbers }), list: fc.constantFrom([], [1]) }),
  fc.record({ $or: fc.tuple(fc.record({ n: numbers }), fc.record({ tag: tags })) }),
)
const orders: fc.Arbitrary<SortOrder> = fc.oneof(
  fc.constant({}),
  fc.constantFrom<SortOrder>({ n: 1 }, { n: -1 }, { tag: 1, n: -1 }, { list: 1 }, { 'deep.m': -1, _id: 1 }),
)
const limits = fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined })

type Write =
  | { kind: 'insert'; docs: Record<string, unknown>[] }
  | { kind: 'update'; filter: Filter; change: Record<string, unknown>; multi: boolean }
  | { kind: 'replace'; id: string | number; body: Record<string, unknown> }
  | { kind: 'remove'; filter: Filter; multi: boolean }

const changes = fc.oneof(
  fc.record({ $inc: fc.record({ n: fc.constantFrom(1, -1) }) }),
  fc.record({ $set: fc.record({ tag: tags, 'deep.m': numbers }) }),
  fc.constant({ $unset: { tag: '' } }),
  fc.record({ $push: fc.record({ list: fc.record({ $each: fc.array(numbers, { maxLength: 2 }) }) }) }),
)
const writes: fc.Arbitrary<Write> = fc.oneof(
  fc.record({
    kind: fc.constant('insert' as const),
    docs: fc.array(
      fc.tuple(ids, body).map(([_id, fields]) => ({ _id, ...fields })),
      { maxLength: 3 },
    ),
  }),
  fc.record({ kind: fc.constant('update' as const), filter: filters, change: changes, multi: fc.boolean() }),
  fc.record({ kind: fc.constant('replace' as const), id: ids, body }),
  fc.record({ kind: fc.constant('remove' as const), filter: filters, multi: fc.boolean() }),
)

type Step =
  | { kind: 'write'; write: Write; isAwaited: boolean }
  | { kind: 'transaction'; writes: Write[]; isCommitted: boolean }
  | { kind: 'watch'; filter: Filter; orderBy: SortOrder; limit: number | undefined; client: number }
  | { kind: 'cut'; client: number }
  | { kind: 'settle' }

const clients = fc.integer({ min: 0, max: 1 })
const steps = (cuts: boolean): fc.Arbitrary<Step> =>
  fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record({ kind: fc.constant('write' as const), write: writes, isAwaited: fc.boolean() }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('transaction' as const),
        writes: fc.array(writes, { maxLength: 5 }),
        isCommitted: fc.boolean(),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('watch' as const),
        filter: filters,
        orderBy: orders,
        limit: limits,
        client: clients,
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('settle' as const) }) },
    { weight: cuts ? 2 : 0, arbitrary: fc.record({ kind: fc.constant('cut' as const), client: clients }) },
  )

let runs = 0

/** Trouble that pauses while the clients settle: the official ones wait for an answer and ask again, these do not. */
interface Trouble {
  begin(): void
  pause(): void
}

/** Runs one history with two clients, comparing at each `settle` and at the end. */
async function live(history: Step[], trouble?: Trouble): Promise<TestWatch[]> {
  const { database } = cloud
  const collection = `c${runs++}`
  await database.createCollection(collection)
  const watching = [await cloud.client(), await cloud.client()]
  const watched: { watch: TestWatch; filter: Filter; orderBy: SortOrder; limit: number | undefined }[] = []
  const running: Promise<unknown>[] = []
  const settle = async () => {
    trouble?.pause()
    await Promise.all(running.splice(0))
    for (const client of watching) await client.settle()
    for (const { watch, filter, orderBy, limit } of watched) {
      const expected = await database.find(collection, filter, { sort: orderBy, limit })
      expect(watch.error).toBeUndefined()
      expect(byId([...watch.docs.values()] as Document[])).toEqual(byId(expected))
    }
    trouble?.begin()
  }
  trouble?.begin()
  for (const step of history) {
    if (step.kind === 'write') {
      const done = write(collection, step.write)
      if (step.isAwaited) await done
      else running.push(done)
    } else if (step.kind === 'transaction') {
      const transaction = database.begin()
      for (const each of step.writes) await write(collection, each, transaction)
      const end = step.isCommitted ? database.commit(transaction) : database.abort(transaction)
      running.push(end.catch(() => undefined))
    } else if (step.kind === 'watch') {
      const { filter, orderBy, limit, client } = step
      const watch = watching[client]!.watch(requestOf(collection, filter, orderBy, limit))
      watched.push({ watch, filter, orderBy, limit })
      const begun = watching[client]!.isConnected ? watch.init() : undefined
      if (trouble === undefined) running.push(begun ?? Promise.resolve())
    } else if (step.kind === 'cut') watching[step.client]!.cut()
    else await settle()
  }
  await settle()
  for (const client of watching) client.cut()
  return watched.map(({ watch }) => watch)
}

const byId = (docs: Document[]) => new Map(docs.map((doc) => [doc._id, doc]))

function requestOf(collName: string, filter: Filter, orderBy: SortOrder, limit: number | undefined): WatchRequest {
  const directions = Object.entries(orderBy).map(([field, sign]) => [field, sign === 1 ? 'asc' : 'desc'])
  return { collName, query: JSON.stringify(filter), orderBy: Object.fromEntries(directions), limit }
}

/** What cannot be done (a duplicate `_id`, a conflict, `$push` to null) leaves nothing; that is what is wanted here. */
async function write(collection: string, step: Write, transaction?: string): Promise<void> {
  const { database } = cloud
  const options = transaction === undefined ? {} : { transaction }
  try {
    if (step.kind === 'insert') await database.insert(collection, step.docs, transaction)
    else if (step.kind === 'update')
      await database.update(collection, step.filter, step.change, { multi: step.multi, ...options })
    else if (step.kind === 'replace')
      await database.update(collection, { _id: step.id }, step.body, {
        multi: false,
        replace: true,
        upsert: true,
        ...options,
      })
    else await database.remove(collection, step.filter, { multi: step.multi, ...options })
  } catch (error) {
    if (!(error as { code?: string }).code?.startsWith('DATABASE_')) throw error
  }
}

const LONG = { timeout: 120_000 }

test('after any history, what a watch shows is what its query finds, and no event was odd', LONG, async () => {
  const history = fc.array(steps(false), { minLength: 10, maxLength: 40 })
  const property = fc.asyncProperty(history, async (each) => {
    for (const watch of await live(each)) expect(watch.oddities).toEqual([])
  })
  await fc.assert(property, { numRuns: 60 })
})

/** Loses, repeats, delays and reorders frames, as drawn from a seed. What tells who is logged in gets through. */
function badFrames(seed: number): Trouble {
  let state = seed
  const draw = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  const late: (() => void)[] = []
  const deliverLate = () => {
    for (const deliver of late.splice(0)) deliver()
  }
  const carryBadly: FrameCarrier = (frame, deliver) => {
    const luck = draw()
    if (frame.msgType === 'LOGIN_RES' || luck < 0.5) deliver()
    else if (luck < 0.65) return
    else if (luck < 0.75) {
      deliver()
      deliver()
    } else if (luck < 0.9) late.unshift(deliver)
    else {
      deliver()
      deliverLate()
    }
  }
  const carryWell = cloud.realtime.carry
  return {
    begin: () => {
      cloud.realtime.carry = carryBadly
    },
    pause: () => {
      cloud.realtime.carry = carryWell
      deliverLate()
    },
  }
}

test('cut off and with lost, repeated, late and reordered frames, it comes to the same', LONG, async () => {
  const history = fc.array(steps(true), { minLength: 10, maxLength: 40 })
  const property = fc.asyncProperty(history, fc.nat(), async (each, seed) => {
    const trouble = badFrames(seed)
    try {
      await live(each, trouble)
    } finally {
      trouble.pause()
    }
  })
  await fc.assert(property, { numRuns: 60 })
})
