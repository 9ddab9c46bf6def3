import { expect, test } from 'vitest'
import { compileFilter, sorted } from './conditions.ts'

test.each<[filter: object, fields: object, matches: boolean]>([
  [{ a: { $ne: null } }, {}, false],
  [{ a: { $ne: null } }, { a: 1 }, true],
  [{ a: { $nin: [null] } }, {}, false],
  [{ a: { $nin: [1] } }, {}, true],
  [{ 'l.n': { $gt: 5 } }, { l: [{ n: 1 }, { n: 9 }] }, true],
  [{ 'l.n': { $gt: 5, $lt: 3 } }, { l: [{ n: 1 }, { n: 9 }] }, true],
  [{ 'l.0.n': 1 }, { l: [{ n: 1 }] }, true],
  [{ 'l.n': null }, { l: [{ n: 1 }, {}] }, true],
  [{ 'l.n': { $exists: false } }, { l: [{ n: 1 }, {}] }, false],
  [{ 'l.n': { $exists: false } }, { l: [] }, true],
  [{ 'h.x': { $exists: false } }, {}, true],
  [{ 'h.x': { $exists: false } }, { h: null }, true],
  [{ 'h.x': { $exists: false } }, { h: { x: null } }, false],
  [{ 'h.x': { $exists: true } }, { h: { x: null } }, true],
  [{ a: { $not: { $gt: 5 } } }, {}, true],
  [{ a: { $gte: 1 } }, {}, false],
  [{ a: { $lte: 1 } }, { a: null }, false],
  [{ a: { $gte: null } }, { a: null }, true],
  [{ a: [1, 2] }, { a: [1, 2] }, true],
  [{ a: [1, 2] }, { a: [[1, 2], 3] }, true],
  [{ a: { b: 1 } }, { a: { b: 1, c: 2 } }, false],
  [{ a: { b: 1 } }, { a: [{ b: 1 }] }, true],
  [{ a: {} }, { a: {} }, true],
  [{ a: new Date(5) }, { a: new Date(5) }, true],
  [{ a: { $gt: new Date(4) } }, { a: new Date(5) }, true],
  [{ a: { $gt: new Date(4) } }, { a: 5 }, false],
  [{ a: { $in: [[1], 2] } }, { a: [1] }, true],
  [{ a: { $in: [/^x/] } }, { a: 'xy' }, true],
  [{ a: { $size: 2 } }, { a: [1, 2] }, true],
  [{ a: { $type: 'string' } }, { a: 'x' }, true],
  [{ a: { $type: 'array' } }, { a: [] }, true],
  [{ a: { $type: 'number' } }, { a: [1] }, true],
  [{ a: { $exists: true, $ne: 1 } }, { a: 1 }, false],
  [{ a: { $mod: [2, 0] } }, { a: [1, 2] }, true],
  [{ a: { $nin: [1, 2] } }, { a: [3, 1] }, false],
  [{ a: { $ne: 1 } }, { a: [1, 2] }, false],
  [{ a: 0 }, { a: -0 }, true],
  [{ a: null }, { a: undefined }, true],
  [{ a: true }, { a: 1 }, false],
  [{ a: '1' }, { a: 1 }, false],
  [{ constructor: { $exists: true } }, {}, false],
  [{ 'a.length': 1 }, { a: 'x' }, false],
  [{ 'a.length': 2 }, { a: [1, 2] }, false],
  [{ a: { $all: [[1, 2]] } }, { a: [[1, 2]] }, true],
  [{ a: { $all: [{ $elemMatch: { x: 1 } }, { $elemMatch: { x: 2 } }] } }, { a: [{ x: 1 }, { x: 2 }] }, true],
  [{ a: { $elemMatch: { $gte: 2, $lt: 3 } } }, { a: [1, 2.5] }, true],
  [{ 'a.b': { $elemMatch: { c: 1 } } }, { a: { b: [{ c: 1 }] } }, true],
  [{ 'a.b': { $elemMatch: { c: 1 } } }, { a: [{ b: [{ c: 1 }] }, { b: [] }] }, true],
  [{ a: { $regex: /x/, $not: /y/ } }, { a: 'xz' }, true],
  [{ a: { $not: /y/ } }, { a: 'xyz' }, false],
  [{ $and: [{ a: 1 }, { $or: [{ b: 1 }, { c: 1 }] }] }, { a: 1, c: 1 }, true],
  [{ a: { $bitsAllSet: 3 } }, { a: 7 }, true],
  [{ 'a.b': 1 }, { a: [[{ b: 1 }]] }, false],
  [{ a: { $lt: 'b' } }, { a: ['a', 'z'] }, true],
  [{ a: { $gt: { b: 1 } } }, { a: { b: 2 } }, true],
  [{ a: { $eq: /x/ } }, { a: 'x' }, false],
  [{ 'l.n': null }, { l: [] }, false],
  [{ 'l.n': null }, { l: 5 }, true],
  [{ 'l.n': { $ne: null } }, { l: [{ n: 1 }, {}] }, false],
  [{ a: { $in: [null, 1] } }, {}, true],
  [{ a: { $in: [null, 1] } }, { a: 2 }, false],
  [{ a: { $nin: [[1]] } }, { a: [1] }, false],
])('as in MongoDB, %o on %o: %s', (filter, fields, matches) => {
  expect(compileFilter({ ...filter })({ _id: 1, ...fields })).toBe(matches)
})

test('sorts mixed types as MongoDB does, arrays by their smallest or largest element', () => {
  const values = [new Date(1), true, [9, 0], { a: 1 }, 'b', 'a', 3, -1, null, undefined]
  const documents = values.map((v, _id) => (v === undefined ? { _id } : { _id, v }))
  const order = (direction: 1 | -1) => sorted(documents, { v: direction }).map(({ _id }) => _id)
  expect(order(1)).toEqual([8, 9, 7, 2, 6, 5, 4, 3, 1, 0])
  expect(order(-1)).toEqual([0, 1, 3, 4, 5, 2, 6, 7, 8, 9])
})
