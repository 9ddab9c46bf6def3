import { type Builders, type Cases, MISSING, type Refusals } from './document.ts'

/** Written this way because an object with a `then` would pass for a promise. */
const branch = (test: unknown, then: unknown) =>
  Object.fromEntries(Object.entries({ case: test }).concat([['then', then]]))
const choice = (test: unknown, then: unknown, ...otherwise: unknown[]) =>
  Object.fromEntries([['if', test], ['then', then], ...otherwise.map((value) => ['else', value])])

export const cases = ($: Builders): Cases => ({
  and: [
    [$.and(['$n', true, '$empty']), true],
    [$.and(['$n', '$zero']), false],
    [$.and([]), true],
    [$.and(['$absent']), false],
  ],
  not: [
    [$.not(['$zero']), true],
    [$.not(['$empty']), false],
    [$.not(['$nothing']), true],
    [$.not([['$zero']]), false],
  ],
  or: [
    [$.or(['$zero', '$nothing']), false],
    [$.or(['$zero', '$list']), true],
    [$.or([]), false],
  ],
  cmp: [
    [$.cmp(['$n', 8]), -1],
    [$.cmp(['$absent', null]), -1],
    [$.cmp(['a', 8]), 1],
    [$.cmp(['B', 'a']), -1],
    [$.cmp(['\u{1f35c}', '\uff01']), 1],
  ],
  eq: [
    [$.eq(['$n', 7]), true],
    [$.eq(['$list', 3]), false],
    [$.eq(['$absent', null]), false],
    [
      $.eq([
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ]),
      false,
    ],
  ],
  neq: [
    [$.neq(['$n', 7]), false],
    [$.neq(['$list', [3, 1, 2]]), false],
    [$.neq(['$nothing', '$absent']), true],
  ],
  gt: [
    [$.gt(['$n', 6]), true],
    [$.gt(['text', 6]), true],
    [$.gt(['$list', [3, 1]]), true],
  ],
  gte: [
    [$.gte(['$n', 7]), true],
    [$.gte(['$absent', '$nothing']), false],
  ],
  lt: [
    [$.lt(['$n', 6]), false],
    [$.lt(['$nothing', 0]), true],
    [$.lt(['$at', new Date('2027-01-01')]), true],
  ],
  lte: [
    [$.lte(['$n', 7]), true],
    [$.lte([false, '$at']), true],
  ],
  cond: [
    [$.cond(choice('$zero', 1, 2)), 2],
    [$.cond(['$empty', 1, $.divide([1, 0])]), 1],
    [$.cond(['$zero', 1, '$absent']), MISSING],
  ],
  ifNull: [
    [$.ifNull(['$nothing', 'x']), 'x'],
    [$.ifNull(['$absent', '$n']), 7],
    [$.ifNull(['$zero', 1]), 0],
  ],
  switch: [
    [
      $.switch({
        branches: [branch('$zero', 'a'), branch('$n', 'b')],
        default: 'c',
      }),
      'b',
    ],
    [$.switch({ branches: [branch('$nothing', 'a')], default: 'c' }), 'c'],
  ],
  literal: [
    [$.literal('$n'), '$n'],
    [$.literal({ $add: [1, 2] }), { $add: [1, 2] }],
  ],
  let: [
    [$.let({ vars: { total: $.add(['$n', 1]) }, in: $.multiply(['$$total', 2]) }), 16],
    [$.let({ vars: { o: '$deep' }, in: '$$o.a.b' }), 5],
  ],
})

export const refusals = ($: Builders): Refusals => ({
  cmp: [$.cmp([1])],
  cond: [$.cond(choice(1, 2)), $.cond([1, 2])],
  ifNull: [$.ifNull(['$n'])],
  switch: [$.switch({ branches: [branch(false, 1)] }), $.switch({ branches: [] })],
  let: [$.let({ vars: { a: 1 }, in: '$$b' }), $.let({ in: 1 })],
  // There are no text indexes, so nothing has a score.
  meta: [$.meta('textScore')],
})
