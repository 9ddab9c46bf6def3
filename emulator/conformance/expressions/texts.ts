import type { Builders, Cases, Refusals } from './document.ts'

export const cases = ($: Builders): Cases => ({
  concat: [
    [$.concat(['$text', '!']), 'Grüße 世界!'],
    [$.concat(['$text', '$absent']), null],
  ],
  indexOfBytes: [
    [$.indexOfBytes(['$text', '世']), 8],
    [$.indexOfBytes(['$text', 'x']), -1],
    [$.indexOfBytes(['$nothing', 'x']), null],
  ],
  indexOfCP: [
    [$.indexOfCP(['$text', '世']), 6],
    [$.indexOfCP(['$text', '世', 7]), -1],
    [$.indexOfCP(['\u{1f35c}面\u{1f35c}面', '面', 2]), 3],
    [$.indexOfCP(['$text', '界', 0, 7]), -1],
    [$.indexOfCP(['$absent', 'x']), null],
  ],
  split: [
    [$.split(['$text', ' ']), ['Grüße', '世界']],
    [$.split(['$nothing', ' ']), null],
  ],
  strLenBytes: [[$.strLenBytes('$text'), 14]],
  strLenCP: [
    [$.strLenCP('$text'), 8],
    [$.strLenCP('\u{1f35c}'), 1],
  ],
  strcasecmp: [
    [$.strcasecmp(['abc', 'ABD']), -1],
    [$.strcasecmp(['abc', 'ABC']), 0],
    [$.strcasecmp(['$nothing', '$empty']), 0],
  ],
  substr: [
    [$.substr(['$text', 0, 2]), 'Gr'],
    [$.substr(['$text', 8, -1]), '世界'],
    [$.substr(['$n', 0, 5]), '7'],
    [$.substr(['$nothing', 0, 5]), ''],
  ],
  substrBytes: [
    [$.substrBytes(['$text', 8, 3]), '世'],
    [$.substrBytes(['$text', 99, 3]), ''],
  ],
  substrCP: [
    [$.substrCP(['$text', 6, 1]), '世'],
    [$.substrCP(['\u{1f35c}面', 1, 9]), '面'],
    [$.substrCP(['$nothing', 0, 1]), ''],
  ],
  toLower: [
    [$.toLower('ABC Ü'), 'abc Ü'],
    [$.toLower('$nothing'), ''],
    [$.toLower('$n'), '7'],
  ],
  toUpper: [
    [$.toUpper('abc ü'), 'ABC ü'],
    [$.toUpper('$absent'), ''],
  ],
})

export const refusals = ($: Builders): Refusals => ({
  concat: [$.concat(['$text', '$n'])],
  indexOfBytes: [$.indexOfBytes(['$n', 'x']), $.indexOfBytes(['$text', 'x', -1])],
  indexOfCP: [$.indexOfCP(['$text', '$nothing'])],
  split: [$.split(['$text', '']), $.split(['$text', 1])],
  strLenBytes: [$.strLenBytes('$nothing')],
  strLenCP: [$.strLenCP('$n')],
  substr: [$.substr(['$text', -1, 2]), $.substr(['$text', 0, 3]), $.substr(['$list', 0, 1])],
  substrCP: [$.substrCP(['$text', 0, -1])],
  toLower: [$.toLower('$list')],
})
