import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { callAs, post, SHOP_FOLDER, startShop } from '../../fixtures/shop.ts'
import type { Cloud } from '../index.ts'

interface Seen {
  OPENID?: string
  SOURCE?: string
  APPID?: string
  ENV?: string
  nodeOpenid: string
}

interface Echo {
  before: Seen
  after: Seen
  event: Record<string, unknown>
  calls: number
  pid: number
  nested: { result: Echo }
  now: number
  isoNow: string
  zone: number
  site: string
  context: Record<string, unknown>
}

let cloud: Cloud
beforeAll(async () => {
  cloud = await startShop()
})
afterAll(() => cloud.stop())

const echo = async (event: unknown, as?: { openid?: string; source?: string }) =>
  (await cloud.callFunction('echo', event, as)) as Echo
const fault = (event: unknown) => cloud.callFunction('faults', event)

describe('the caller of a function', () => {
  it('is seen by both SDKs, and WeChat adds userInfo to the event', async () => {
    const seen = (await callAs(cloud, 'alice', 'echo', { table: 3 })) as Echo
    expect(seen.before).toMatchObject({ OPENID: 'alice', SOURCE: 'wx_client', ENV: 'local', nodeOpenid: 'alice' })
    expect(seen.event).toEqual({ table: 3, userInfo: { openId: 'alice', appId: seen.before.APPID } })
  })

  it('is never another diner, however many call at once', async () => {
    const diners = Array.from({ length: 24 }, (_, index) => `diner${index}`)
    const calls = diners.map((diner, index) => callAs(cloud, diner, 'echo', { waitMs: (index * 7) % 30 }))
    const strangers = [echo({ waitMs: 10 }), echo({ waitMs: 20 }, { source: 'wx_trigger' })]
    const seen = (await Promise.all(calls)) as Echo[]
    expect(seen.map(({ before, after }) => [before.OPENID, after.OPENID, after.nodeOpenid])).toEqual(
      diners.map((diner) => [diner, diner, diner]),
    )
    for (const { before, after } of await Promise.all(strangers)) {
      expect([before.OPENID, after.OPENID, after.nodeOpenid]).toEqual([undefined, undefined, ''])
    }
    expect(new Set(seen.map(({ pid }) => pid)).size).toBeLessThanOrEqual(8)
  })

  it('is nobody on a worker that served a diner before', async () => {
    const pids = new Map<number, string | undefined>()
    for (let turn = 0; turn < 8; turn += 1) pids.set((await echo({}, { openid: 'alice' })).pid, 'alice')
    const stranger = await echo({})
    expect(pids.has(stranger.pid)).toBe(true)
    expect(stranger.after.OPENID).toBeUndefined()
    expect(stranger.event).toEqual({})
  })

  it('is kept by a call from function to function', async () => {
    const { nested } = await echo({ nest: 'echo' }, { openid: 'alice' })
    expect(nested.result.before).toMatchObject({ OPENID: 'alice', SOURCE: 'wx_client,scf' })
    const { nested: noDiner } = await echo({ nest: 'echo' }, { source: 'wx_trigger' })
    expect(noDiner.result.before.OPENID).toBeUndefined()
    expect(noDiner.result.before.SOURCE).toBe('wx_trigger,scf')
  })

  it('is served when every worker waits for another of its own', async () => {
    const calls = Array.from({ length: 10 }, (_, index) => echo({ nest: 'echo' }, { openid: `diner${index}` }))
    const answers = await Promise.all(calls)
    expect(answers.map(({ nested }) => nested.result.before.OPENID)).toEqual(answers.map((_, index) => `diner${index}`))
  })

  it('cannot be forged by a mini-program', async () => {
    const forged = {
      action: 'functions.invokeFunction',
      function_name: 'echo',
      request_data: JSON.stringify({ userInfo: { openId: 'owner' } }),
      wxCloudApiToken: 'guess',
    }
    const headers = { 'x-emu-openid': 'mallory', 'x-tcb-source': 'wx_paycallback' }
    const seen = JSON.parse((await post(cloud, forged, headers)).data?.response_data ?? '') as Echo
    expect(seen.before).toMatchObject({ OPENID: 'mallory', SOURCE: 'wx_client' })
    expect(seen.event.userInfo).toMatchObject({ openId: 'mallory' })
  })
})

