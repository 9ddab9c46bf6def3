import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { root } from '../scripts/root.ts'

let data: string
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'yundian-start-'))
})
afterAll(() => rm(data, { recursive: true, force: true }))

interface Run {
  process: ChildProcess
  output(): string
  exit: Promise<number | null>
}

/** Runs what `npm start -- …` runs. */
function start(...options: string[]): Run {
  // Without colours: where CI is set they would be on, and an address would end in their codes.
  const env = { ...process.env, NO_COLOR: '1' }
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/start.ts', ...options], { cwd: root, env })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const exit = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  return { process: child, output: () => output, exit }
}

async function untilStarted(run: Run): Promise<{ preview: string; console: string }> {
  await expect.poll(run.output, { timeout: 50_000, interval: 200 }).toContain('Ctrl-C stops')
  const [preview, , , console] = run.output().match(/http:\/\/127\.0\.0\.1:\d+\S*/g) ?? []
  return { preview: preview ?? '', console: console ?? '' }
}

describe('npm start', () => {
  for (const [name, options, told] of [
    ['an unknown option', ['--fast'], /--fast/],
    ['a port that is none', ['--port', 'abc'], /--port abc is not a port/],
    ['a clock that is no instant', ['--clock', 'noon'], /--clock noon is not an ISO instant/],
  ] as const) {
    it(`tells ${name} in one line, without a stack`, async () => {
      const run = start(...options)
      expect(await run.exit).toBe(1)
      expect(run.output()).toMatch(told)
      expect(run.output().trim().split('\n')).toHaveLength(1)
    })
  }

  it('tells a port in use in one line, and leaves its owner alone', async () => {
    const owner = createServer((_request, response) => response.end('mine')).listen(0, '127.0.0.1')
    await new Promise((resolve) => owner.once('listening', resolve))
    const { port } = owner.address() as AddressInfo
    const run = start('--port', String(port), '--data', join(data, 'other'))
    expect(await run.exit).toBe(1)
    expect(run.output().trim().split('\n').at(-1)).toMatch(new RegExp(`port ${port} is in use`))
    expect(run.output()).not.toMatch(/ at .*:\d+:\d+/)
    expect(await (await fetch(`http://127.0.0.1:${port}`)).text()).toBe('mine')
    owner.close()
  })

  it('serves the pages that it prints, keeps its data, begins anew on --reset, and ends on Ctrl-C', async () => {
    const options = ['--port', '0', '--data', join(data, 'cloud')]
    const first = start(...options)
    const pages = await untilStarted(first)
    expect(first.output()).toContain('demo restaurant seeded')
    for (const page of [pages.preview, pages.console]) expect((await fetch(page)).status).toBe(200)
    first.process.kill('SIGINT')
    expect(await first.exit).toBe(0)

    const second = start(...options)
    await untilStarted(second)
    expect(second.output()).not.toContain('demo restaurant seeded')
    second.process.kill('SIGTERM')
    expect(await second.exit).toBe(0)

    const third = start(...options, '--reset')
    await untilStarted(third)
    expect(third.output()).toContain('demo restaurant seeded')
    third.process.kill('SIGINT')
    expect(await third.exit).toBe(0)
  }, 150_000)
})
