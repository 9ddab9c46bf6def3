import type { ServerDatabase } from '../target.ts'

export type Builders = ServerDatabase['command']['aggregate']
/** By the operators' names in the SDK: expressions on `DOCUMENT` and what each is, `MISSING` when it has no value at all. */
export type Cases = { [name: string]: [expression: unknown, value: unknown][] }
/** By the operators' names: expressions that are refused. */
export type Refusals = { [name: string]: unknown[] }

export const MISSING = Symbol('missing')

export const DOCUMENT = {
  _id: 'd',
  n: 7,
  neg: -2.5,
  zero: 0,
  text: 'Grüße 世界',
  empty: '',
  nothing: null,
  list: [3, 1, 2],
  mixed: [1, 'a', null],
  pairs: [
    { k: 'x', v: 1 },
    { k: 'y', v: 2, w: 3 },
  ],
  deep: { a: { b: 5 } },
  // A Sunday, and in Shanghai too.
  at: new Date('2026-01-04T01:02:03.004Z'),
  newYear: new Date('2025-12-31T20:30:00Z'),
}
