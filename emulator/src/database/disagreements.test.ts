import { afterEach, beforeEach, expect, test } from 'vitest'
import { Clock } from '../clock.ts'
import type { Database, IndexDeclaration } from './database.ts'
import { encodeRecord } from './disk.ts'
import { MemoryDisk } from './memoryDisk.ts'
import { openDatabase } from './openDatabase.ts'
import { FieldIndex } from './records/fieldIndex.ts'
import { GeoIndex } from './records/geoIndex.ts'
import { indexOn, makeId } from './testDatabase.ts'

const place: IndexDeclaration = { name: 'place', unique: false, keys: [{ field: 'at', direction: '2dsphere' }] }

let clock: Clock
let disk: MemoryDisk
let database: Database

beforeEach(async () => {
  clock = new Clock()
  disk = new MemoryDisk()
  database = await openDatabase({ dir: disk, clock, makeId })
  await database.createCollection('stores', [indexOn(['code'], true), indexOn(['tags']), place])
  await database.insert(
    'stores',
    [1, 2, 3].map((n) => ({ _id: n, code: n, tags: ['a', `t${n}`], at: { type: 'Point', coordinates: [n, n] } })),
  )
})
afterEach(async () => {
  await database.close()
  clock.stop()
})

const change = (code: number, lng: number) =>
  database.update(
    'stores',
    { _id: 2 },
    { $set: { code, tags: [`t${code}`], at: { type: 'Point', coordinates: [lng, 0] } } },
    { multi: false },
  )

test('all agree after inserts, updates, removals, aborts, refusals of the disk and a restart', async () => {
  await change(9, 5)
  await database.remove('stores', { _id: 1 }, { multi: false })
  const transaction = database.begin()
  await database.update('stores', { _id: 3 }, { $set: { code: 10 } }, { multi: false, transaction })
  await database.abort(transaction)
  database.refuseWrites('full')
  await change(11, 6).catch(() => undefined)
  database.refuseWrites(undefined)
  expect(await database.check()).toEqual([])
  await database.close()
  database = await openDatabase({ dir: disk, clock, makeId })
  expect(await database.check()).toEqual([])
})

test.each([
  ['keeps old keys', FieldIndex, 'remove', /index code: 2 has a key that it must not have/],
  ['does not take new keys', FieldIndex, 'add', /index tags: 2 lacks a key/],
  ['keeps old places', GeoIndex, 'remove', /index place: it holds places that no document has/],
  ['does not take new places', GeoIndex, 'add', /index place: 2 is not where its shapes are/],
] as const)('an index that %s is named', async (_name, { prototype }, method, complaint) => {
  const original = Reflect.get(prototype, method)
  Reflect.set(prototype, method, () => undefined)
  try {
    await change(9, 5)
  } finally {
    Reflect.set(prototype, method, original)
  }
  expect((await database.check()).join('\n')).toMatch(complaint)
})

test('a document that only the disk has, only memory has, or that differs, is named', async () => {
  const key = (id: number) => ['document', 'stores', id] as ['document', string, number]
  disk.write([
    { key: key(1), bytes: undefined },
    { key: key(2), bytes: encodeRecord([2, { _id: 2, code: 77 }]) },
    { key: key(4), bytes: encodeRecord([4, { _id: 4 }]) },
    { key: ['collection', 'stores'], bytes: encodeRecord({ indexes: [] }) },
  ])
  expect((await database.check()).sort()).toEqual([
    'stores: 2 differs between disk and memory',
    'stores: 4 is on the disk but not in memory',
    'stores: the disk knows other indexes than memory',
  ])
  disk.write([{ key: key(4), bytes: undefined }])
  expect(await database.check()).toContain('stores: 1 documents are in memory but not on the disk')
})