describe('a call', () => {
  it('has the context of the platform, the declared variables, UTC, and the request id that its caller sees', async () => {
    const body = { action: 'functions.invokeFunction', function_name: 'echo', request_data: '' }
    const { requestId, data } = await post(cloud, body)
    const seen = JSON.parse(data?.response_data ?? '') as Echo
    expect(seen.context).toEqual({
      request_id: requestId,
      function_name: 'echo',
      memory_limit_in_mb: 256,
      time_limit_in_ms: 10_000,
    })
    expect(seen.site).toBe(`${cloud.url}/hosting`)
    expect(seen.zone).toBe(0)
  })

  it('may return a value or a promise, call back, or use the context', async () => {
    const answers = ['value', 'promise', 'callback', 'context'].map((style) => cloud.callFunction('styles', { style }))
    expect(await Promise.all(answers)).toEqual(['a value', 'a promise', 'called back', 'through the context'])
    expect(await cloud.callFunction('styles', { style: 'done' })).toBe('done')
    await expect(cloud.callFunction('styles', { style: 'fail' })).rejects.toMatchObject({ message: 'Error: failed' })
    await expect(cloud.callFunction('styles', { style: 'error' })).rejects.toMatchObject({
      code: 'FUNCTION_INVOCATION_FAILED',
      message: 'Error: called back',
    })
  })

  it('knows from its context what it may use, and the environment that it runs in', async () => {
    const { environ, environment, known, ...context } = (await cloud.callFunction(
      'styles',
      { style: 'describe' },
      { openid: 'alice' },
    )) as Record<string, string>
    expect(context).toMatchObject({
      function_name: 'styles',
      function_version: '$LATEST',
      namespace: 'local',
      time_limit_in_ms: 10_000,
      memory_limit_in_mb: 256,
      callbackWaitsForEmptyEventLoop: true,
      request_id: expect.any(String),
    })
    expect(known).toMatchObject({ request_id: context.request_id, function_name: 'styles' })
    expect(environ?.split(';')).toEqual(
      expect.arrayContaining(['TCB_ENV=local', 'WX_OPENID=alice', 'TCB_SOURCE=wx_client']),
    )
    expect(JSON.parse(environment ?? '')).toMatchObject({ SCF_NAMESPACE: 'local', WX_OPENID: 'alice' })
  })

  it('takes an event of 6 MB and no more', async () => {
    const taken = await echo({ data: 'x'.repeat(6 * 1024 * 1024 - 100) }).catch((error) => error.message)
    // The echo answers the event and more, which is too long for an answer, not for an event.
    expect(taken).toBe('Error: body size is too long')
    await expect(echo({ data: 'x'.repeat(6 * 1024 * 1024) })).rejects.toMatchObject({ code: 'FUNCTION_PARAM_INVALID' })
  })

  it('of an unknown function is refused', async () => {
    await expect(cloud.callFunction('nobody')).rejects.toMatchObject({ code: 'FUNCTION_NOT_FOUND' })
  })

  it('leaves what it printed under its request id', async () => {
    const { context } = await echo({ print: 'one\ntwo' })
    const [logged] = cloud.parts.callLog.recent('echo').filter((call) => call.requestId === context.request_id)
    expect(logged).toMatchObject({ ok: true, logs: ['one', 'two'] })
  })

  it('sees the clock of the cloud, also when it jumps', async () => {
    cloud.clock.set(Date.parse('2031-02-03T04:05:06Z'))
    const { now, isoNow } = await echo({})
    expect(new Date(now).toISOString().slice(0, 16)).toBe('2031-02-03T04:05')
    expect(isoNow.slice(0, 16)).toBe('2031-02-03T04:05')
    cloud.clock.set(Date.now())
  })
})

