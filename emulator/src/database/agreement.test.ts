import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { CloudError } from '../cloudError.ts'
import type { Document } from './database.ts'
import { change, fields, filter, projection, sortOrder } from './naive/arbitraries.ts'
import { matches } from './naive/match.ts'
import { project, sort } from './naive/sortAndProject.ts'
import { update } from './naive/update.ts'
import { type Doc, Refused, shown } from './naive/values.ts'
import { indexOn, openTestDatabase, type TestDatabase } from './testDatabase.ts'

// On random documents the database answers what a plain reading of MongoDB's manual answers. fast-check prints the seed.

let cloud: TestDatabase

beforeAll(async () => {
  cloud = await openTestDatabase({
    indexed: [
      indexOn(['a']),
      indexOn(['b.x', 'a']),
      indexOn(['c.0']),
      { ...indexOn(['c']), sparse: true },
      indexOn(['b', 'c']),
    ],
    plain: [],
  })
})
afterAll(() => cloud.discard())

const REFUSED = 'refused'

async function orRefused(answer: Promise<unknown>): Promise<unknown> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof CloudError && error.code === 'DATABASE_REQUEST_FAILED') return REFUSED
    throw error
  }
}

function orNaivelyRefused<Answer>(answer: () => Answer): Answer | typeof REFUSED {
  try {
    return answer()
  } catch (error) {
    if (error instanceof Refused) return REFUSED
    throw error
  }
}

async function fill(collection: string, bodies: Doc[]): Promise<Document[]> {
  await cloud.database.remove(collection, {}, { multi: true })
  const documents = bodies.map((body, _id) => ({ _id, ...structuredClone(body) }))
  await cloud.database.insert(collection, documents)
  return documents
}

const bodies = fc.array(fields, { minLength: 8, maxLength: 8 })

test('finds the same documents, with indexes and without', async () => {
  const conditions = fc.array(filter, { minLength: 15, maxLength: 15 })
  await fc.assert(
    fc.asyncProperty(bodies, conditions, async (given, filters) => {
      for (const collection of ['plain', 'indexed']) {
        const documents = await fill(collection, given)
        for (const condition of filters) {
          const found = await cloud.database.find(collection, condition)
          const expected = documents.filter((document) => matches(document, condition))
          expect(
            found.map(({ _id }) => _id),
            `${collection} ${shown(condition)} ${shown(documents)}`,
          ).toEqual(expected.map(({ _id }) => _id))
        }
      }
    }),
    { numRuns: 60 },
  )
})

test('sorts the same way, with indexes and without, or refuses for the same documents', async () => {
  const requests = fc.array(fc.tuple(filter, sortOrder), { minLength: 6, maxLength: 6 })
  await fc.assert(
    fc.asyncProperty(bodies, requests, async (given, asked) => {
      for (const collection of ['plain', 'indexed']) {
        const documents = await fill(collection, given)
        for (const [condition, spec] of asked.flatMap(([some, order]) => [
          [{}, order] as const,
          [some, order] as const,
        ])) {
          const found = await orRefused(cloud.database.find(collection, condition, { sort: Object.fromEntries(spec) }))
          const matched = documents.filter((document) => matches(document, condition))
          expect(shown(found), `${collection} ${shown(condition)} ${shown(spec)} ${shown(documents)}`).toEqual(
            shown(orNaivelyRefused(() => sort(matched, spec))),
          )
        }
      }
    }),
    { numRuns: 25 },
  )
})

test('keeps and drops the same fields', async () => {
  await fc.assert(
    fc.asyncProperty(bodies, fc.array(projection, { minLength: 6, maxLength: 6 }), async (given, projections) => {
      const documents = await fill('plain', given)
      for (const { paths, keeps, withId } of projections) {
        const asked = Object.fromEntries(paths.map((each) => [each, keeps ? 1 : 0]))
        const found = await cloud.database.find('plain', {}, { projection: withId ? asked : { ...asked, _id: 0 } })
        expect(shown(found), `${shown(asked)} ${shown(documents)}`).toBe(
          shown(documents.map((document) => project(document, paths, keeps, withId))),
        )
      }
    }),
    { numRuns: 40 },
  )
})

test('changes documents the same way, or refuses the same changes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fields, change), { minLength: 12, maxLength: 12 }), async (pairs) => {
      const documents = await fill(
        'indexed',
        pairs.map(([body]) => body),
      )
      const outcomes = await Promise.all(
        pairs.map(([, wanted], _id) => orRefused(cloud.database.update('indexed', { _id }, wanted, { multi: false }))),
      )
      const after = await cloud.database.find('indexed', {})
      for (const [which, [, wanted]] of pairs.entries()) {
        const before = documents[which]!
        const expected = orNaivelyRefused(() => update(before, wanted))
        const told = `${shown(wanted)} ${shown(before)}`
        expect(shown(outcomes[which] === REFUSED ? REFUSED : after[which]), told).toBe(shown(expected))
        if (expected === REFUSED) expect(shown(after[which]), told).toBe(shown(before))
        else expect(outcomes[which], told).toEqual({ matched: 1, updated: shown(expected) === shown(before) ? 0 : 1 })
      }
    }),
    { numRuns: 50 },
  )
})
