import { parseArgs } from 'node:util'
import colors from 'picocolors'
import { examine, type Verdict } from '../tests/mutants/examine.ts'
import { mutants } from '../tests/mutants/mutants.ts'
import { openWorkshop } from '../tests/mutants/workshop.ts'

/**
 * `npm run mutants`: puts small bugs into the house, one at a time, and sees by what each is caught: the simulation
 * first, then the tests nearest to it. `--only <text>` takes those whose name has it, `--seeds N` is how long to simulate,
 * `--shard 2/3` the second third of them.
 */
const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    seeds: { type: 'string', default: '200' },
    shard: { type: 'string', default: '1/1' },
  },
})

/** Of 30 bugs at most one may stay unseen. */
const leastCaught = 29 / 30

const [shard = 1, shards = 1] = values.shard.split('/').map(Number)
const named = mutants.filter(({ name }) => name.includes(values.only))
const size = Math.ceil(named.length / shards)
const chosen = named.slice((shard - 1) * size, shard * size)
const workshop = openWorkshop()
const verdicts: Verdict[] = []
try {
  for (const mutant of chosen) {
    const verdict = await examine(mutant, workshop, Number(values.seeds))
    verdicts.push(verdict)
    const by = verdict.by ? colors.green(verdict.by) : colors.red('nothing')
    console.log(`${`${verdicts.length}/${chosen.length}`.padStart(5)}  ${mutant.name.padEnd(66)} ${by}`)
    if (verdict.what) console.log(colors.dim(`       ${verdict.what}`))
  }
} finally {
  workshop.close()
}
const caught = verdicts.filter(({ by }) => by !== undefined).length
const bySimulation = verdicts.filter(({ by }) => by?.startsWith('simulation')).length
console.log(`\n${caught} of ${chosen.length} caught, ${bySimulation} of them by the simulation`)
process.exitCode = caught >= Math.floor(chosen.length * leastCaught) && chosen.length > 0 ? 0 : 1
