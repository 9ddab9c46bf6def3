import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Change, Database } from './database.ts'
import { codeOf, indexOn, openTestDatabase, type TestDatabase } from './testDatabase.ts'

let cloud: TestDatabase
let database: Database
const everything = () => database.find('stock', {})

beforeEach(async () => {
  cloud = await openTestDatabase({ stock: [indexOn(['code'], true)] })
  database = cloud.database
  await database.insert('stock', [
    { _id: 'a', code: 1 },
    { _id: 'b', code: 2 },
  ])
  await database.systemPut('pay', 'p', 1)
})
afterEach(() => cloud.discard())

test('a full disk refuses every kind of write with SYS_ERR and its reason, and memory keeps nothing of them', async () => {
  const before = await everything()
  const changes: Change[] = []
  database.onChange((change) => changes.push(change))
  database.refuseWrites('No space left on device')
  const one = { multi: false }
  for (const write of [
    () => database.insert('stock', [{ code: 3 }, { code: 4 }]),
    () => database.update('stock', {}, { $inc: { code: 10 } }, { multi: true }),
    () => database.update('stock', { _id: 'c' }, { code: 5 }, { ...one, replace: true, upsert: true }),
    () => database.updateAndReturn('stock', { _id: 'b' }, { $unset: { code: '' } }),
    () => database.remove('stock', {}, { multi: true }),
    async () => {
      const transaction = database.begin()
      await database.update('stock', { _id: 'a' }, { $set: { code: 9 } }, { ...one, transaction })
      await database.commit(transaction)
    },
    () => database.createCollection('more'),
    () => database.createCollection('stock', [indexOn(['shelf'])]),
    () => database.systemPut('pay', 'p', 2),
    () => database.systemPut('pay', 'p', undefined),
  ]) {
    await expect(write()).rejects.toMatchObject({
      code: 'SYS_ERR',
      message: expect.stringMatching(/No space left on device/),
    })
    expect(await everything()).toEqual(before)
  }
  expect(changes).toEqual([])
  expect(database.systemAll('pay')).toEqual([{ key: 'p', value: 1 }])
  expect(database.collections().map(({ name, indexes }) => [name, indexes.length])).toEqual([['stock', 1]])

  database.refuseWrites(undefined)
  await database.insert('stock', [{ code: 9 }, { code: 12 }])
  expect(await codeOf(database.insert('stock', [{ code: 1 }]))).toBe('DATABASE_DUPLICATE_WRITE')
  await cloud.reopen()
  expect((await cloud.database.find('stock', {})).map(({ code }) => code)).toEqual([1, 2, 9, 12])
})

test('whoever saw a refused write is refused too, be it a reader or a transaction', async () => {
  database.refuseWrites('full')
  const transaction = database.begin()
  const writing = codeOf(database.update('stock', { _id: 'a' }, { $set: { code: 5 } }, { multi: false }))
  const reading = codeOf(everything())
  const inTransaction = codeOf(database.find('stock', {}, { transaction }))
  expect(await Promise.all([writing, reading, inTransaction])).toEqual(['SYS_ERR', 'SYS_ERR', 'SYS_ERR'])
  expect(await codeOf(database.find('stock', {}, { transaction }))).toBe('DATABASE_TRANSACTION_FAIL')
  expect((await everything()).map(({ code }) => code)).toEqual([1, 2])
})

test('a transaction that began before the refused write keeps its view of the documents', async () => {
  const transaction = database.begin()
  const seen = () => database.find('stock', {}, { transaction })
  const before = await seen()
  database.refuseWrites('full')
  await codeOf(database.remove('stock', {}, { multi: true }))
  database.refuseWrites(undefined)
  expect(await seen()).toEqual(before)
  await database.insert('stock', [{ _id: 'c', code: 3 }], transaction)
  await database.commit(transaction)
  expect((await everything()).map(({ _id }) => _id).sort()).toEqual(['a', 'b', 'c'])
})

test('a file that the system does not let grow refuses the write, keeps what was acknowledged, and lets documents go', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'local-cloud-full-'))
  const filler = fileURLToPath(new URL('fullFile.ts', import.meta.url))
  // The limit is in blocks of 512 or 1024 bytes. A process that ignores the signal gets an error from the write instead.
  const limited = 'trap "" XFSZ; ulimit -f 4000; exec "$0" --import tsx "$1" "$2"'
  // The loader's own cache must not be cut short by the limit.
  const env = { ...process.env, TSX_DISABLE_CACHE: '1' }
  const { stdout } = await promisify(execFile)('sh', ['-c', limited, process.execPath, filler, dir], { env })
  const { code, acknowledged, found, reopened } = JSON.parse(stdout)
  expect(code).toBe('SYS_ERR')
  expect(found).toBe(acknowledged)
  expect(acknowledged).toBeGreaterThan(20)
  expect(reopened).toBe(acknowledged - 10)
  await rm(dir, { recursive: true })
})
