import { parseArgs } from 'node:util'
import colors from 'picocolors'
import { Coverage } from '../tests/simulation/coverage.ts'
import type { Run } from '../tests/simulation/runSeed.ts'
import { openTheatre } from '../tests/simulation/theatre.ts'
import { coverageTable } from './simulate/coverageTable.ts'
import { progressLine } from './simulate/progressLine.ts'

/**
 * `npm run simulate -- --seeds N [--from S] [--minutes M]`: the whole restaurant on a virtual clock, seed after seed.
 * `--replay S` plays one seed and tells everything that happens. `--table` seats six phones at one table instead.
 */
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '500' },
    from: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '12' },
    replay: { type: 'string' },
    /** Six phones at one table, instead of the whole restaurant. */
    table: { type: 'boolean', default: false },
    /** Ends with the first seed that fails. */
    'fail-fast': { type: 'boolean', default: false },
  },
})
const minutes = wholeNumber('minutes', values.minutes)
const scene = values.table ? 'table' : 'restaurant'
const play = await openTheatre()
if (values.replay === undefined) await playMany()
else await replay(wholeNumber('replay', values.replay))

async function playMany(): Promise<void> {
  const from = wholeNumber('from', values.from)
  const seeds = wholeNumber('seeds', values.seeds)
  const coverage = new Coverage(() => undefined)
  const ends: Record<string, number> = {}
  const begun = performance.now()
  let livedMs = 0
  let trips = 0
  let slowestRest = 0
  let failed = 0
  let done = 0
  let interrupted = false
  // What was played so far is told all the same.
  process.once('SIGINT', () => {
    interrupted = true
  })
  const progress = progressLine(
    seeds,
    () => `${livedMs === 0 ? 0 : Math.round(livedMs / (performance.now() - begun))} × real time, ${failed} failed`,
  )
  for (let seed = from; seed < from + seeds; seed++) {
    const run = await play(seed, { minutes, scene })
    coverage.add(run.coverage)
    for (const [end, count] of Object.entries(run.ends)) ends[end] = (ends[end] ?? 0) + count
    livedMs += run.livedMs
    trips += run.trips
    slowestRest = Math.max(slowestRest, run.ticksToRest)
    done += 1
    if (run.violations.length > 0) {
      failed += 1
      progress.clear()
      tellFailure(run)
    }
    progress.show(done)
    if (interrupted || (failed > 0 && values['fail-fast'])) break
  }
  progress.clear()
  const seconds = (performance.now() - begun) / 1000
  for (const line of coverageTable(coverage)) console.log(line)
  console.log(
    `\norders: ${Object.entries(ends)
      .map(([end, count]) => `${count} ${end}`)
      .join(', ')}`,
  )
  console.log(`${trips} round trips, at rest after at most ${slowestRest} minutes`)
  const speed = Math.round(livedMs / 1000 / seconds)
  console.log(`${done} seeds in ${seconds.toFixed(1)} s: ${(done / seconds).toFixed(1)} seeds/s, ${speed} × real time`)
  console.log(
    failed === 0 ? colors.green(`${done} seeds, 0 violations`) : colors.red(`${failed} of ${done} seeds failed`),
  )
  process.exitCode = failed === 0 ? 0 : 1
}

async function replay(seed: number): Promise<void> {
  const run = await play(seed, { minutes, scene, print: (line) => console.log(line) })
  console.log(`\n${run.steps} steps, ${run.trips} round trips, digest ${run.digest}`)
  if (run.violations.length === 0) console.log(colors.green(`seed ${seed}: 0 violations`))
  else tellFailure(run)
  process.exitCode = run.violations.length === 0 ? 0 : 1
}

function tellFailure({ seed, violations }: Run): void {
  console.log(colors.red(`seed ${seed} failed`))
  for (const violation of violations) console.log(`  ${violation}`)
  console.log(`  again: npm run simulate -- ${values.table ? '--table ' : ''}--replay ${seed} --minutes ${minutes}`)
}

function wholeNumber(name: string, text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text)
  console.error(`--${name} takes a whole number, not "${text}"`)
  process.exit(1)
}
