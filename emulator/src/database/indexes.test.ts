import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Database, Document, Filter } from './database.ts'
import { indexOn, openTestDatabase } from './testDatabase.ts'

const scalar = fc.constantFrom<unknown>(1, '1', null, new Date(1))
const value = fc.oneof(
  { weight: 3, arbitrary: scalar },
  fc.array(scalar, { maxLength: 2 }),
  fc.record({ c: scalar }, { requiredKeys: [] }),
)
const inner = fc.oneof(value, fc.array(fc.record({ b: scalar }, { requiredKeys: [] }), { maxLength: 2 }))
const body = fc.record({ a: value, b: value, deep: fc.oneof(fc.record({ b: inner }), inner) }, { requiredKeys: [] })

const condition = fc.oneof(scalar, fc.record({ $in: fc.array(scalar, { maxLength: 3 }) }), fc.record({ $eq: scalar }))
const filter = fc.oneof(
  fc.constantFrom('a', 'b', 'deep.b').chain((field) => fc.record({ [field]: condition })),
  fc.record({ a: condition, b: condition, 'deep.b': condition }, { requiredKeys: [] }),
  fc.record({
    $and: fc.array(fc.record({ a: condition, b: condition }, { requiredKeys: [] }), { minLength: 1, maxLength: 2 }),
  }),
)

const step = fc.oneof(
  fc.record({ kind: fc.constant('put' as const), id: fc.nat(2), body, inTransaction: fc.boolean() }),
  fc.record({ kind: fc.constant('set' as const), id: fc.nat(2), body, inTransaction: fc.boolean() }),
  fc.record({ kind: fc.constant('remove' as const), id: fc.nat(2), inTransaction: fc.boolean() }),
)
type Step = typeof step extends fc.Arbitrary<infer Made> ? Made : never

async function make(database: Database, name: string, change: Step): Promise<void> {
  const transaction = change.inTransaction ? database.begin() : undefined
  const only = { _id: change.id }
  if (change.kind === 'put')
    await database.update(name, only, change.body, { multi: false, replace: true, upsert: true, transaction })
  if (change.kind === 'set') await database.update(name, only, { $set: change.body }, { multi: false, transaction })
  if (change.kind === 'remove') await database.remove(name, only, { multi: false, transaction })
  if (transaction !== undefined) await database.commit(transaction)
}

const byId = (documents: Document[]) => [...documents].sort((a, b) => Number(a._id) - Number(b._id))

test('indexes find exactly what reading every document finds, now and in an older snapshot', async () => {
  const indexes = [indexOn(['a', 'b']), indexOn(['b']), indexOn(['deep.b', 'a'])]
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 3, maxLength: 12 }),
      fc.array(step, { minLength: 2, maxLength: 8 }),
      fc.array(filter, { minLength: 5, maxLength: 10 }),
      async (early, late, filters) => {
        const cloud = await openTestDatabase({ indexed: indexes, plain: [] })
        const { database } = cloud
        try {
          for (const name of ['indexed', 'plain']) for (const change of early) await make(database, name, change)
          const transaction = database.begin()
          const old = await database.find('plain', {}, { transaction })
          for (const name of ['indexed', 'plain']) for (const change of late) await make(database, name, change)
          expect(byId(await database.find('indexed', {}, { transaction }))).toEqual(byId(old))
          for (const wanted of filters as Filter[]) {
            const ofAll = await database.find('plain', wanted)
            expect(byId(await database.find('indexed', wanted))).toEqual(byId(ofAll))
            const ofOld = await database.find('plain', wanted, { transaction })
            expect(byId(await database.find('indexed', wanted, { transaction }))).toEqual(byId(ofOld))
          }
        } finally {
          await cloud.discard()
        }
      },
    ),
    { numRuns: 30 },
  )
})
