import { writeSync } from 'node:fs'
import { Clock } from '../src/clock.ts'
import { openDatabase } from '../src/database/openDatabase.ts'
import { indexOn, makeId } from '../src/database/testDatabase.ts'

/**
 * A process to be killed: writes to the database in the folder of its first argument without end, and says each
 * acknowledged step as one line `<kind> <number>` on its output, written synchronously so that no line is lost.
 */
const database = await openDatabase({ dir: process.argv[2]!, clock: new Clock(), makeId })
await database.createCollection('orders', [indexOn(['number'], true), indexOn(['diner'])])
await database.createCollection('stock')
await database.update(
  'stock',
  { _id: 'hot' },
  { left: 1_000_000, sold: 0 },
  { multi: false, replace: true, upsert: true },
)
const acknowledge = (line: string) => writeSync(1, `${line}\n`)

async function placeOrders(writer: number): Promise<never> {
  for (let step = 0; ; step += 1) {
    const number = step * 4 + writer
    await database.insert('orders', [{ _id: `o${number}`, number, diner: `d${number % 7}`, status: 'placed' }])
    acknowledge(`placed ${number}`)
    await database.update(
      'orders',
      { _id: `o${number}`, status: 'placed' },
      { $set: { status: 'paid' } },
      { multi: false },
    )
    acknowledge(`paid ${number}`)
    const ghost = database.begin()
    await database.insert('orders', [{ _id: `g${number}`, number: 0.5 + number, diner: 'ghost' }], ghost)
    const transaction = database.begin()
    try {
      await database.update('stock', { _id: 'hot' }, { $inc: { left: -1, sold: 1 } }, { multi: false, transaction })
      await database.insert('orders', [{ _id: `t${number}`, number: -1 - number, diner: 'ticket' }], transaction)
      await database.commit(transaction)
      acknowledge(`ticket ${number}`)
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'DATABASE_TRANSACTION_CONFLICT') throw error
    }
    await database.abort(ghost)
  }
}

await Promise.all([0, 1, 2, 3].map(placeOrders))
