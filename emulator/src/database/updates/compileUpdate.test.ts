import { describe, expect, test } from 'vitest'
import type { Filter } from '../database.ts'
import { type Fields, seal } from '../values.ts'
import { compileOperators, compileReplacement } from './compileUpdate.ts'

const NOW = Date.parse('2026-03-01T12:00:00Z')

/** The document after the update, without its `_id`. */
function after(before: Fields, change: Fields, filter: Filter = {}): Fields {
  const document = seal({ _id: 'a', ...structuredClone(before) }, 100)
  const { _id, ...fields } = compileOperators(change, { filter, now: NOW, nesting: 100 })(document)
  expect(_id).toBe('a')
  return fields
}

const refusal = (before: Fields, change: Fields, filter?: Filter): unknown => {
  try {
    return after(before, change, filter)
  } catch (error) {
    return (error as { code: unknown }).code
  }
}

describe('operators change fields as MongoDB does', () => {
  test.each<[string, Fields, Fields, Fields]>([
    ['$set makes the objects on its way', { a: 1 }, { $set: { 'b.c.d': 2 } }, { a: 1, b: { c: { d: 2 } } }],
    [
      '$set writes into an array by index and fills up with null',
      { a: [1] },
      { $set: { 'a.3': 4 } },
      { a: [1, null, null, 4] },
    ],
    ['$set of null keeps the field', { a: 1 }, { $set: { a: null } }, { a: null }],
    [
      '$unset removes, and leaves null in an array',
      { a: 1, b: [1, 2] },
      { $unset: { a: '', 'b.0': '' } },
      { b: [null, 2] },
    ],
    ['$unset of what is missing changes nothing', { a: 1 }, { $unset: { 'x.y': '' } }, { a: 1 }],
    ['$inc and $mul start from 0', { a: 2 }, { $inc: { a: -3, n: 1 }, $mul: { m: 5 } }, { a: -1, m: 0, n: 1 }],
    [
      '$min and $max compare across types',
      { a: 5, b: 5 },
      { $min: { a: 3, c: 1 }, $max: { b: 'x' } },
      { a: 3, b: 'x', c: 1 },
    ],
    ['$rename moves a value', { a: { b: 1 } }, { $rename: { 'a.b': 'c.d' } }, { a: {}, c: { d: 1 } }],
    ['$rename of a missing field changes nothing', { a: 1 }, { $rename: { x: 'y' } }, { a: 1 }],
    ['$bit combines', { a: 13 }, { $bit: { a: { and: 10 }, b: { or: 5 } } }, { a: 8, b: 5 }],
    [
      '$push appends, and makes the array',
      { a: [1] },
      { $push: { a: [2], b: { c: 1 } } },
      { a: [1, [2]], b: [{ c: 1 }] },
    ],
    ['$push takes a position', { a: [1, 2] }, { $push: { a: { $each: [8, 9], $position: 0 } } }, { a: [8, 9, 1, 2] }],
    [
      '$push sorts, then slices, a new array too',
      {},
      { $push: { a: { $each: [3, 1, 2], $sort: 1, $slice: -2 } } },
      { a: [2, 3] },
    ],
    ['$push slices to nothing', { a: [1] }, { $push: { a: { $each: [], $slice: 0 } } }, { a: [] }],
    [
      '$push sorts by several fields',
      {
        a: [
          { x: 1, y: 1 },
          { x: 1, y: 2 },
        ],
      },
      { $push: { a: { $each: [{ x: 0, y: 9 }], $sort: { x: -1, y: -1 } } } },
      {
        a: [
          { x: 1, y: 2 },
          { x: 1, y: 1 },
          { x: 0, y: 9 },
        ],
      },
    ],
    [
      '$addToSet adds what is not there',
      { a: [1, { b: 1 }] },
      { $addToSet: { a: { $each: [{ b: 1 }, 2, 2] } } },
      { a: [1, { b: 1 }, 2] },
    ],
    ['$addToSet keeps doubles that were there', { a: [1, 1] }, { $addToSet: { a: 1 } }, { a: [1, 1] }],
    ['$pop takes the last or the first', { a: [1, 2, 3], b: [1, 2] }, { $pop: { a: 1, b: -1 } }, { a: [1, 2], b: [2] }],
    ['$pop of a missing field changes nothing', {}, { $pop: { a: 1 } }, {}],
    ['$pull removes equal elements', { a: [1, 2, 1] }, { $pull: { a: 1 } }, { a: [2] }],
    ['$pull takes a condition', { a: [1, 5, 9] }, { $pull: { a: { $gte: 5 } } }, { a: [1] }],
    [
      '$pull looks into objects',
      { a: [{ q: 1, z: 1 }, { q: 2 }, 1] },
      { $pull: { a: { q: 1 } } },
      { a: [{ q: 2 }, 1] },
    ],
    ['$pull leaves what has no fields alone', { a: [1, { q: 2 }] }, { $pull: { a: { q: { $ne: 1 } } } }, { a: [1] }],
    ['$pull of an array means that array', { a: [[1, 2], 1] }, { $pull: { a: [1, 2] } }, { a: [1] }],
    [
      '$pull with $or speaks of fields',
      { a: [{ q: 1 }, { r: 1 }, 1] },
      { $pull: { a: { $or: [{ q: 1 }, { r: 1 }] } } },
      { a: [1] },
    ],
    ['$pullAll removes each', { a: [1, 2, { b: 1 }] }, { $pullAll: { a: [1, { b: 1 }] } }, { a: [2] }],
    ['$currentDate is the now of the clock', {}, { $currentDate: { at: true } }, { at: new Date(NOW) }],
    ['$setOnInsert waits for an insert', { a: 1 }, { $setOnInsert: { b: 1 } }, { a: 1 }],
    ['$[] reaches every element', { a: [{ n: 1 }, { n: 2 }] }, { $inc: { 'a.$[].n': 1 } }, { a: [{ n: 2 }, { n: 3 }] }],
    ['an empty update changes nothing', { a: 1 }, {}, { a: 1 }],
    [
      'new fields come in the order of their paths',
      {},
      { $set: { z: 1, 'y.10': 1, 'y.9': 1, a: 1 } },
      { a: 1, y: { 9: 1, 10: 1 }, z: 1 },
    ],
    ['$bit goes beyond 32 bits', { a: 2 ** 40 }, { $bit: { a: { or: 1 } } }, { a: 2 ** 40 + 1 }],
    ['$set of a field that is NaN leaves it', { a: Number.NaN }, { $set: { a: Number.NaN } }, { a: Number.NaN }],
    [
      '$push counts a negative position from the end',
      { a: [1, 2] },
      { $push: { a: { $each: [9], $position: -1 } } },
      { a: [1, 9, 2] },
    ],
    ['fields keep their order', { a: 1, b: 2 }, { $set: { a: 3, c: 4 } }, { a: 3, b: 2, c: 4 }],
  ])('%s', (_fact, before, change, expected) => {
    expect(after(before, change)).toEqual(expected)
    expect(Object.keys(after(before, change))).toEqual(Object.keys(expected))
  })

  test('$ is the first element that all conditions on the array match', () => {
    const before = {
      lines: [
        { sku: 'a', n: 1 },
        { sku: 'b', n: 1 },
        { sku: 'b', n: 2 },
      ],
    }
    const change = { $set: { 'lines.$.n': 9 } }
    const ofB = {
      lines: [
        { sku: 'a', n: 1 },
        { sku: 'b', n: 9 },
        { sku: 'b', n: 2 },
      ],
    }
    expect(after(before, change, { 'lines.sku': 'b' })).toEqual(ofB)
    expect(after(before, change, { $and: [{ 'lines.sku': 'b' }, { 'lines.n': 2 }] }).lines).toEqual([
      ...before.lines.slice(0, 2),
      { sku: 'b', n: 9 },
    ])
    expect(after(before, change, { lines: { $elemMatch: { sku: 'b', n: 1 } } })).toEqual(ofB)
    expect(refusal(before, change, { store: 'east' })).toBe('DATABASE_REQUEST_FAILED')
  })
})

