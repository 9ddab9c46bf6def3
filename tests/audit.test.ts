import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { root } from '../scripts/root.ts'
import { line, orderInput } from './house/orderInput.ts'
import { openTestHouse, type TestHouse } from './house/testHouse.ts'

let data: string
let house: TestHouse
let id: string
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'yundian-audit-'))
  house = await openTestHouse({ data })
  ;({ id } = await house.diner('ann').ask('placeOrder', orderInput([line('brain')], 2600)))
  await house.diner('ann').pay(id)
  await house.cloud.idle()
})
afterAll(async () => {
  await house.close()
  await rm(data, { recursive: true, force: true })
})

/** Runs what `npm run audit -- …` runs. */
async function audit(...options: string[]): Promise<{ code: number | null; output: string }> {
  const env = { ...process.env, NO_COLOR: '1' }
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/audit.ts', ...options], { cwd: root, env })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve))
  return { code, output }
}

describe('npm run audit', () => {
  it('finds a running restaurant in order, by its address and by its folder', async () => {
    expect(await audit('--url', house.cloud.url, '--at-rest')).toEqual({
      code: 0,
      output: expect.stringContaining('1 orders'),
    })
    expect(await audit('--data', data, '--at-rest')).toMatchObject({ code: 0 })
  })

  it('tells what somebody changed by hand, with the ids of the documents, and of a stopped restaurant too', async () => {
    await house.cloud.database.update('boards', { _id: 'lane' }, { $inc: { 'left.brain': 1 } }, { multi: false })
    await house.cloud.database.remove('pointEntries', { _id: `earn:${id}` }, { multi: false })
    await house.cloud.stop()
    const { code, output } = await audit('--data', data, '--at-rest', '--json')
    const found = output
      .trim()
      .split('\n')
      .map((text) => JSON.parse(text))
    expect(code).toBe(1)
    expect(found).toMatchObject([
      { invariant: 'I4', document: `orders/${id}` },
      { invariant: 'I2', document: 'boards/lane' },
    ])
  })

  it('says in one line what it cannot read', async () => {
    const nowhere = await audit('--url', 'http://127.0.0.1:9')
    expect(nowhere.code).toBe(2)
    expect(nowhere.output.trim().split('\n')).toHaveLength(1)
  })
})
