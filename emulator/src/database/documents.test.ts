import { ObjectId } from 'bson'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Change, Database } from './database.ts'
import { codeOf, indexOn, openTestDatabase, type TestDatabase } from './testDatabase.ts'

let cloud: TestDatabase
let database: Database

beforeEach(async () => {
  cloud = await openTestDatabase({ orders: [indexOn(['number'], true), indexOn(['store', 'status', 'table'])] })
  database = cloud.database
})
afterEach(() => cloud.discard())

describe('inserting', () => {
  test('gives an _id of 32 hexadecimal digits, or keeps the given text or number', async () => {
    const ids = await database.insert('orders', [{ number: 1 }, { _id: 'a', number: 2 }, { _id: 7, number: 3 }])
    expect(ids).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/), 'a', 7])
    expect(await database.find('orders', { _id: '7' })).toEqual([])
    expect(await database.find('orders', { _id: 7 })).toEqual([{ _id: 7, number: 3 }])
  })

  test('refuses a second document with the same _id', async () => {
    await database.insert('orders', [{ _id: 'a', number: 1 }])
    await expect(database.insert('orders', [{ _id: 'a', number: 2 }])).rejects.toMatchObject({
      code: 'DATABASE_DUPLICATE_WRITE',
      message: expect.stringMatching(/E11000 duplicate key error collection: .*orders index: _id_ dup key: /),
    })
  })

  test('refuses what a unique index already holds, a missing field counting as null', async () => {
    await database.insert('orders', [{ number: 1 }, {}])
    await expect(database.insert('orders', [{ number: 1 }])).rejects.toThrow(
      /E11000.*index: number dup key: {"number":1}/,
    )
    expect(await codeOf(database.insert('orders', [{ number: null }]))).toBe('DATABASE_DUPLICATE_WRITE')
    expect(await database.count('orders', {})).toBe(2)
  })

  test('refuses fields that start with $, unknown kinds of values, and a wrong _id', async () => {
    for (const doc of [{ $set: 1 }, { a: [{ $gt: 1 }] }, { f: () => 1 }, { n: 1n }, { _id: { a: 1 } }, { _id: '' }]) {
      expect(await codeOf(database.insert('orders', [doc as Record<string, unknown>]))).toBe('DATABASE_REQUEST_FAILED')
    }
    const ownProto = JSON.parse('{"a":{"__proto__":{"admin":true}}}') as Record<string, unknown>
    expect(await codeOf(database.insert('orders', [ownProto]))).toBe('DATABASE_REQUEST_FAILED')
  })

  test('refuses a collection that does not exist', async () => {
    await expect(database.insert('nothing', [{}])).rejects.toMatchObject({
      code: 'DATABASE_COLLECTION_NOT_EXIST',
      message: expect.stringContaining('[ResourceNotFound] Db or Table not exist: nothing.'),
    })
  })

  test('stores a server date as the clock has it, shifted by its offset', async () => {
    cloud.clock.set(Date.parse('2027-01-01T00:00:00Z'))
    await database.insert('orders', [{ _id: 'a', at: { $tcb_server_date: { offset: 3_600_000 } } }])
    const [order] = await database.find('orders', {})
    expect((order!.at as Date).toISOString()).toMatch(/^2027-01-01T01:00:00/)
  })

  test('answers an ObjectId as hex text and finds it by either form', async () => {
    const id = new ObjectId()
    const hex = id.toHexString()
    await database.insert('orders', [{ _id: 'a', dish: id }])
    expect(await database.find('orders', { dish: { $oid: hex } })).toEqual([{ _id: 'a', dish: hex }])
    expect(await database.count('orders', { dish: hex })).toBe(1)
  })
})

test.each([[new Date(Number.NaN)], [{ $tcb_server_date: { offset: 1e300 } }]])('refuses %j as a date', async (at) => {
  expect(await codeOf(cloud.database.insert('orders', [{ _id: 'never', at }]))).toBe('DATABASE_REQUEST_FAILED')
  expect(await cloud.database.count('orders', { _id: 'never' })).toBe(0)
})

