import { describe, expect, test } from 'vitest'
import { LocalDatabase } from '../localDatabase.ts'
import { Collection } from '../records/collection.ts'
import { Record } from '../records/versions.ts'
import { Transaction } from '../transaction.ts'
import { checkHistory } from './checkHistory.ts'
import { type Event, playHistory } from './history.ts'

const HISTORIES = 10_000

test(`${HISTORIES} random histories of transactions and other writers keep snapshot isolation`, async () => {
  let conflicts = 0
  let waits = 0
  let skews = 0
  for (let seed = 1; seed <= HISTORIES; seed += 1) {
    const history = await playHistory(seed)
    const wrong = checkHistory(history)
    if (wrong.length > 0) expect.fail(`seed ${seed}: ${wrong.join('; ')}\n${JSON.stringify(history.events)}`)
    conflicts += count(history.events, 'conflicted')
    waits += writersThatWaited(history.events)
    skews += hasWriteSkew(history.events) ? 1 : 0
  }
  // They prove something only when what they are about did happen, write skew, which is allowed, included.
  expect(Math.min(conflicts, waits, skews)).toBeGreaterThan(100)
})

const count = (events: Event[], kind: Event['kind']): number => events.filter((event) => event.kind === kind).length

/** Writers whose change did not come right behind their asking. */
const writersThatWaited = (events: Event[]): number =>
  events.filter((event, at) => {
    const next = events[at + 1]
    const isDone = next?.kind === 'changed' && event.kind === 'asked' && next.value === event.value
    return (
      event.kind === 'asked' &&
      !isDone &&
      events.some((other) => other.kind === 'changed' && other.value === event.value)
    )
  }).length

/** Two transactions that each read what the other changed, neither seeing it, and both committed. */
function hasWriteSkew(events: Event[]): boolean {
  const committed = events.flatMap((event) => (event.kind === 'committed' ? [event.transaction] : []))
  const sets = committed.map((transaction) => ({
    reads: new Set(
      events.flatMap((e) => (e.kind === 'read' && e.transaction === transaction ? Object.keys(e.saw) : [])),
    ),
    writes: new Set(events.flatMap((e) => (e.kind === 'wrote' && e.transaction === transaction ? [e.id] : []))),
    first: events.findIndex((e) => 'transaction' in e && e.transaction === transaction),
    end: events.findIndex((e) => e.kind === 'committed' && e.transaction === transaction),
  }))
  const meets = (a: Set<string>, b: Set<string>) => [...a].some((id) => b.has(id))
  return sets.some((a) =>
    sets.some(
      (b) => a !== b && a.first < b.end && b.first < a.end && meets(a.reads, b.writes) && meets(b.reads, a.writes),
    ),
  )
}

describe('the check sees through an engine', () => {
  const mutants: [string, object, string, (original: (...args: never[]) => unknown) => unknown][] = [
    [
      'that reads the newest version',
      Record.prototype,
      'asOf',
      () =>
        function (this: Record) {
          return this.document
        },
    ],
    [
      'that takes a new snapshot for each operation',
      Transaction.prototype,
      'beginReading',
      () =>
        function (this: { snapshot: number; store: { lastCommit: number } }) {
          this.snapshot = this.store.lastCommit
          return this.snapshot
        },
    ],
    ['that locks nothing', Collection.prototype, 'lockedBy', () => () => undefined],
    [
      'that commits only the first of several writes',
      Transaction.prototype,
      'pending',
      (original) =>
        function (this: Transaction) {
          return (Reflect.apply(original, this, []) as unknown[]).slice(0, 1)
        },
    ],
    [
      'that forgets old versions while they are needed',
      Record.prototype,
      'trim',
      () =>
        function (this: Record) {
          this.older = undefined
        },
    ],
    ['that looks for old documents under new keys only', Collection.prototype, 'recordsWithHistory', () => () => []],
    ['that commits what was aborted', LocalDatabase.prototype, 'abort', () => LocalDatabase.prototype.commit],
    [
      'that shows writes before the commit',
      Transaction.prototype,
      'write',
      (original) =>
        function (this: { store: { write(...args: unknown[]): unknown } }, ...args: unknown[]) {
          const answer = Reflect.apply(original, this, args as never[])
          Collection.prototype.apply.call(
            args[0] as Collection,
            args[1] as string,
            args[2] as never,
            1e9,
            undefined,
            1e9,
          )
          return answer
        },
    ],
  ]

  test.each(mutants)('%s', async (_name, prototype, method, mutate) => {
    const original = Reflect.get(prototype, method) as (...args: never[]) => unknown
    Reflect.set(prototype, method, mutate(original))
    try {
      let found: string[] = []
      for (let seed = 1; seed <= 500 && found.length === 0; seed += 1) found = checkHistory(await playHistory(seed))
      expect(found).not.toEqual([])
    } finally {
      Reflect.set(prototype, method, original)
    }
  })
})
