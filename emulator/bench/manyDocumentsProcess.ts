import { EJSON } from 'bson'
import { databaseActions } from '../src/admin/databaseActions.ts'
import { Clock } from '../src/clock.ts'
import type { Database } from '../src/database/database.ts'
import { openDatabase } from '../src/database/openDatabase.ts'
import { makeId } from '../src/database/testDatabase.ts'
import type { ManyDocuments } from './manyDocuments.ts'
import { interleaved } from './median.ts'

/** The processes of `manyDocuments`: `fill` or `measure`, a folder, a number of documents. */
const [act, dir = '', text] = process.argv.slice(2)
const count = Number(text)
const FEW = 1000
const BATCH = 5000
const LOOKUPS_A_ROUND = 200

const clock = new Clock()
const start = performance.now()
const onLoading = (loaded: number, of: number) => process.stderr.write(`loading: ${loaded} of ${of} records\n`)
const database = await openDatabase({ dir, clock, makeId, onLoading })
if (act === 'fill') await fill(database)
else process.stdout.write(JSON.stringify(await measure(database)))
await database.close()
clock.stop()

/** 300 bytes as JSON. */
function documentOf(n: number): Record<string, unknown> {
  const order = { _id: `order-${n}`, number: n, store: `store-${n % 50}`, diner: `diner-${n % 9973}`, status: 'served' }
  const full = { ...order, at: new Date(1_700_000_000_000 + n * 1000), total: 4200 + (n % 90), note: '' }
  return { ...full, note: 'x'.repeat(300 - JSON.stringify(full).length) }
}

async function fill(target: Database): Promise<void> {
  await target.createCollection('many')
  await target.createCollection('few')
  await target.insert(
    'few',
    Array.from({ length: FEW }, (_, n) => documentOf(n)),
  )
  for (let from = 0; from < count; from += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, count - from) }, (_, n) => documentOf(from + n))
    await target.insert('many', batch)
  }
}

async function measure(target: Database): Promise<ManyDocuments> {
  const loadSeconds = (performance.now() - start) / 1000
  const residentMb = process.memoryUsage().rss / 1024 / 1024
  const getDocument = databaseActions(target)['database.getDocument']!
  const lookUp = (collectionName: string, documents: number) => async (round: number) => {
    for (let n = 0; n < LOOKUPS_A_ROUND; n += 1) {
      const _id = `order-${((round * LOOKUPS_A_ROUND + n) * 7919) % documents}`
      const { data } = await getDocument({ collectionName, queryType: 'DOC', query: EJSON.stringify({ _id }) })
      if (!(data as { list: string[] }).list[0]?.includes(_id)) throw new Error('the look-up did not find its document')
    }
  }
  const acts = { few: lookUp('few', FEW), many: lookUp('many', count) }
  await interleaved(20, acts)
  const { few, many } = await interleaved(100, acts)
  const microseconds = (ms: number) => (ms * 1000) / LOOKUPS_A_ROUND
  return { loadSeconds, residentMb, lookupOfThousand: microseconds(few), lookupOfMany: microseconds(many) }
}
