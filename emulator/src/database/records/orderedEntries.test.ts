import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Entry, OrderedEntries } from './orderedEntries.ts'
import { Record } from './versions.ts'

const KEYS = Array.from({ length: 40 }, (_, n) => `k${String(n).padStart(2, '0')}`)
const records = Array.from({ length: 120 }, (_, n) => new Record(n, n))
const compare = (a: Entry, b: Entry) => (a.key === b.key ? a.record.ordinal - b.record.ordinal : a.key < b.key ? -1 : 1)
const shown = (entries: Iterable<Entry>) => Array.from(entries, ({ key, record }) => `${key} ${record.id}`)

test('keeps thousands of entries in order through additions and removals, and finds every interval of them', () => {
  const bound = fc.oneof(fc.constantFrom(...KEYS), fc.constantFrom('', 'k105', 'z'))
  fc.assert(
    fc.property(fc.array(fc.nat(4799)), fc.boolean(), fc.tuple(bound, bound), (gone, fillsAtOnce, [from, to]) => {
      const all = KEYS.flatMap((key) => records.map((record): Entry => ({ key, record })))
      const entries = new OrderedEntries()
      // Every other one first, so that the others come between them.
      const turns = [...all.filter((_, n) => n % 2), ...all.filter((_, n) => n % 2 === 0)]
      if (fillsAtOnce) entries.fill(turns)
      else for (const entry of turns) entries.add(entry)
      const removed = new Set(gone.flatMap((n) => [n, ...Array.from({ length: 600 }, (_, m) => (n + m) % 4800)]))
      for (const n of removed) entries.remove(all[n]!)
      entries.remove({ key: 'k105', record: records[0]! })
      const expected = all.filter(({ key }, n) => !removed.has(n) && key >= from && key < to).sort(compare)
      expect(shown(entries.between(from, to))).toEqual(shown(expected))
      expect(shown(entries.betweenBackwards(from, to))).toEqual(shown(expected.reverse()))
      expect(entries.count(from, to)).toBe(expected.length)
    }),
    { numRuns: 30 },
  )
})
