import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { DiskJournal, encodeRecord } from './journal.ts'

let dir: string
let journal: DiskJournal

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'local-cloud-journal-'))
  journal = new DiskJournal(dir)
})
afterEach(async () => {
  await journal.close()
  await rm(dir, { recursive: true })
})

const write = (key: string, record: unknown) => ({
  key: ['system', 'test', key] as ['system', string, string],
  bytes: record === undefined ? undefined : encodeRecord(record),
})

test('gives back every kind of value as it was, and no removed record', async () => {
  const record = {
    at: new Date(5),
    zero: -0,
    none: null,
    nan: Number.NaN,
    text: '面\u0000',
    deep: [{ 2: 1, a: [] }],
    re: /x/i,
  }
  await journal.append([write('kept', record), write('removed', 1)])
  await journal.append([write('removed', undefined)])
  await journal.close()
  journal = new DiskJournal(dir)
  expect([...journal.records()]).toEqual([{ key: ['system', 'test', 'kept'], record }])
})

test('tells in the order of the appends, before any of their promises resolves', async () => {
  const seen: string[] = []
  const appends = [1, 2, 3].map((n) =>
    journal.append([write(`k${n}`, n)], () => seen.push(`told ${n}`)).then(() => seen.push(`resolved ${n}`)),
  )
  await Promise.all(appends)
  expect(seen).toEqual(['told 1', 'told 2', 'told 3', 'resolved 1', 'resolved 2', 'resolved 3'])
})

test('answers nobody any more once the disk has refused a write', async () => {
  await journal.append([write('good', 1)])
  const tooLong = 'k'.repeat(3000)
  const refused = await Promise.allSettled([journal.append([write(tooLong, 1), write('lost', 1)]), journal.settled()])
  const later = await Promise.allSettled([journal.append([write('later', 1)]), journal.settled()])
  expect([...refused, ...later].map(({ status }) => status)).toEqual(Array(4).fill('rejected'))
  await journal.close()
  journal = new DiskJournal(dir)
  expect([...journal.records()].map(({ record }) => record)).toEqual([1])
})
