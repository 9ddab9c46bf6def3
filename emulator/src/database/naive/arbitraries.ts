import fc from 'fast-check'
import type { Doc } from './values.ts'

// Few names and few values, so that conditions meet documents and paths meet fields.

const scalar = fc.oneof(
  { weight: 12, arbitrary: fc.integer({ min: 0, max: 2 }) },
  { weight: 2, arbitrary: fc.constantFrom(0.5, -0, Number.NaN, Number.NaN) },
  { weight: 2, arbitrary: fc.constantFrom('', 'a', 'ab', 'B', '\u{1f35c}', '\uff01') },
  { weight: 2, arbitrary: fc.constantFrom<unknown>(null, true, false, new Date(0), new Date(5)) },
)
const name = fc.constantFrom('x', 'y', '0')
const { value } = fc.letrec<{ value: unknown; list: unknown[]; object: Doc }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'max', maxDepth: 3 },
    { weight: 4, arbitrary: scalar },
    { weight: 3, arbitrary: tie('list') },
    { weight: 3, arbitrary: tie('object') },
  ),
  list: fc.array(tie('value'), { maxLength: 3, size: 'max' }),
  object: fc.dictionary(name, tie('value'), { maxKeys: 2, size: 'max', noNullPrototype: true }),
}))

export const fields: fc.Arbitrary<Doc> = fc.dictionary(fc.constantFrom('a', 'b', 'c'), value, {
  minKeys: 1,
  maxKeys: 3,
  size: 'max',
  noNullPrototype: true,
})

export const path = fc
  .tuple(fc.constantFrom('a', 'b', 'c'), fc.oneof(fc.constant([]), fc.array(name, { maxLength: 2, size: 'max' })))
  .map(([first, rest]) => [first, ...rest].join('.'))

const pattern = fc.constantFrom(/^a/, /b/i, /^$/)
const fieldOperators = (depth: number): fc.Arbitrary<Doc> => {
  const operator: fc.Arbitrary<[string, unknown]>[] = [
    fc.tuple(fc.constantFrom('$eq', '$ne', '$gt', '$gte', '$lt', '$lte'), value),
    fc.tuple(
      fc.constantFrom('$in', '$nin', '$all'),
      fc.array(fc.oneof({ weight: 5, arbitrary: value }, pattern), { maxLength: 3 }),
    ),
    fc.tuple(fc.constant('$exists'), fc.boolean()),
    fc.tuple(fc.constant('$size'), fc.nat(3)),
    fc.tuple(fc.constant('$mod'), fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 0, max: 2 }))),
    fc.tuple(fc.constant('$regex'), pattern),
    fc.tuple(fc.constant('$type'), fc.constantFrom('number', 'string', 'object', 'array', 'bool', 'date', 'null')),
  ]
  if (depth > 0) {
    operator.push(
      fc.tuple(fc.constant('$not'), fieldOperators(depth - 1)),
      fc.tuple(fc.constant('$elemMatch'), fc.oneof(fieldOperators(depth - 1), fieldConditions(depth - 1, name))),
      fc.tuple(
        fc.constant('$all'),
        fc.array(
          fieldConditions(0, name).map(($elemMatch) => ({ $elemMatch })),
          { minLength: 1, maxLength: 2 },
        ),
      ),
    )
  }
  return fc.array(fc.oneof(...operator), { minLength: 1, maxLength: 2 }).map(Object.fromEntries)
}

const fieldConditions = (depth: number, at: fc.Arbitrary<string>): fc.Arbitrary<Doc> =>
  fc.dictionary(
    at,
    fc.oneof(
      { weight: 4, arbitrary: value },
      { weight: 1, arbitrary: pattern },
      { weight: 6, arbitrary: fieldOperators(depth) },
    ),
    {
      minKeys: 1,
      maxKeys: 2,
      noNullPrototype: true,
    },
  )

export const filter: fc.Arbitrary<Doc> = fc.oneof(
  { weight: 4, arbitrary: fieldConditions(1, path) },
  fc
    .tuple(fc.constantFrom('$and', '$or', '$nor'), fc.array(fieldConditions(1, path), { minLength: 1, maxLength: 2 }))
    .map(([operator, parts]) => ({ [operator]: parts })),
)

export const sortOrder = fc
  .uniqueArray(path, { minLength: 1, maxLength: 2 })
  .chain((paths) => fc.tuple(...paths.map((each) => fc.tuple(fc.constant(each), fc.constantFrom<1 | -1>(1, -1)))))
  // Sorting by an index of an array is another matter, and rare.
  .filter((spec) => spec.every(([each]) => !each.includes('0')))

const isApart = (paths: string[]) =>
  paths.every((one) => paths.every((other) => one === other || !`${other}.`.startsWith(`${one}.`)))

export const projection = fc.record({
  paths: fc.uniqueArray(path, { minLength: 1, maxLength: 3 }).filter(isApart),
  keeps: fc.boolean(),
  withId: fc.boolean(),
})

const each = fc.array(value, { maxLength: 3 })
const step = fc.oneof(
  fc.tuple(fc.constantFrom('$set', '$min', '$max'), path, value),
  fc.tuple(fc.constant('$unset'), path, fc.constant('')),
  fc.tuple(fc.constantFrom('$inc', '$mul'), path, fc.constantFrom(-1, 0, 2, 0.5)),
  fc.tuple(
    fc.constant('$bit'),
    path,
    fc
      .tuple(fc.constantFrom('and', 'or', 'xor'), fc.integer({ min: -8, max: 8 }))
      .map(([name, mask]) => ({ [name]: mask })),
  ),
  fc.tuple(
    fc.constant('$push'),
    path,
    fc.record(
      {
        $each: each,
        $position: fc.integer({ min: -2, max: 3 }),
        $sort: fc.constantFrom(1, -1),
        $slice: fc.integer({ min: -2, max: 3 }),
      },
      { requiredKeys: ['$each'] },
    ),
  ),
  fc.tuple(
    fc.constant('$addToSet'),
    path,
    each.map(($each) => ({ $each })),
  ),
  fc.tuple(fc.constant('$pop'), path, fc.constantFrom(1, -1)),
  fc.tuple(fc.constant('$pull'), path, fc.oneof(value, fieldOperators(0), fieldConditions(0, name))),
  fc.tuple(fc.constant('$pullAll'), path, each),
  fc.tuple(fc.constant('$rename'), path, path).filter(([, from, to]) => from !== to),
)

export const change: fc.Arbitrary<{ [operator: string]: Doc }> = fc
  .array(step, { minLength: 1, maxLength: 2 })
  .map((steps) => {
    const made: { [operator: string]: Doc } = {}
    for (const [operator, at, argument] of steps) made[operator] = { ...made[operator], [at]: argument }
    return made
  })