describe('finding', () => {
  beforeEach(async () => {
    await database.insert(
      'orders',
      Array.from({ length: 30 }, (_, i) => ({
        _id: `o${i}`,
        number: i,
        store: i % 2 ? 'east' : 'west',
        status: i % 3 ? 'paid' : 'placed',
        table: `t${i % 5}`,
        lines: [{ dish: `d${i}`, quantity: i }],
        tags: i === 4 ? [] : ['hot', `x${i}`],
      })),
    )
  })

  test('sorts by several fields, skips, limits and projects', async () => {
    const page = await database.find(
      'orders',
      { store: 'east' },
      { sort: { status: 1, number: -1 }, skip: 1, limit: 3, projection: { number: 1, _id: 0 } },
    )
    expect(page).toEqual([{ number: 25 }, { number: 23 }, { number: 19 }])
  })

  test('answers in the order of insertion when none is asked for, through an index too', async () => {
    expect((await database.find('orders', { store: 'west' }, { limit: 3 })).map((order) => order._id)).toEqual([
      'o0',
      'o2',
      'o4',
    ])
    await cloud.reopen()
    const ids = (await cloud.database.find('orders', {})).map((order) => order._id)
    expect(ids).toEqual(Array.from({ length: 30 }, (_, i) => `o${i}`))
  })

  test.each([
    [{ store: 'east', status: 'placed' }, 5],
    [{ store: { $in: ['east', 'north'] }, status: { $eq: 'paid' }, table: 't1' }, 2],
    [{ $and: [{ store: 'west' }, { number: { $gte: 20 } }] }, 5],
    [{ $or: [{ number: 1 }, { number: 2 }] }, 2],
    [{ number: { $in: [] } }, 0],
    [{ store: null }, 0],
    [{ nowhere: null }, 30],
    [{ nowhere: { $exists: false } }, 30],
    [{ 'lines.dish': 'd7' }, 1],
    [{ lines: { $elemMatch: { dish: 'd7', quantity: { $gt: 6 } } } }, 1],
    [{ tags: { $elemMatch: { $eq: 'x9' } } }, 1],
    [{ tags: { $elemMatch: { name: 'x9' } } }, 0],
    [{ tags: { $size: 0 } }, 1],
    [{ tags: { $all: ['hot', 'x3'] } }, 1],
    [{ table: { $all: ['t3'] } }, 6],
    [{ status: { $regex: '^PLA', $options: 'i' } }, 10],
    [{ status: /^pla/ }, 10],
    [{ status: { $not: { $eq: 'paid' } } }, 10],
    [{ number: { $mod: [10, 3] } }, 3],
    [{ number: { $gt: 'a' } }, 0],
    [{ $expr: { $gt: ['$number', 27] } }, 2],
    [{ $nor: [{ store: 'east' }, { store: 'west' }] }, 0],
  ])('%j finds %i', async (filter, expected) => {
    expect(await database.count('orders', filter as Record<string, unknown>)).toBe(expected)
  })

  test('refuses unknown operators, wrong arguments and conditions that are undefined', async () => {
    for (const filter of [{ a: { $foo: 1 } }, { $where: 'true' }, { a: { $in: 1 } }, { _id: undefined }]) {
      expect(await codeOf(database.find('orders', filter))).toBe('DATABASE_REQUEST_FAILED')
    }
  })

  test('projects slices and matching elements as MongoDB does', async () => {
    const [sliced] = await database.find('orders', { _id: 'o3' }, { projection: { tags: { $slice: 1 } } })
    expect(sliced).toMatchObject({ number: 3, tags: ['hot'] })
    const [chosen] = await database.find(
      'orders',
      { _id: 'o3' },
      { projection: { 'lines.dish': 1, tags: { $slice: [-1, 1] } } },
    )
    expect(chosen).toEqual({ _id: 'o3', lines: [{ dish: 'd3' }], tags: ['x3'] })
    const [without] = await database.find('orders', { _id: 'o3' }, { projection: { 'lines.dish': 0, tags: 0 } })
    expect(without).toEqual({
      _id: 'o3',
      number: 3,
      store: 'east',
      status: 'placed',
      table: 't3',
      lines: [{ quantity: 3 }],
    })
    expect((await database.find('orders', { 'lines.dish': 'd3' })).length).toBe(1)
  })
})