describe('a call that goes wrong', () => {
  it('answers a thrown error as the platform does, and logs its stack', async () => {
    await expect(fault({ fault: 'throw' })).rejects.toMatchObject({
      code: 'FUNCTION_INVOCATION_FAILED',
      message: 'TypeError: the soup is cold',
    })
    const logged = cloud.parts.callLog.recent('faults').at(-1)
    expect(logged).toMatchObject({ ok: false, error: { code: 'FUNCTION_INVOCATION_FAILED' } })
    expect(logged?.logs[0]).toBe('TypeError: the soup is cold')
  })

  it('is killed when it takes too long, whether it waits or spins', async () => {
    const late = {
      reason: { code: 'FUNCTION_TIME_LIMIT_EXCEEDED', message: 'Invoking task timed out after 3 seconds' },
    }
    const outcomes = await Promise.allSettled([fault({ fault: 'spin' }), fault({ fault: 'hang' })])
    expect(outcomes).toMatchObject([late, late])
    expect(await fault({ fault: 'none' })).toHaveProperty('pid')
  })

  it('fails alone when its process dies, and the next call starts cold', async () => {
    const [good, exit, uncaught] = await Promise.allSettled([
      fault({ fault: 'none', waitMs: 200 }),
      fault({ fault: 'exit' }),
      fault({ fault: 'uncaught', waitMs: 200 }),
    ])
    expect(good.status).toBe('fulfilled')
    expect(exit).toMatchObject({ reason: { code: 'FUNCTION_INVOCATION_FAILED' } })
    expect(uncaught).toMatchObject({ reason: { message: expect.stringContaining('nobody catches this') } })
    expect(await fault({ fault: 'none' })).toHaveProperty('pid')
  })

  it('fails when nobody awaits what it rejects, and keeps the beginning of a flood of output', async () => {
    await expect(fault({ fault: 'reject', waitMs: 200 })).rejects.toMatchObject({
      message: expect.stringContaining('nobody awaits this'),
    })
    expect(await fault({ fault: 'flood' })).toHaveProperty('pid')
    const { logs = [] } = cloud.parts.callLog.recent('faults').at(-1) ?? {}
    expect(logs.at(-1)).toBe('(cut at 65536 characters)')
    expect(logs[0]).toBe('x'.repeat(100))
  })

  it('is told when it used too much memory, or answered too much', async () => {
    await expect(fault({ fault: 'memory' })).rejects.toMatchObject({ code: 'FUNCTION_MEMORY_LIMIT_EXCEEDED' })
    await expect(fault({ fault: 'huge' })).rejects.toMatchObject({ message: 'Error: body size is too long' })
  })
})

describe('workers', () => {
  it('start cold after they were cooled', async () => {
    await echo({})
    cloud.parts.host.cool()
    expect((await echo({})).calls).toBe(1)
  })

  it('come up to their maximum, are reused, take the time of a cold start, and go when they are idle', async () => {
    const own = await startShop({ scaling: { maxInstances: 2, idleMs: 300, coldStartMs: 300 } })
    const call = (waitMs: number) => own.callFunction('faults', { fault: 'none', waitMs }) as Promise<{ pid: number }>
    expect(own.parts.host.instances('faults')).toBe(0)
    const pids = await Promise.all([call(1500), call(1500), call(1500)])
    expect(new Set(pids.map(({ pid }) => pid)).size).toBe(2)
    const calls = own.parts.callLog.recent('faults')
    expect(calls.filter(({ coldStart }) => coldStart)).toHaveLength(2)
    expect(calls.every(({ ms }) => ms >= 300)).toBe(true)
    await expect.poll(() => own.parts.host.instances('faults'), { timeout: 10_000 }).toBe(0)
    await call(0)
    expect(own.parts.callLog.recent('faults').at(-1)).toMatchObject({ coldStart: true })
    await own.stop()
  })

  it('load a changed bundle, and say what is wrong with a broken one', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'shop-'))
    cpSync(SHOP_FOLDER, folder, { recursive: true })
    const bundle = join(folder, 'functions/styles/index.js')
    writeFileSync(bundle, "exports.main = () => 'old'")
    const own = await startShop({ project: folder })
    expect(await own.callFunction('styles')).toBe('old')
    writeFileSync(bundle, "exports.main = async () => 'brand new'")
    expect(await own.callFunction('styles')).toBe('brand new')
    const part = join(folder, 'functions/styles/part.js')
    writeFileSync(part, "module.exports = 'a part'")
    writeFileSync(bundle, "const part = require('./part.js'); exports.main = async () => part")
    expect(await own.callFunction('styles')).toBe('a part')
    writeFileSync(part, "module.exports = 'another part'")
    expect(await own.callFunction('styles')).toBe('another part')
    writeFileSync(bundle, "require('./missing.js')")
    await expect(own.callFunction('styles')).rejects.toMatchObject({
      message: expect.stringContaining("Cannot find module './missing.js'"),
    })
    writeFileSync(bundle, 'exports.mian = 1')
    await expect(own.callFunction('styles')).rejects.toMatchObject({ message: expect.stringContaining('index.main') })
    await own.stop()
    rmSync(folder, { recursive: true })
  })
})

describe('the local cloud goes on when a function', () => {
  it('sends messages of its own over the channel to the host', async () => {
    for (const message of ['ready', null, 7, { kind: 'answer' }, { kind: 'thrown' }, { kind: 'log', text: 1 }]) {
      expect(await fault({ fault: 'none', send: message })).toHaveProperty('pid')
    }
  })

  it('leaves a program behind that holds its output open, also when it stops', async () => {
    const own = await startShop()
    const { child } = (await own.callFunction('faults', { fault: 'none', leaveBehind: true })) as { child: number }
    await own.stop()
    process.kill(child, 'SIGKILL')
  })
})
