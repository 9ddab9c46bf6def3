import { conditionalUpdate } from '../../emulator/bench/conditionalUpdate.ts'
import { indexedQuery } from '../../emulator/bench/indexedQuery.ts'
import { manyDocuments } from '../../emulator/bench/manyDocuments.ts'
import { watchers } from '../../emulator/bench/watchers.ts'
import type { Figure } from './figure.ts'

/** What the local cloud costs, each figure beside what it is compared with in the same run. */
export async function localCloud(): Promise<Figure[]> {
  const update = await conditionalUpdate()
  const query = await indexedQuery()
  const watching = await watchers()
  return [
    { name: 'a conditional update through the SDK, durable', value: round(update.local), unit: 'ms' },
    { name: 'the same request to a server that only answers', value: round(update.empty), unit: 'ms' },
    ratio('the update, as a multiple of that', update.local / update.empty, '<= 2'),
    { name: '20 of 200 matches among 10,000 documents, by an index', value: round(query.indexed), unit: 'ms' },
    { name: 'the same without the index', value: round(query.scanned), unit: 'ms' },
    ratio('the indexed query, as a share of that', query.indexed / query.scanned, '<= 0.2'),
    { name: 'an update told to 10 watchers, for each', value: round(watching.perWatcher10), unit: 'µs' },
    { name: 'an update told to 1,000 watchers, for each', value: round(watching.perWatcher1000), unit: 'µs' },
    ratio('the latter, as a multiple of the former', watching.perWatcher1000 / watching.perWatcher10, '<= 1.25'),
  ]
}

/** A million documents; `npm run bench -- --large`, since writing them takes minutes. */
export async function manyInTheLocalCloud(): Promise<Figure[]> {
  const many = await manyDocuments()
  return [
    { name: 'a look-up by _id among 1,000 documents', value: round(many.lookupOfThousand), unit: 'µs' },
    { name: 'a look-up by _id among 1,000,000', value: round(many.lookupOfMany), unit: 'µs' },
    ratio('the latter, as a multiple of the former', many.lookupOfMany / many.lookupOfThousand, '<= 1.5'),
    {
      name: 'memory for 1,000,000 documents of 300 bytes',
      value: round(many.residentMb),
      unit: 'MB',
      bound: '<= 1500',
    },
    { name: 'loading them from disk', value: round(many.loadSeconds), unit: 's' },
  ]
}

const round = (value: number): number => Math.round(value * 1000) / 1000

const ratio = (name: string, value: number, bound: string): Figure => ({
  name,
  value: round(value),
  unit: 'ratio',
  bound,
})