describe('updating', () => {
  test('counts only documents that really changed', async () => {
    await database.insert('orders', [
      { number: 1, status: 'paid' },
      { number: 2, status: 'placed' },
    ])
    const change = { $set: { status: 'paid' } }
    expect(await database.update('orders', {}, change, { multi: true })).toEqual({ matched: 2, updated: 1 })
    expect(await database.update('orders', {}, change, { multi: true })).toEqual({ matched: 2, updated: 0 })
  })

  test('replaces or inserts by _id, and answers the _id only of an insert', async () => {
    const set = { multi: false, replace: true, upsert: true }
    expect(await database.update('orders', { _id: 'a' }, { number: 1 }, set)).toEqual({
      matched: 0,
      updated: 0,
      upsertedId: 'a',
    })
    expect(await database.update('orders', { _id: 'a' }, { number: 2 }, set)).toEqual({ matched: 1, updated: 1 })
    expect(await database.find('orders', {})).toEqual([{ _id: 'a', number: 2 }])
  })

  test('an upsert with operators starts from the values that the condition fixes', async () => {
    const change = { $inc: { number: 5 }, $setOnInsert: { by: 'me' } }
    const options = { multi: false, upsert: true }
    const { upsertedId } = await database.update('orders', { store: 'east', n: { $gt: 1 } }, change, options)
    expect(await database.find('orders', {})).toEqual([{ _id: upsertedId, store: 'east', number: 5, by: 'me' }])
  })

  test('keeps unique indexes, and leaves the document as it was when refused', async () => {
    await database.insert('orders', [
      { _id: 'a', number: 1 },
      { _id: 'b', number: 2 },
    ])
    const change = { $set: { number: 1, note: 'x' } }
    expect(await codeOf(database.update('orders', { _id: 'b' }, change, { multi: false }))).toBe(
      'DATABASE_DUPLICATE_WRITE',
    )
    expect(await database.find('orders', { _id: 'b' })).toEqual([{ _id: 'b', number: 2 }])
    await database.update('orders', { _id: 'a' }, { $set: { number: 3 } }, { multi: false })
    expect(await database.update('orders', { _id: 'b' }, change, { multi: false })).toMatchObject({ updated: 1 })
  })

  test('answers the document as it is afterwards, and none when nothing matched', async () => {
    await database.insert('orders', [{ _id: 'a', number: 1 }])
    expect(await database.updateAndReturn('orders', { _id: 'a' }, { $inc: { number: 1 } })).toEqual({
      updated: 1,
      doc: { _id: 'a', number: 2 },
    })
    expect(await database.updateAndReturn('orders', { _id: 'b' }, { $inc: { number: 1 } })).toEqual({ updated: 0 })
  })
})

describe('removing', () => {
  test('removes the first match or all, and frees their unique values', async () => {
    await database.insert('orders', [{ number: 1 }, { number: 2 }, { number: 3 }])
    expect(await database.remove('orders', { number: { $gt: 1 } }, { multi: false })).toBe(1)
    expect(await database.remove('orders', {}, { multi: true })).toBe(2)
    await database.insert('orders', [{ number: 1 }])
    expect(await database.count('orders', {})).toBe(1)
  })
})

test('tells each change in order, with what an update set and removed', async () => {
  const changes: Change[] = []
  database.onChange((change) => changes.push(change))
  await database.insert('orders', [{ _id: 'a', number: 1, money: { paid: 0 }, note: 'x' }])
  await database.update('orders', { _id: 'a' }, { $set: { 'money.paid': 5 }, $unset: { note: '' } }, { multi: false })
  await database.update('orders', { _id: 'a' }, { $set: { 'money.paid': 5 } }, { multi: false })
  await database.remove('orders', { _id: 'a' }, { multi: false })
  expect(changes.map(({ kind, updatedFields, removedFields }) => ({ kind, updatedFields, removedFields }))).toEqual([
    { kind: 'insert' },
    { kind: 'update', updatedFields: { 'money.paid': 5 }, removedFields: ['note'] },
    { kind: 'delete' },
  ])
  expect(changes[2]!.doc).toEqual({ _id: 'a', number: 1, money: { paid: 5 } })
})

describe('collections and system records', () => {
  test('a unique index over documents that break it is refused', async () => {
    await database.createCollection('members')
    await database.insert('members', [{ phone: 1 }, { phone: 1 }])
    expect(await codeOf(database.createCollection('members', [indexOn(['phone'], true)]))).toBe(
      'DATABASE_DUPLICATE_WRITE',
    )
  })

  test('an index made later finds what was there, and is there after a restart', async () => {
    await database.createCollection('members')
    await database.insert('members', [{ phone: 1 }, { phone: 2 }])
    await database.createCollection('members', [indexOn(['phone'], true)])
    await database.createCollection('members', [indexOn(['phone'], true)])
    await cloud.reopen()
    expect(cloud.database.collections().find(({ name }) => name === 'members')).toMatchObject({
      count: 2,
      indexes: [{ name: 'phone', unique: true }],
    })
    expect(await codeOf(cloud.database.insert('members', [{ phone: 2 }]))).toBe('DATABASE_DUPLICATE_WRITE')
  })

  test('system records are kept apart from the collections, by space', async () => {
    await database.systemPut('pay', 'p1', { paid: true, at: new Date(5) })
    await database.systemPut('pay', 'p2', { paid: false })
    await database.systemPut('pay', 'p2', undefined)
    await cloud.reopen()
    expect(cloud.database.systemAll('pay')).toEqual([{ key: 'p1', value: { paid: true, at: new Date(5) } }])
    expect(cloud.database.systemAll('timers')).toEqual([])
    expect(cloud.database.collections().map(({ name }) => name)).toEqual(['orders'])
  })
})
