import { beforeAll, describe, expect, it } from 'vitest'
import { openTheatre, type Play } from './theatre.ts'

const seeds = 500
const minutes = 5
const tableSeeds = 30
const tableMinutes = 1

let play: Play
beforeAll(async () => {
  play = await openTheatre()
})

describe('the restaurant on a virtual clock', () => {
  it(`keeps I1 to I11 whatever goes wrong between any two round trips, in ${seeds} seeds`, async () => {
    const failures: string[] = []
    for (let seed = 1; seed <= seeds && failures.length === 0; seed++) {
      const { violations } = await play(seed, { minutes })
      failures.push(
        ...violations.map((violation) => `npm run simulate -- --replay ${seed} --minutes ${minutes}: ${violation}`),
      )
    }
    expect(failures).toEqual([])
  }, 300_000)

  it(`"one table, six phones": loses no dish and doubles none, in ${tableSeeds} seeds`, async () => {
    const failures: string[] = []
    for (let seed = 1; seed <= tableSeeds && failures.length === 0; seed++) {
      const { violations } = await play(seed, { minutes: tableMinutes, scene: 'table' })
      const replay = `npm run simulate -- --table --replay ${seed} --minutes ${tableMinutes}`
      failures.push(...violations.map((violation) => `${replay}: ${violation}`))
    }
    expect(failures).toEqual([])
  }, 120_000)

  it('takes the same course to the byte for the same seed, and another for another', async () => {
    const told = async (seed: number) => {
      const lines: string[] = []
      const { digest } = await play(seed, { minutes, print: (line) => lines.push(line) })
      return { digest, text: lines.join('\n') }
    }
    const first = await told(7)
    await told(8)
    const again = await told(7)
    expect(again).toEqual(first)
    expect((await told(8)).digest).not.toBe(first.digest)
    expect(first.text).toMatch(/diner\.placeOrder#\d+ {2}boards\.updateAndReturn/)
  })
})
