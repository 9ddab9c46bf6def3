import { parseArgs } from 'node:util'
import colors from 'picocolors'
import { type Figure, holds } from './bench/figure.ts'
import { hotDishes } from './bench/hotDishes.ts'
import { localCloud, manyInTheLocalCloud } from './bench/localCloud.ts'
import { lunchRush } from './bench/lunchRush.ts'
import { moduleLoad } from './bench/moduleLoad.ts'
import { packageSize } from './bench/packageSize.ts'
import { roundTrips } from './bench/roundTrips.ts'
import { buildAll } from './build/buildAll.ts'
import { root } from './root.ts'

/** `npm run bench`: every promised figure, as a table, or with --json one object a line; --large adds what takes minutes; exit 1 when one does not hold. */
const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, large: { type: 'boolean', default: false } },
})
const say = values.json ? () => {} : (line: string) => console.error(colors.dim(`  ${line}`))

await buildAll(root, say)
const measures = {
  roundTrips,
  hotDishes,
  lunchRush,
  moduleLoad,
  packageSize,
  localCloud,
  ...(values.large && { manyInTheLocalCloud }),
}
let broken = 0
for (const [name, measure] of Object.entries(measures)) {
  say(`measuring ${name} …`)
  for (const figure of await measure()) {
    if (!holds(figure)) broken++
    console.log(
      values.json ? JSON.stringify({ ...figure, bound: figure.bound ?? null, holds: holds(figure) }) : row(figure),
    )
  }
}
process.exitCode = broken > 0 ? 1 : 0

function row(figure: Figure): string {
  const mark = figure.bound === undefined ? ' ' : holds(figure) ? colors.green('✓') : colors.red('✗')
  const value = `${figure.value} ${figure.unit}`.padStart(18)
  return `${mark} ${figure.name.padEnd(58)}${value}   ${colors.dim(figure.bound ?? '')}`
}
