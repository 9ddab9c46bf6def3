import type { TestWatch } from '../src/watch/testClient.ts'
import { startTestRealtime, type TestRealtime } from '../src/watch/testRealtime.ts'

/** How often each of the many watchers is told of an update. */
const ROUNDS = 5
/** Watches that share one connection, as the SDKs do it: a page has one for all of its watches. */
const WATCHES_PER_CLIENT = 10

/**
 * What it costs to let a watcher know of an update to its document, in microseconds, when 10 and when 1,000 watch the
 * collection, each a document of its own. Ten of the few and ten of the many take turns; medians.
 */
export async function watchers(): Promise<{ perWatcher10: number; perWatcher1000: number }> {
  const cloud = await startTestRealtime()
  try {
    const few = await crowd(cloud, 'few', 10)
    const many = await crowd(cloud, 'many', 1000)
    const times: { few: number[]; many: number[] } = { few: [], many: [] }
    for (let turn = 0; turn < ROUNDS * many.length; turn += WATCHES_PER_CLIENT) {
      times.few.push(await updateTen(cloud, 'few', few, 0))
      times.many.push(await updateTen(cloud, 'many', many, turn % many.length))
    }
    return { perWatcher10: median(times.few), perWatcher1000: median(times.many) }
  } finally {
    await cloud.stop()
  }
}

/** Makes a collection with a document for each of so many watchers, and lets them watch. */
async function crowd({ database, client }: TestRealtime, collName: string, size: number): Promise<TestWatch[]> {
  await database.createCollection(collName)
  const tables = Array.from({ length: size }, (_unused, table) => table)
  await database.insert(
    collName,
    tables.map((table) => ({ _id: table, table, count: 0 })),
  )
  const watches: TestWatch[] = []
  for (let first = 0; first < size; first += WATCHES_PER_CLIENT) {
    const connected = await client()
    for (const table of tables.slice(first, first + WATCHES_PER_CLIENT)) {
      const watch = connected.watch({ collName, query: JSON.stringify({ table }) })
      await watch.init()
      watches.push(watch)
    }
  }
  return watches
}

/** Updates the documents of ten watchers and waits until they know. @returns microseconds for each */
async function updateTen(
  { database }: TestRealtime,
  collection: string,
  watches: TestWatch[],
  first: number,
): Promise<number> {
  const told = watches.slice(first, first + WATCHES_PER_CLIENT).map((watch) => watch.nextSnapshot())
  const begun = performance.now()
  for (let table = first; table < first + WATCHES_PER_CLIENT; table += 1) {
    await database.update(collection, { _id: table }, { $inc: { count: 1 } }, { multi: false })
  }
  await Promise.all(told)
  return ((performance.now() - begun) * 1000) / WATCHES_PER_CLIENT
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
