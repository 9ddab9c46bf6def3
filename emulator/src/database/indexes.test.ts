import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Clock } from '../clock.ts'
import type { Database, Document, Filter, IndexDeclaration, SortOrder } from './database.ts'
import { openDatabase } from './openDatabase.ts'
import { indexOn, makeId } from './testDatabase.ts'

/** Values by type that are near each other in an order, or that a text of keys could mix up. */
const KINDS = [
  [1, -1, 0, -0, 1.5, -1e300, 5e-324, Number.POSITIVE_INFINITY],
  ['', '1', 'a', 'a\0', 'a\u0001', 'ab', '\uffff'],
  [new Date(1), new Date(0), new Date(-1)],
  [true, false],
]
const scalar = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...KINDS[0]!) },
  fc.constantFrom<unknown>(null, Number.NaN, ...KINDS.flat()),
)
/** Ends of one type, so that something lies between them. */
const range = fc.constantFrom(KINDS[0]!, ...KINDS).chain((kind) => {
  const end = fc.constantFrom<unknown>(...kind)
  return fc.record({ $gt: end, $gte: end, $lt: end, $lte: end }, { requiredKeys: [] }).filter(hasFields)
})
const value = fc.oneof(
  { weight: 3, arbitrary: scalar },
  fc.array(scalar, { maxLength: 2 }),
  fc.record({ c: scalar }, { requiredKeys: [] }),
)
const inner = fc.oneof(value, fc.array(fc.record({ b: scalar }, { requiredKeys: [] }), { maxLength: 2 }))
const body = fc.record({ a: value, b: value, deep: fc.oneof(fc.record({ b: inner }), inner) }, { requiredKeys: [] })
/** Without arrays, an index gives the order and both ends of a range. */
const plainBody = fc.record(
  { a: scalar, b: scalar, deep: fc.record({ b: scalar }, { requiredKeys: [] }) },
  { requiredKeys: [] },
)

function hasFields(made: object): boolean {
  return Object.keys(made).length > 0
}

const condition = fc.oneof(
  scalar,
  fc.record({ $in: fc.array(scalar, { maxLength: 3 }) }),
  fc.record({ $eq: scalar }),
  range,
  range,
)
const filter = fc.oneof(
  fc.constantFrom('a', 'b', 'deep.b').chain((field) => fc.record({ [field]: condition })),
  fc.record({ a: condition, b: condition, 'deep.b': condition }, { requiredKeys: [] }),
  fc.record({
    $and: fc.array(fc.record({ a: condition, b: condition }, { requiredKeys: [] }), { minLength: 1, maxLength: 2 }),
  }),
)

const stepOf = (bodies: typeof body | typeof plainBody) =>
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('put' as const),
        id: fc.nat(11),
        body: bodies,
        inTransaction: fc.boolean(),
      }),
    },
    fc.record({ kind: fc.constant('set' as const), id: fc.nat(11), body: bodies, inTransaction: fc.boolean() }),
    fc.record({ kind: fc.constant('remove' as const), id: fc.nat(11), inTransaction: fc.boolean() }),
  )
const steps = fc.constantFrom(body, plainBody).chain((bodies) =>
  fc.record({
    early: fc.array(stepOf(bodies), { minLength: 8, maxLength: 20 }),
    late: fc.array(stepOf(bodies), { minLength: 2, maxLength: 8 }),
  }),
)
type Step = ReturnType<typeof stepOf> extends fc.Arbitrary<infer Made> ? Made : never

async function make(database: Database, name: string, change: Step): Promise<void> {
  const transaction = change.inTransaction ? database.begin() : undefined
  const only = { _id: change.id }
  if (change.kind === 'put')
    await database.update(name, only, change.body, { multi: false, replace: true, upsert: true, transaction })
  if (change.kind === 'set') await database.update(name, only, { $set: change.body }, { multi: false, transaction })
  if (change.kind === 'remove') await database.remove(name, only, { multi: false, transaction })
  if (transaction !== undefined) await database.commit(transaction)
}

const direction = fc.constantFrom(1 as const, -1 as const)
const sort: fc.Arbitrary<SortOrder> = fc
  .uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'deep.b'), direction), { selector: ([field]) => field, maxLength: 2 })
  .map((fields) => Object.fromEntries(fields))
const search = fc.record({
  filter,
  sort,
  skip: fc.nat(1),
  limit: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
})

const INDEXES: IndexDeclaration[] = [
  indexOn(['a', 'b']),
  { name: 'b down', unique: false, keys: [{ field: 'b', direction: -1 }] },
  {
    name: 'mixed',
    unique: false,
    keys: [
      { field: 'deep.b', direction: 1 },
      { field: 'a', direction: -1 },
    ],
  },
  { ...indexOn(['a']), name: 'sparse', sparse: true },
]

/** Documents, or the code of the refusal: one of parallel arrays cannot be sorted. */
const outcome = (found: Promise<Document[]>): Promise<unknown> => found.catch(({ code }: { code: unknown }) => code)

const byId = (documents: Document[]) => [...documents].sort((a, b) => Number(a._id) - Number(b._id))

test('queries through indexes answer what reading and sorting every document answers, in an older snapshot too', async () => {
  await fc.assert(
    fc.asyncProperty(steps, fc.array(search, { minLength: 5, maxLength: 10 }), async ({ early, late }, searches) => {
      const clock = new Clock('2026-03-01T12:00:00Z')
      const database = await openDatabase({ clock, makeId })
      try {
        await database.createCollection('indexed', INDEXES)
        await database.createCollection('plain')
        for (const name of ['indexed', 'plain']) for (const change of early) await make(database, name, change)
        const transaction = database.begin()
        const old = await database.find('plain', {}, { transaction })
        for (const name of ['indexed', 'plain']) for (const change of late) await make(database, name, change)
        expect(byId(await database.find('indexed', {}, { transaction }))).toEqual(byId(old))
        for (const { filter, ...options } of searches) {
          const found = (name: string) => outcome(database.find(name, filter as Filter, options))
          expect(await found('indexed')).toEqual(await found('plain'))
          const ofOld = await database.find('plain', filter as Filter, { transaction })
          expect(byId(await database.find('indexed', filter as Filter, { transaction }))).toEqual(byId(ofOld))
        }
      } finally {
        await database.close()
        clock.stop()
      }
    }),
    { numRuns: 120 },
  )
})
