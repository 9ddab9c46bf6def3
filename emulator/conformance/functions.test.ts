import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeOf } from './codeOf.ts'
import { isReal, openTarget, type Target } from './target.ts'

/** What the function `caller` tells. */
interface Told {
  instance: string
  wx: Record<string, unknown>
  web: { uid: string; customUserId: string; isAnonymous: boolean; openId: string }
  /** Variables of the process that name a user. */
  users: string[]
  called: Told | null
}

const LIMIT_BYTES = 6 * 1024 * 1024

let target: Target
beforeAll(async () => {
  target = await openTarget()
})
afterAll(() => target.close())

const call = async (name: string, data: object = {}) => (await target.serverApp().callFunction({ name, data })).result
const handle = (style: string, value?: unknown) => call('handlers', { style, value })

describe('a function answers', () => {
  it.each(['sync', 'async', 'callback'])('what its %s handler gives', async (style) => {
    expect(await handle(style, { soup: ['汤', 1] })).toEqual({ soup: ['汤', 1] })
  })

  it.each(['文', '', 0, -1.5, true, false, null, [], {}])('%j as it is', async (value) => {
    expect(await handle('async', value)).toEqual(value)
  })

  it('null when it returns nothing', async () => {
    expect(await handle('nothing')).toBeNull()
  })

  it('with its name, time and memory limits and a request id of each call in its context', async () => {
    const contexts = [await call('echo'), await call('echo')].map((answer) => (answer as { context: object }).context)
    const context = { function_name: 'echo', time_limit_in_ms: 10_000, memory_limit_in_mb: 256 }
    for (const each of contexts) expect(each).toEqual({ ...context, request_id: expect.stringMatching(/./) })
    expect(contexts[0]).not.toEqual(contexts[1])
  })
})

describe('the caller of a function', () => {
  const byServer = (data: object = {}) => call('caller', data) as Promise<Told>
  const noUser = { uid: '', customUserId: '', openId: '' }

  it('is nobody for a server', async () => {
    const { wx, web } = await byServer()
    expect(wx).not.toHaveProperty('OPENID')
    expect(wx).toMatchObject({ ENV: target.envId })
    expect(web).toMatchObject(noUser)
  })

  it('is the web user, known by uid and by no openid, also to a function that is called by the function', async () => {
    const { sdk, auth } = target.webApp()
    await auth.signInAnonymously()
    const told = (await sdk.callFunction({ name: 'caller', data: { callOn: true } })).result as Told
    expect(told.web).toMatchObject({ ...noUser, uid: auth.currentUser?.uid, isAnonymous: true })
    expect(told.wx).not.toHaveProperty('OPENID')
    expect(told.called?.web.uid).toBe(auth.currentUser?.uid)
    expect(told.called?.wx.SOURCE).toMatch(/,scf$/)
  })

  it('is never the one of the call before, on the same instance', async () => {
    const { sdk, auth } = target.webApp()
    await auth.signInAnonymously()
    const instances = new Set<string>()
    for (let turn = 0; turn < 8; turn += 1) {
      const { instance, web } = (await sdk.callFunction({ name: 'caller', data: {} })).result as Told
      instances.add(instance)
      expect(web.uid).toBe(auth.currentUser?.uid)
    }
    const strangers: string[] = []
    for (let turn = 0; turn < 20 && !strangers.some((each) => instances.has(each)); turn += 1) {
      const { instance, web } = await byServer()
      strangers.push(instance)
      expect(web).toMatchObject(noUser)
    }
    expect([...instances]).toContain(strangers.at(-1))
  })

  it.skipIf(isReal)('is never another of those who call at once', async () => {
    const diners = Array.from({ length: 12 }, (_, number) => `diner${number}`)
    const calls = diners.map(async (diner) => {
      const { result } = await (await target.miniProgram(diner)).callFunction({
        name: 'caller',
        data: { callOn: true },
      })
      return result as Told
    })
    const told = await Promise.all(calls)
    expect(told.map(({ wx }) => wx.OPENID)).toEqual(diners)
    expect(told.map(({ called }) => called?.wx.OPENID)).toEqual(diners)
  })

  it.skipIf(isReal)('is the mini-program user, whom a called function keeps behind a longer source', async () => {
    const { result } = await (await target.miniProgram('ann')).callFunction({ name: 'caller', data: { callOn: true } })
    const { wx, called } = result as Told
    expect(wx).toMatchObject({ OPENID: 'ann', SOURCE: 'wx_client', APPID: expect.stringMatching(/^wx/) })
    expect(called?.wx).toMatchObject({ OPENID: 'ann', SOURCE: 'wx_client,scf' })
    expect((await byServer()).wx).not.toHaveProperty('OPENID')
  })

  it.skipIf(isReal)('leaves nothing in the environment of the instance that serves the next', async () => {
    const ann = await target.miniProgram('ann')
    const instances = new Set<string>()
    for (let turn = 0; turn < 16; turn += 1) {
      const { instance, users } = (await ann.callFunction({ name: 'caller' })).result as Told
      instances.add(instance)
      expect(users).toEqual(['WX_OPENID'])
    }
    const stranger = await byServer()
    expect([...instances]).toContain(stranger.instance)
    expect(stranger.users).toEqual([])
  })

  it.skipIf(isReal)('of a mini-program is in the event too, whatever the event claims', async () => {
    const data = { userInfo: { openId: 'bob' } }
    const { result } = await (await target.miniProgram('ann')).callFunction({ name: 'echo', data })
    expect(result).toMatchObject({ event: { userInfo: { openId: 'ann' } } })
  })
})

describe('a call that fails tells its caller, and the next one works:', () => {
  const works = async () => expect(await handle('async', 'fine')).toBe('fine')

  it.each(['throws', 'rejects', 'failing callback'])('a handler that fails (%s)', async (style) => {
    await expect(handle(style, 'the soup is cold')).rejects.toMatchObject({
      message: expect.stringContaining('the soup is cold'),
    })
    await works()
  })

  it('a function that takes longer than its timeout', async () => {
    expect(await codeOf(call('slow', { ms: 20_000 }))).toBe('FUNCTION_TIME_LIMIT_EXCEEDED')
    expect(await call('slow', { ms: 1 })).toEqual({ waited: 1 })
  })

  it('a function that ends its process', async () => {
    expect(await codeOf(call('crasher', { crash: true }))).toMatch(/^FUNCTION/)
    expect(await call('crasher')).toBe('alive')
  })

  it('an answer of more than 6 MB', async () => {
    await expect(handle('large', LIMIT_BYTES)).rejects.toMatchObject({
      message: expect.stringContaining('body size is too long'),
    })
    await works()
  })

  it('an event of more than 6 MB', async () => {
    await expect(handle('sync', 'x'.repeat(LIMIT_BYTES))).rejects.toMatchObject({ code: expect.anything() })
    await works()
  })

  it('a name that no function has', async () => {
    expect(await codeOf(call('nobody'))).toBe('FUNCTION_NOT_FOUND')
    await works()
  })
})
