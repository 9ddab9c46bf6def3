import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { codeOf } from './codeOf.ts'
import { openTarget, type ServerDatabase, type Target } from './target.ts'

const CONFLICT = {
  code: 'DATABASE_TRANSACTION_CONFLICT',
  message: expect.stringContaining(
    '[ResourceUnavailable.TransactionConflict] Transaction is conflict, maybe resource operated by others.',
  ),
}
const GONE = {
  code: 'DATABASE_TRANSACTION_FAIL',
  message: expect.stringContaining(
    '[ResourceUnavailable.TransactionNotExist] Transaction does not exist on the server, transaction must be commit or abort in 30 seconds.',
  ),
}

let target: Target
let db: ServerDatabase
type Transaction = Awaited<ReturnType<ServerDatabase['startTransaction']>>

beforeAll(async () => {
  target = await openTarget()
  db = target.serverApp().database()
})
beforeEach(async () => {
  await target.collection('stock')
  await db.collection('stock').add([
    { _id: 'a', n: 10 },
    { _id: 'b', n: 20 },
  ])
})
afterAll(() => target.close())

const inc = (id: string, n: number, t: Transaction | ServerDatabase = db) =>
  t
    .collection('stock')
    .doc(id)
    .update({ n: db.command.inc(n) })

/** What a reader sees of a document: outside, the SDK answers a list; in a transaction, one document or null. */
async function read(id: string, t: Transaction | ServerDatabase = db): Promise<unknown> {
  const { data } = (await t.collection('stock').doc(id).get()) as { data: unknown }
  return ((Array.isArray(data) ? data[0] : data) as { n?: number } | null)?.n
}

describe('a transaction', () => {
  test('sees its own writes, which nobody else sees before the commit', async () => {
    const t = await db.startTransaction()
    await inc('a', 1, t)
    expect([await read('a', t), await read('a')]).toEqual([11, 10])
    await t.commit()
    expect(await read('a')).toBe(11)
  })

  test('reads the documents as they were at its first operation, not at its start', async () => {
    const t = await db.startTransaction()
    await inc('a', 1)
    expect(await read('a', t)).toBe(11)
    await inc('b', 1)
    expect(await read('b', t)).toBe(20)
    await t.rollback()
  })

  test('conflicts at the write of a document that changed since, and is gone', async () => {
    const t = await db.startTransaction()
    await read('a', t)
    await inc('a', 1)
    await expect(inc('a', 5, t)).rejects.toMatchObject(CONFLICT)
    await expect(t.commit()).rejects.toMatchObject(GONE)
    expect(await read('a')).toBe(11)
  })

  test('conflicts at the write of a document that another one holds', async () => {
    const [first, second] = [await db.startTransaction(), await db.startTransaction()]
    await inc('a', 1, first)
    await expect(inc('a', 5, second)).rejects.toMatchObject(CONFLICT)
    await first.commit()
    expect(await read('a')).toBe(11)
  })

  test('does not conflict over what was only read (write skew)', async () => {
    const [first, second] = [await db.startTransaction(), await db.startTransaction()]
    await read('b', first)
    await read('a', second)
    await inc('a', 1, first)
    await inc('b', 1, second)
    await first.commit()
    await second.commit()
    expect([await read('a'), await read('b')]).toEqual([11, 21])
  })

  test('makes an ordinary writer wait, who then goes on from what was committed', async () => {
    const t = await db.startTransaction()
    await inc('a', -10, t)
    const { gte, inc: by } = db.command
    const waiting = db
      .collection('stock')
      .where({ _id: 'a', n: gte(1) })
      .update({ n: by(-1) })
    expect(await read('a')).toBe(10)
    await t.commit()
    expect(await waiting).toMatchObject({ updated: 0 })
    expect(await read('a')).toBe(0)
  })

  test('ends once: a second commit, or one after a rollback, finds none', async () => {
    const committed = await db.startTransaction()
    await inc('a', 1, committed)
    await committed.commit()
    await expect(committed.commit()).rejects.toMatchObject(GONE)
    const rolledBack = await db.startTransaction()
    await inc('a', 1, rolledBack)
    await rolledBack.rollback()
    await expect(rolledBack.commit()).rejects.toMatchObject(GONE)
    expect(await read('a')).toBe(11)
  })

  test('is ended by a duplicate key, with nothing of it kept', async () => {
    const t = await db.startTransaction()
    await inc('a', 1, t)
    expect(await codeOf(t.collection('stock').add({ _id: 'b' }))).toBe('DATABASE_DUPLICATE_WRITE')
    await expect(t.commit()).rejects.toMatchObject(GONE)
    expect(await read('a')).toBe(10)
  })
})
