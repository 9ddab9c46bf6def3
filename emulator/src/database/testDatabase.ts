import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Clock } from '../clock.ts'
import type { Database, IndexDeclaration } from './database.ts'
import { type DatabaseOptions, openDatabase } from './openDatabase.ts'

/** A database in a temporary folder, for tests. */
export interface TestDatabase {
  database: Database
  clock: Clock
  /** Closes it and opens the same folder again. */
  reopen(): Promise<Database>
  /** Closes it and deletes the folder. */
  discard(): Promise<void>
}

export const makeId = (): string => randomUUID().replaceAll('-', '')

/** @param collections Names of the collections to make, with their indexes. */
export async function openTestDatabase(
  collections: Record<string, IndexDeclaration[]> = {},
  options: Partial<DatabaseOptions> = {},
): Promise<TestDatabase> {
  const dir = await mkdtemp(join(tmpdir(), 'local-cloud-database-'))
  const clock = new Clock('2026-03-01T12:00:00Z')
  const open = () => openDatabase({ dir, clock, makeId, ...options })
  const test: TestDatabase = {
    database: await open(),
    clock,
    async reopen() {
      await test.database.close()
      test.database = await open()
      return test.database
    },
    async discard() {
      await test.database.close()
      clock.stop()
      await rm(dir, { recursive: true })
    },
  }
  for (const [name, indexes] of Object.entries(collections)) await test.database.createCollection(name, indexes)
  return test
}

/** Declares an index over fields in ascending order. */
export const indexOn = (fields: string[], unique = false): IndexDeclaration => ({
  name: fields.join('_'),
  unique,
  keys: fields.map((field) => ({ field, direction: 1 })),
})

/** The code of the error that a promise is rejected with; undefined when it is not. */
export const codeOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: { code?: unknown }) => error.code,
  )
