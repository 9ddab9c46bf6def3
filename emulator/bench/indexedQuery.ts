import { Clock } from '../src/clock.ts'
import { openDatabase } from '../src/database/openDatabase.ts'
import { indexOn, makeId } from '../src/database/testDatabase.ts'
import { interleaved } from './median.ts'

const DOCUMENTS = 10_000
const MATCHES = 200
const ROUNDS = 60

/** A query that 200 of 10,000 documents match, sorted, 20 answered: with and without an index. Medians in ms. */
export async function indexedQuery(): Promise<{ indexed: number; scanned: number }> {
  const clock = new Clock()
  const database = await openDatabase({ clock, makeId })
  const stores = DOCUMENTS / MATCHES
  const orders = Array.from({ length: DOCUMENTS }, (_, n) => ({
    store: `s${n % stores}`,
    at: new Date((n * 7919) % DOCUMENTS),
    status: ['paid', 'cooking', 'served'][n % 3],
    lines: [{ dish: `d${n % 40}`, quantity: 1 + (n % 3), fen: 2800 }],
    note: 'x'.repeat(120),
  }))
  await database.createCollection('indexed', [indexOn(['store'])])
  await database.createCollection('scanned')
  for (const name of ['indexed', 'scanned']) await database.insert(name, orders)
  const ask = (name: string) => async (round: number) => {
    const page = await database.find(name, { store: `s${round % stores}` }, { sort: { at: -1 }, limit: 20 })
    if (page.length !== 20) throw new Error('the query did not find its page')
  }
  try {
    return await interleaved(ROUNDS, { indexed: ask('indexed'), scanned: ask('scanned') })
  } finally {
    await database.close()
    clock.stop()
  }
}
