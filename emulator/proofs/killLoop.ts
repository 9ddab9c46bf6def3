import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { killRound } from './killRound.ts'

/** `npm run proof:kill -- [--times 50]`: kills a writing process again and again; exit 1 when anything acknowledged is lost. */
const { values } = parseArgs({ options: { times: { type: 'string', default: '50' } } })
const times = Number(values.times)
if (!Number.isInteger(times) || times < 1) throw new RangeError('--times must be a number of rounds')

const WIDTH = 30
const dir = await mkdtemp(join(tmpdir(), 'local-cloud-killed-'))
let acknowledged = 0
let broken = 0
for (let round = 1; round <= times; round += 1) {
  // A number without a rhythm of its own, so that the kill falls anywhere in the writers' rhythm.
  const outcome = await killRound(dir, 1 + ((round * 7919) % 997))
  acknowledged += outcome.acknowledged
  broken += outcome.wrong.length
  for (const line of outcome.wrong) process.stdout.write(`\nround ${round}: ${line}\n`)
  const done = Math.round((round / times) * WIDTH)
  const bar = `${'#'.repeat(done)}${'.'.repeat(WIDTH - done)}`
  process.stdout.write(`\r[${bar}] ${round}/${times} kills, ${acknowledged} acknowledged steps looked for`)
}
process.stdout.write(`\n${broken === 0 ? 'nothing acknowledged was lost' : `${broken} things are wrong`}\n`)
await rm(dir, { recursive: true })
process.exitCode = broken === 0 ? 0 : 1
