import type { Builders, Cases, Refusals } from './document.ts'

export const cases = ($: Builders): Cases => ({
  abs: [
    [$.abs('$neg'), 2.5],
    [$.abs('$nothing'), null],
    [$.abs('$absent'), null],
  ],
  add: [
    [$.add(['$n', 1, -3]), 5],
    [$.add(['$at', 1000]), new Date('2026-01-04T01:02:04.004Z')],
    [$.add(['$n', '$nothing']), null],
  ],
  ceil: [
    [$.ceil('$neg'), -2],
    [$.ceil('$absent'), null],
  ],
  divide: [
    [$.divide(['$n', 2]), 3.5],
    [$.divide(['$absent', 2]), null],
  ],
  exp: [
    [$.exp(0), 1],
    [$.exp('$nothing'), null],
  ],
  floor: [
    [$.floor('$neg'), -3],
    [$.floor('$absent'), null],
  ],
  ln: [
    [$.ln(1), 0],
    [$.ln('$nothing'), null],
  ],
  log: [
    [$.log([8, 2]), 3],
    [$.log(['$nothing', 2]), null],
  ],
  log10: [
    [$.log10(1000), 3],
    [$.log10('$absent'), null],
  ],
  mod: [
    [$.mod(['$n', 4]), 3],
    [$.mod([-7, 4]), -3],
    [$.mod(['$n', '$nothing']), null],
  ],
  multiply: [
    [$.multiply(['$n', 2, '$neg']), -35],
    [$.multiply(['$n', '$absent']), null],
  ],
  pow: [
    [$.pow(['$n', 2]), 49],
    [$.pow(['$nothing', 2]), null],
  ],
  sqrt: [
    [$.sqrt(49), 7],
    [$.sqrt('$absent'), null],
  ],
  subtract: [
    [$.subtract(['$n', 2]), 5],
    [$.subtract(['$at', '$newYear']), 275_523_004],
    [$.subtract(['$at', 4]), new Date('2026-01-04T01:02:03Z')],
    [$.subtract(['$n', '$nothing']), null],
  ],
  trunc: [
    [$.trunc('$neg'), -2],
    [$.trunc([1234.567, 2]), 1234.56],
    [$.trunc([1234.567, -2]), 1200],
    [$.trunc('$nothing'), null],
  ],
  avg: [
    [$.avg('$list'), 2],
    [$.avg(['$n', 1, 'x']), 4],
    [$.avg('$nothing'), null],
  ],
  max: [
    [$.max('$list'), 3],
    [$.max(['$n', '$list']), [3, 1, 2]],
    [$.max('$absent'), null],
  ],
  min: [
    [$.min('$list'), 1],
    [$.min('$mixed'), 1],
  ],
  sum: [
    [$.sum('$list'), 6],
    [$.sum(['$n', '$list', 1]), 8],
    [$.sum('$absent'), 0],
  ],
  stdDevPop: [
    [$.stdDevPop([1, 3]), 1],
    [$.stdDevPop([]), null],
  ],
  stdDevSamp: [
    [$.stdDevSamp([1, 2, 3]), 1],
    [$.stdDevSamp([1]), null],
  ],
})

export const refusals = ($: Builders): Refusals => ({
  abs: [$.abs('$text'), $.abs([1, 2])],
  add: [$.add(['$text', 1]), $.add(['$at', '$at'])],
  ceil: [$.ceil('$list')],
  divide: [$.divide([1, 0]), $.divide(['$text', 1]), $.divide([1])],
  ln: [$.ln(0)],
  log: [$.log([8, 1]), $.log([-1, 2])],
  log10: [$.log10(-1)],
  mod: [$.mod([1, 0]), $.mod(['x', 2])],
  multiply: [$.multiply(['$text', 2])],
  pow: [$.pow([0, -1])],
  sqrt: [$.sqrt(-1)],
  subtract: [$.subtract(['$n', '$at']), $.subtract(['$text', 1])],
  trunc: [$.trunc('$text'), $.trunc([1, 101])],
  // These two collect over the documents of a group, and mean nothing beside it.
  addToSet: [$.addToSet('$n')],
  push: [$.push('$n')],
})
