import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Database } from './database.ts'
import { openTestDatabase, type TestDatabase } from './testDatabase.ts'

/** One step of a shop's day with a dish: of `received` portions, `left` are there and `sold` are gone. */
type Step =
  | { kind: 'sell' | 'giveBack' | 'receive'; dish: number; quantity: number; inTransaction: boolean; aborts: boolean }
  | { kind: 'restart' }

const trade = fc.record({
  kind: fc.constantFrom('sell' as const, 'giveBack' as const, 'receive' as const),
  dish: fc.integer({ min: 0, max: 2 }),
  quantity: fc.integer({ min: 1, max: 5 }),
  inTransaction: fc.boolean(),
  aborts: fc.boolean(),
})
const history = fc.array(fc.oneof({ weight: 12, arbitrary: trade }, fc.constant<Step>({ kind: 'restart' })), {
  maxLength: 40,
})

const CHANGES = {
  sell: (n: number) => [{ left: { $gte: n } }, { $inc: { left: -n, sold: n } }],
  giveBack: (n: number) => [{ sold: { $gte: n } }, { $inc: { left: n, sold: -n } }],
  receive: (n: number) => [{}, { $inc: { left: n, received: n } }],
} satisfies Record<string, (n: number) => [object, object]>

/** Makes one step; answers the quantity that it moved, 0 when it was refused, aborted or met a conflict. */
async function trades(database: Database, step: Exclude<Step, { kind: 'restart' }>): Promise<number> {
  const [condition, change] = CHANGES[step.kind](step.quantity)
  const transaction = step.inTransaction ? database.begin() : undefined
  const filter = { _id: `dish${step.dish}`, ...condition }
  try {
    const { updated } = await database.update('stock', filter, { ...change }, { multi: false, transaction })
    if (transaction === undefined) return updated * step.quantity
    if (step.aborts) {
      await database.abort(transaction)
      return 0
    }
    await database.commit(transaction)
    return updated * step.quantity
  } catch (error) {
    expect(error).toMatchObject({ code: 'DATABASE_TRANSACTION_CONFLICT' })
    return 0
  }
}

async function play(shop: TestDatabase, steps: Step[]): Promise<void> {
  const booked = [0, 1, 2].map(() => ({ left: 3, sold: 0, received: 3 }))
  for (const [dish, stock] of booked.entries()) await shop.database.insert('stock', [{ _id: `dish${dish}`, ...stock }])
  let running: Promise<void>[] = []
  for (const step of steps) {
    if (step.kind === 'restart') {
      await Promise.all(running)
      running = []
      await shop.reopen()
      continue
    }
    const book = booked[step.dish]!
    running.push(
      trades(shop.database, step).then((moved) => {
        if (step.kind === 'receive') book.received += moved
        else book.sold += step.kind === 'sell' ? moved : -moved
        book.left = book.received - book.sold
      }),
    )
  }
  await Promise.all(running)
  for (const [dish, book] of booked.entries()) {
    expect(await shop.database.find('stock', { _id: `dish${dish}` })).toEqual([{ _id: `dish${dish}`, ...book }])
    expect(Math.min(book.left, book.sold)).toBeGreaterThanOrEqual(0)
  }
}

test('left + sold = received, and never below zero, after any parallel history with transactions and restarts', async () => {
  await fc.assert(
    fc.asyncProperty(history, async (steps) => {
      const shop = await openTestDatabase({ stock: [] })
      try {
        await play(shop, steps)
      } finally {
        await shop.discard()
      }
    }),
    { numRuns: 25 },
  )
})