describe('updates that MongoDB refuses are refused', () => {
  test.each<[string, Fields, Fields]>([
    ['$inc on text', { a: 'x' }, { $inc: { a: 1 } }],
    ['$inc on null', { a: null }, { $inc: { a: 1 } }],
    ['$inc by text', { a: 1 }, { $inc: { a: '1' } }],
    ['$mul on an array', { a: [1] }, { $mul: { a: 2 } }],
    ['$push on a number', { a: 1 }, { $push: { a: 1 } }],
    ['$addToSet on an object', { a: {} }, { $addToSet: { a: 1 } }],
    ['$pull on text', { a: 'x' }, { $pull: { a: 'x' } }],
    ['$pop by 2', { a: [1] }, { $pop: { a: 2 } }],
    ['$set through a number', { a: 1 }, { $set: { 'a.b': 1 } }],
    ['$set through null', { a: null }, { $set: { 'a.b': 1 } }],
    ['$set of a field of an array', { a: [1] }, { $set: { 'a.b': 1 } }],
    ['$bit on a fraction', { a: 1.5 }, { $bit: { a: { and: 1 } } }],
    ['$each that is no array', {}, { $push: { a: { $each: 1 } } }],
    ['$inc beyond 64 bits', { a: 2 ** 62 }, { $inc: { a: 2 ** 62 } }],
    ['$mul beyond 64 bits', { a: 2 ** 40 }, { $mul: { a: 2 ** 40 } }],
    ['$bit of another name', { a: 1 }, { $bit: { a: { nand: 1 } } }],
    ['$bit by a fraction', { a: 1 }, { $bit: { a: { and: 1.5 } } }],
    ['$push with an unknown clause', { a: [] }, { $push: { a: { $each: [], $foo: 1 } } }],
    ['$push with a wrong order', { a: [] }, { $push: { a: { $each: [], $sort: 2 } } }],
    ['$push with a slice that is no number', { a: [] }, { $push: { a: { $each: [], $slice: 'x' } } }],
    ['$addToSet with a position', { a: [] }, { $addToSet: { a: { $each: [], $position: 1 } } }],
    ['$pull with an unknown operator', { a: [] }, { $pull: { a: { $foo: 1 } } }],
    ['$pullAll without an array', { a: [] }, { $pullAll: { a: 1 } }],
    ['$pop on text', { a: 'x' }, { $pop: { a: 1 } }],
    ['$rename to what is no text', { a: 1 }, { $rename: { a: 1 } }],
    ['$rename into an array', { a: 1, b: [1] }, { $rename: { a: 'b.0' } }],
    ['$rename to itself', { a: 1 }, { $rename: { a: 'a' } }],
    ['$currentDate as a timestamp', {}, { $currentDate: { a: { $type: 'timestamp' } } }],
    ['two operators on one path', { a: 1 }, { $set: { a: 1 }, $inc: { a: 1 } }],
    ['a path through another', { a: {} }, { $set: { a: {}, 'a.b': 1 } }],
    ['an unknown operator', {}, { $foo: { a: 1 } }],
    ['fields beside operators', {}, { a: 1 }],
    ['an operator that is a name of every object', {}, { constructor: { a: 1 } }],
    ['a change of _id', {}, { $set: { _id: 'b' } }],
    ['a $ field in a value', {}, { $set: { a: { $gt: 1 } } }],
    ['an empty step in a path', {}, { $set: { 'a..b': 1 } }],
    ['a path through the prototype', {}, { $set: { '__proto__.x': 1 } }],
    ['$[] on what is no array', { a: 1 }, { $set: { 'a.$[]': 1 } }],
    ['an array index without end', { a: [] }, { $set: { 'a.99999999': 1 } }],
  ])('%s', (_what, before, change) => {
    expect(refusal(before, change)).toBe('DATABASE_REQUEST_FAILED')
  })
})

test('an update that changes nothing answers the same object, and one that does shares what it leaves alone', () => {
  const before = seal({ _id: 'a', big: { x: [1] }, n: 1 }, 100)
  const compile = (change: Fields) => compileOperators(change, { filter: {}, now: NOW, nesting: 100 })
  expect(compile({ $set: { n: 1, big: { x: [1] } }, $addToSet: {} })(before)).toBe(before)
  const changed = compile({ $inc: { n: 1 } })(before)
  expect(changed.big).toBe(before.big)
  expect(before.n).toBe(1)
})

test('a replacement keeps only _id', () => {
  const before = seal({ _id: 'a', n: 1, m: 2 }, 100)
  expect(compileReplacement(seal({ m: 2 }, 100), 100)(before)).toEqual({ _id: 'a', m: 2 })
  expect(compileReplacement(seal({ n: 1, m: 2 }, 100), 100)(before)).toBe(before)
})
