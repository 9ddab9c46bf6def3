import { type Builders, type Cases, MISSING, type Refusals } from './document.ts'

export const cases = ($: Builders): Cases => ({
  arrayElemAt: [
    [$.arrayElemAt(['$list', 0]), 3],
    [$.arrayElemAt(['$list', -1]), 2],
    [$.arrayElemAt(['$list', 9]), MISSING],
    [$.arrayElemAt(['$nothing', 0]), null],
  ],
  arrayToObject: [
    [
      $.arrayToObject([
        [
          ['x', 1],
          ['y', [2]],
          ['x', 3],
        ],
      ]),
      { x: 3, y: [2] },
    ],
    [$.arrayToObject({ $literal: [{ k: 'x', v: { z: 1 } }] }), { x: { z: 1 } }],
    [$.arrayToObject('$nothing'), null],
  ],
  concatArrays: [
    [$.concatArrays(['$list', [9], []]), [3, 1, 2, 9]],
    [$.concatArrays(['$list', '$nothing']), null],
  ],
  filter: [
    [$.filter({ input: '$list', as: 'each', cond: $.gte(['$$each', 2]) }), [3, 2]],
    [$.filter({ input: '$list', cond: $.lt(['$$this', '$n']) }), [3, 1, 2]],
    [$.filter({ input: '$absent', cond: true }), null],
  ],
  in: [
    [$.in([1, '$list']), true],
    [$.in([9, '$list']), false],
    [$.in(['$absent', '$mixed']), false],
    [$.in([null, '$mixed']), true],
  ],
  indexOfArray: [
    [$.indexOfArray(['$list', 1]), 1],
    [$.indexOfArray(['$list', 9]), -1],
    [$.indexOfArray(['$list', 3, 1]), -1],
    [$.indexOfArray(['$list', 2, 1, 2]), -1],
    [$.indexOfArray(['$nothing', 1]), null],
  ],
  isArray: [
    [$.isArray('$list'), true],
    [$.isArray(['$n']), false],
    [$.isArray('$absent'), false],
  ],
  map: [
    [$.map({ input: '$list', as: 'each', in: $.multiply(['$$each', 2]) }), [6, 2, 4]],
    [$.map({ input: '$pairs', in: '$$this.w' }), [null, 3]],
    [$.map({ input: '$nothing', in: 1 }), null],
  ],
  range: [
    [$.range([0, 5, 2]), [0, 2, 4]],
    [$.range([2, 0]), []],
    [$.range([2, 0, -1]), [2, 1]],
  ],
  reduce: [
    [$.reduce({ input: '$list', initialValue: 0, in: $.add(['$$value', '$$this']) }), 6],
    [
      $.reduce({ input: '$list', initialValue: [], in: $.concatArrays(['$$value', ['$$this', '$n']]) }),
      [3, 7, 1, 7, 2, 7],
    ],
    [$.reduce({ input: '$nothing', initialValue: 0, in: 1 }), null],
  ],
  reverseArray: [
    [$.reverseArray('$list'), [2, 1, 3]],
    [$.reverseArray('$absent'), null],
  ],
  size: [
    [$.size('$list'), 3],
    [$.size({ $literal: [] }), 0],
  ],
  slice: [
    [$.slice(['$list', 2]), [3, 1]],
    [$.slice(['$list', -2]), [1, 2]],
    [$.slice(['$list', 1, 5]), [1, 2]],
    [$.slice(['$list', -9, 1]), [3]],
    [$.slice(['$nothing', 1]), null],
  ],
  zip: [
    [$.zip({ inputs: ['$list', ['a']] }), [[3, 'a']]],
    [
      $.zip({ inputs: ['$list', ['a']], useLongestLength: true, defaults: [0, 'z'] }),
      [
        [3, 'a'],
        [1, 'z'],
        [2, 'z'],
      ],
    ],
    [
      $.zip({ inputs: [['a', null], [1]], useLongestLength: true }),
      [
        ['a', 1],
        [null, null],
      ],
    ],
    [$.zip({ inputs: ['$nothing', [1]] }), null],
  ],
  first: [
    [$.first('$list'), 3],
    [$.first('$nothing'), null],
    [$.first({ $literal: [] }), MISSING],
  ],
  last: [
    [$.last('$list'), 2],
    [$.last('$absent'), null],
  ],
  mergeObjects: [
    [$.mergeObjects(['$deep', { c: '$n' }, '$nothing']), { a: { b: 5 }, c: 7 }],
    [$.mergeObjects('$absent'), {}],
  ],
  objectToArray: [
    [$.objectToArray('$deep'), [{ k: 'a', v: { b: 5 } }]],
    [$.objectToArray('$nothing'), null],
  ],
  allElementsTrue: [
    [$.allElementsTrue(['$list']), true],
    [$.allElementsTrue(['$mixed']), false],
    [$.allElementsTrue([[]]), true],
  ],
  anyElementTrue: [
    [$.anyElementTrue(['$mixed']), true],
    [$.anyElementTrue([[0, false]]), false],
  ],
  setDifference: [
    [$.setDifference(['$list', [1, 9]]), [3, 2]],
    [$.setDifference(['$nothing', '$list']), null],
  ],
  setEquals: [
    [$.setEquals(['$list', [1, 2, 3, 3]]), true],
    [$.setEquals(['$list', [1, 2]]), false],
  ],
  setIntersection: [
    [$.setIntersection(['$list', [2, 3, 9]]), [3, 2]],
    [$.setIntersection(['$list', '$absent']), null],
  ],
  setIsSubset: [
    [$.setIsSubset([[1, 1], '$list']), true],
    [$.setIsSubset(['$list', [1]]), false],
  ],
  setUnion: [
    [$.setUnion(['$list', [1, 9]]), [3, 1, 2, 9]],
    [$.setUnion(['$list', '$nothing']), null],
  ],
})

