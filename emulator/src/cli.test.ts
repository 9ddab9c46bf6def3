import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SHOP_FOLDER } from '../fixtures/shop.ts'
import { SpawnedCloud } from '../fixtures/spawnCloud.ts'
import { readCliOptions, UsageError } from './cliOptions.ts'
import { encodeRecord } from './database/disk.ts'
import { LmdbDisk } from './database/lmdbDisk.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cli-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const shop = (...args: string[]) => ['--project', SHOP_FOLDER, '--data', join(folder, 'data'), '--port', '0', ...args]

describe('the command line', () => {
  it('tells a bad option in one line and ends with 1', async () => {
    const { code, err, out } = await new SpawnedCloud(['--bogus']).ended
    expect([code, err, out]).toEqual([1, "local cloud: Unknown option '--bogus' (see --help)\n", ''])
  })

  it.each([
    [['--port', 'http'], '--port http is not a port (0 to 65535)'],
    [['--port', '65536'], '--port 65536 is not a port (0 to 65535)'],
    [['--clock', 'tomorrow'], '--clock tomorrow is not an ISO instant, such as 2026-05-01T12:00:00+08:00'],
    [['--data'], "Option '--data <value>' argument missing (see --help)"],
    [['--trouble', '{"rules":[{"strikes":"sea"}]}'], /^--trouble: rules\[0\]: strikes must be one of request, /],
    [['--trouble', 'no/such/plan.json'], /^--trouble: ENOENT/],
    [['extra'], "Unexpected argument 'extra' (see --help)"],
  ])('refuses %j', (args, message) => {
    expect(() => readCliOptions(args)).toThrow(typeof message === 'string' ? new UsageError(message) : message)
  })

  it('takes a plan of trouble as a file or as it stands', () => {
    const plan = JSON.stringify({ seed: '7', rules: [{ strikes: 'timer', does: 'drop' }] })
    const file = join(folder, 'plan.json')
    writeFileSync(file, plan)
    const wanted = { seed: '7', rules: [{ strikes: 'timer', does: 'drop' }] }
    expect(readCliOptions(['--trouble', plan]).trouble).toMatchObject(wanted)
    expect(readCliOptions(['--trouble', file]).trouble).toMatchObject(wanted)
  })

  it('tells a broken cloudbaserc.json by file and field, and leaves no data behind', async () => {
    writeFileSync(join(folder, 'cloudbaserc.json'), '{"envId":"x","functions":[{"name":"cook","timeout":0}]}')
    const data = join(folder, 'none')
    const { code, err } = await new SpawnedCloud(['--project', folder, '--data', data, '--port', '0']).ended
    expect(code).toBe(1)
    expect(err).toMatch(/cloudbaserc\.json: functions\[0\]\.name is "cook", but there is no .*\n$/)
    expect(err.trim()).not.toContain('\n')
    expect(existsSync(data)).toBe(false)
  })

  it('tells a port in use, and leaves its holder alone', async () => {
    const holder = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => holder.once('listening', resolve))
    const { port } = holder.address() as AddressInfo
    const { code, err } = await new SpawnedCloud(shop('--port', String(port))).ended
    expect(code).toBe(1)
    expect(err).toBe(`local cloud: port ${port} is in use; choose another with --port, or 0 for any\n`)
    expect(holder.listening).toBe(true)
    holder.close()
  })

  it('starts, prints what points the SDKs to it, refuses a second cloud on its data, and stops on a signal', async () => {
    const cloud = new SpawnedCloud(shop('--print-env', '--clock', '2030-01-01T00:00:00Z', '--reset'))
    const url = await cloud.url()
    const health = (await (await fetch(`${url}/emulator/health`)).json()) as { env: string; now: string }
    expect(health).toMatchObject({ ok: true, env: 'local', now: expect.stringContaining('2030-01-01T00:00') })
    const second = await new SpawnedCloud(shop()).ended
    expect(second.code).toBe(1)
    expect(second.err).toBe(`local cloud: ${join(folder, 'data')} is in use by the local cloud at ${url}\n`)
    const ended = cloud.kill('SIGINT')
    cloud.process.kill('SIGINT')
    const { code, out, err } = await ended
    expect(existsSync(join(folder, 'data/running.json'))).toBe(false)
    expect([code, err]).toEqual([0, ''])
    expect(out).toContain(`export TCB_CONTEXT_CNFG='{"URL":"${url}/admin"}'`)
  })
  it('proves with --check that the data is in order, or says what is not and ends with 1', async () => {
    const data = join(folder, 'checked')
    const args = ['--project', SHOP_FOLDER, '--data', data, '--port', '0', '--check']
    const sound = new SpawnedCloud(args)
    await sound.url()
    const { code, out } = await sound.kill('SIGTERM')
    expect([code, out.includes('the data is in order')]).toEqual([0, true])

    // A document of a collection that nobody made: no request can have written it.
    const disk = new LmdbDisk(join(data, 'database'))
    disk.write([{ key: ['document', 'nowhere', 'lost'], bytes: encodeRecord([1, { _id: 'lost' }]) }])
    await disk.close()
    const broken = await new SpawnedCloud(args).ended
    expect([broken.code, broken.err]).toEqual([1, 'local cloud: nowhere: lost is on the disk but not in memory\n'])
  })
})
