import { Clock } from '../../clock.ts'
import type { Database, Document } from '../database.ts'
import { openDatabase } from '../openDatabase.ts'
import { makeId } from '../testDatabase.ts'

/** The values of the documents that someone saw, by id. */
export type Seen = Record<string, number>

/** What happened, in the order in which it did. Each value is written once in a history, so it tells who wrote it. */
export type Event =
  | { kind: 'read'; transaction: number; ids: string[]; group?: string; saw: Seen }
  | { kind: 'wrote'; transaction: number; id: string; value: number | undefined; group: string }
  | { kind: 'conflicted'; transaction: number; id: string }
  | { kind: 'committing' | 'committed' | 'aborted'; transaction: number }
  /** A writer without a transaction asks for a write. */
  | { kind: 'asked'; id: string; value: number }
  /** A change that everyone sees from now on. */
  | { kind: 'changed'; id: string; value: number | undefined; group: string | undefined }

export interface History {
  events: Event[]
  /** What was there in the end. */
  left: Seen
}

export const IDS = ['a', 'b', 'c', 'd']
const GROUPS = ['left', 'right']
const TRANSACTIONS = 3
const STEPS = 16

/** Plays a random history of transactions and other writers, one step at a time, on a database in memory. */
export async function playHistory(seed: number): Promise<History> {
  const random = randomNumbers(seed)
  const pick = <Item>(items: Item[]): Item => items[Math.floor(random() * items.length)]!
  const clock = new Clock('2026-03-01T12:00:00Z')
  const database = await openDatabase({ clock, makeId })
  await database.createCollection('docs', [{ name: 'group', unique: false, keys: [{ field: 'group', direction: 1 }] }])
  const events: Event[] = []
  database.onChange(({ kind, id, doc }) => {
    const isGone = kind === 'delete'
    const { v, group } = doc as unknown as { v: number; group: string }
    events.push({ kind: 'changed', id: String(id), value: isGone ? undefined : v, group: isGone ? undefined : group })
  })
  const open = new Map<number, string>()
  const waiting: Promise<unknown>[] = []
  let value = 0
  for (const id of IDS.slice(0, 3)) await database.insert('docs', [{ _id: id, v: ++value, group: pick(GROUPS) }])
  for (let transaction = 0; transaction < TRANSACTIONS; transaction += 1) open.set(transaction, database.begin())

  for (let step = 0; step < STEPS; step += 1) {
    const [transaction, handle] = pick([...open]) ?? []
    const id = pick(IDS)
    const chance = random()
    if (transaction === undefined || handle === undefined || chance < 0.15) {
      value += 1
      events.push({ kind: 'asked', id, value })
      waiting.push(database.update('docs', { _id: id }, { $set: { v: value, group: pick(GROUPS) } }, { multi: false }))
    } else if (chance < 0.45)
      await read(database, events, { transaction, handle, id, group: pick([undefined, ...GROUPS]) })
    else if (chance < 0.8) {
      value += 1
      const wanted = { transaction, handle, id, value: random() < 0.2 ? undefined : value, group: pick(GROUPS) }
      if (!(await write(database, events, wanted))) open.delete(transaction)
    } else {
      open.delete(transaction)
      await end(database, events, { transaction, handle, commits: chance < 0.95 })
    }
    await settled()
  }
  for (const [transaction, handle] of open) await end(database, events, { transaction, handle, commits: true })
  await Promise.all(waiting)
  const left = seen(await database.find('docs', {}))
  await database.close()
  clock.stop()
  return { events, left }
}

/** Lets the writers that waited for a transaction go on. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 8; turn += 1) await undefined
}

interface Step {
  transaction: number
  handle: string
}

async function read(database: Database, events: Event[], step: Step & { id: string; group?: string }): Promise<void> {
  const { transaction, handle, id, group } = step
  const filter = group === undefined ? { _id: id } : { group }
  const saw = seen(await database.find('docs', filter, { transaction: handle }))
  events.push({
    kind: 'read',
    transaction,
    ids: group === undefined ? [id] : IDS,
    ...(group !== undefined && { group }),
    saw,
  })
}

type Write = Step & { id: string; value: number | undefined; group: string }

/** Answers false when it met a conflict. */
async function write(database: Database, events: Event[], { handle, ...wanted }: Write): Promise<boolean> {
  const { id, value, group, transaction } = wanted
  const options = { multi: false, transaction: handle }
  try {
    if (value === undefined) await database.remove('docs', { _id: id }, options)
    else await database.update('docs', { _id: id }, { v: value, group }, { ...options, replace: true, upsert: true })
    events.push({ kind: 'wrote', ...wanted })
    return true
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'DATABASE_TRANSACTION_CONFLICT') throw error
    events.push({ kind: 'conflicted', transaction, id })
    return false
  }
}

async function end(database: Database, events: Event[], step: Step & { commits: boolean }): Promise<void> {
  const { transaction, handle, commits } = step
  if (!commits) {
    const aborting = database.abort(handle)
    events.push({ kind: 'aborted', transaction })
    await aborting
    return
  }
  events.push({ kind: 'committing', transaction })
  // A commit to memory is told before the call returns, so what stands between the two events is its own; the writers
  // that waited for a commit or an abort go on behind it.
  const committing = database.commit(handle)
  events.push({ kind: 'committed', transaction })
  await committing
}

const seen = (documents: Document[]): Seen =>
  Object.fromEntries(documents.map(({ _id, v }) => [String(_id), Number(v)]))

/** The same numbers between 0 and 1 for the same seed (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
