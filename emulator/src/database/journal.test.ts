import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { decodeRecord, encodeRecord } from './disk.ts'
import { Journal } from './journal.ts'
import { LmdbDisk } from './lmdbDisk.ts'

let dir: string
let disk: LmdbDisk
let journal: Journal

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'local-cloud-journal-'))
  open()
})
afterEach(async () => {
  await journal.close()
  await rm(dir, { recursive: true })
})

function open(): void {
  disk = new LmdbDisk(dir)
  journal = new Journal(disk)
}

const write = (key: string, record: unknown) => ({
  key: ['system', 'test', key] as ['system', string, string],
  bytes: record === undefined ? undefined : encodeRecord(record),
})

/** Appends an entry that writes down in `seen` what becomes of it. */
async function append(name: string, seen: string[], writes = [write(name, name)]): Promise<void> {
  const before = journal.refusal
  journal.append({ writes, tell: () => seen.push(`told ${name}`), undo: () => seen.push(`undid ${name}`) })
  await journal.settled()
  seen.push(`${journal.refusal === before ? 'resolved' : 'refused'} ${name}`)
}

const kept = () => Array.from(disk.records(), ({ bytes }) => decodeRecord(bytes))

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
  await append('both', [], [write('kept', record), write('removed', 1)])
  await append('none', [], [write('removed', undefined)])
  await journal.close()
  open()
  expect(kept()).toEqual([record])
})

test('tells in the order of the appends, before any of their promises resolves', async () => {
  const seen: string[] = []
  await Promise.all(['a', 'b', 'c'].map((name) => append(name, seen)))
  expect(seen).toEqual(['told a', 'told b', 'told c', 'resolved a', 'resolved b', 'resolved c'])
})

test('takes back, the latest first, all that came with a write that the disk refused, and then goes on', async () => {
  const seen: string[] = []
  await append('good', seen)
  const tooLong = write('k'.repeat(3000), 1)
  await Promise.all([append('a', seen), append('b', seen, [write('b', 1), tooLong]), append('c', seen)])
  await append('later', seen)
  expect(seen.slice(2)).toEqual([
    ...['undid c', 'undid b', 'undid a', 'refused a', 'refused b', 'refused c'],
    ...['told later', 'resolved later'],
  ])
  await journal.close()
  open()
  expect(kept()).toEqual(['good', 'later'])
})

test('writes what is still gathered when it closes, and takes nothing more', async () => {
  const last = append('last', [])
  await journal.close()
  await last
  expect(() => journal.append({ writes: [], undo: () => undefined })).toThrow()
  open()
  expect(kept()).toEqual(['last'])
})