export const refusals = ($: Builders): Refusals => ({
  arrayElemAt: [$.arrayElemAt(['$n', 0]), $.arrayElemAt(['$list', 'x']), $.arrayElemAt(['$list'])],
  arrayToObject: [$.arrayToObject('$list'), $.arrayToObject([[[1, 2]]])],
  concatArrays: [$.concatArrays(['$list', '$n'])],
  filter: [
    $.filter({ input: '$n', cond: true }),
    $.filter({ input: '$list' }),
    $.filter({ input: '$list', cond: '$$unknown' }),
  ],
  in: [$.in([1, '$n']), $.in([1, '$absent'])],
  indexOfArray: [$.indexOfArray(['$n', 1]), $.indexOfArray(['$list', 1, -1])],
  map: [$.map({ input: '$text', in: 1 }), $.map({ input: '$list', as: 'Big', in: 1 })],
  range: [$.range([0, 5, 0]), $.range(['$text', 5]), $.range([0, 1e9])],
  reduce: [$.reduce({ input: '$n', initialValue: 0, in: 1 }), $.reduce({ input: '$list', in: 1 })],
  reverseArray: [$.reverseArray('$text')],
  size: [$.size('$absent'), $.size('$text')],
  slice: [$.slice(['$n', 1]), $.slice(['$list', 1, 0]), $.slice(['$list', 1.5])],
  zip: [$.zip({ inputs: ['$n'] }), $.zip({ inputs: ['$list'], defaults: [1] })],
  mergeObjects: [$.mergeObjects(['$n'])],
  objectToArray: [$.objectToArray('$list')],
  allElementsTrue: [$.allElementsTrue(['$n']), $.allElementsTrue(['$list', '$list'])],
  setDifference: [$.setDifference(['$list', '$n'])],
  setEquals: [$.setEquals(['$list', '$nothing']), $.setEquals(['$list'])],
  setIsSubset: [$.setIsSubset(['$nothing', '$list'])],
  setUnion: [$.setUnion(['$list', 1])],
})
