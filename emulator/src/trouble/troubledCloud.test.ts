import tcb from '@cloudbase/node-sdk'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { callAs, control, post, startShop } from '../../fixtures/shop.ts'
import type { Cloud, TroubleRule } from '../index.ts'

let cloud: Cloud
beforeAll(async () => {
  cloud = await startShop({ clock: '2026-11-23T12:00:00+08:00' })
})
afterEach(async () => {
  cloud.trouble.set({ rules: [] })
  cloud.trouble.clearLog()
  // The removal of an order starts a trigger too.
  for (const collection of ['orders', 'seen']) {
    await cloud.database.remove(collection, {}, { multi: true })
    await cloud.idle()
  }
})
afterAll(() => cloud.stop())

const trouble = (...rules: TroubleRule[]) => cloud.trouble.set({ rules })
const insert = (_id: string, collection = 'seen') =>
  post(cloud, { action: 'database.insertDocument', collectionName: collection, data: [JSON.stringify({ _id })] })
const ids = async (collection = 'seen') => (await cloud.database.find(collection, {})).map(({ _id }) => _id)
const app = () =>
  tcb.init({ env: cloud.envId, serviceUrl: `${cloud.url}/admin`, secretId: 'local', secretKey: 'local' })

describe('a request', () => {
  it('whose reply is lost was done, one that is lost itself was not', async () => {
    trouble(
      { strikes: 'request', does: 'loseReply', times: 1 },
      { strikes: 'request', does: 'loseRequest', skip: 1, times: 1 },
    )
    await expect(insert('done')).rejects.toThrow()
    await expect(insert('undone')).rejects.toThrow()
    expect(await insert('free')).toMatchObject({ data: { insertedIds: ['free'] } })
    expect(await ids()).toEqual(['done', 'free'])
  })

  it('is refused with the documented code, as the SDK sees it, and its action alone', async () => {
    const match = { action: 'database.insertDocument' }
    trouble({ strikes: 'request', does: 'fail', code: 'EXCEED_REQUEST_LIMIT', match, times: 1 })
    const seen = app().database().collection('seen')
    await expect(seen.add({ note: 1 })).rejects.toMatchObject({ code: 'EXCEED_REQUEST_LIMIT' })
    expect((await seen.where({}).count()).total).toBe(0)
    await seen.add({ note: 2 })
    expect(cloud.trouble.log()).toMatchObject([{ does: 'fail', code: 'EXCEED_REQUEST_LIMIT', subject: match }])
  })

  it('of a transaction meets a conflict that ends the transaction, and only such a request does', async () => {
    trouble({ strikes: 'request', does: 'fail', code: 'DATABASE_TRANSACTION_CONFLICT', times: 1 })
    const database = app().database()
    await database.collection('seen').add({ _id: 'plain' })
    let runs = 0
    await database.runTransaction(async (transaction: { collection: typeof database.collection }) => {
      runs += 1
      await transaction.collection('seen').add({ _id: 'in transaction' })
    })
    expect(runs).toBe(2)
    expect(await ids()).toEqual(['plain', 'in transaction'])
    const match = { action: 'database.getDocument' }
    trouble({ strikes: 'request', does: 'fail', code: 'DATABASE_TRANSACTION_CONFLICT', match })
    const begun = (await post(cloud, { action: 'database.startTransaction' })) as { transactionId?: string }
    const within = { collectionName: 'seen', transactionId: begun.transactionId }
    const read = await post(cloud, { action: 'database.getDocument', ...within })
    expect(read).toMatchObject({ code: 'DATABASE_TRANSACTION_CONFLICT' })
    const commit = await post(cloud, { action: 'database.commitTransaction', ...within })
    expect(commit).toMatchObject({ code: 'DATABASE_TRANSACTION_FAIL' })
  })

  it('takes so long by the clock of the cloud', async () => {
    trouble({ strikes: 'request', does: 'delay', ms: [60_000, 120_000] })
    const [entry, answer] = await Promise.all([
      until(() => cloud.trouble.log()[0]).then((struck) => {
        cloud.clock.advance(120_000)
        return struck
      }),
      insert('late'),
    ])
    expect(entry.ms).toBeGreaterThanOrEqual(60_000)
    expect(entry.ms).toBeLessThanOrEqual(120_000)
    expect(answer.data).toBeDefined()
  })

  it('beyond so many at once is refused', async () => {
    const code = 'EXCEED_CONCURRENT_REQUEST_LIMIT'
    trouble(
      { strikes: 'request', does: 'fail', code, aboveAtOnce: 3 },
      { strikes: 'request', does: 'delay', ms: [60_000, 60_000], times: 3 },
    )
    const waiting = ['a', 'b', 'c'].map((id) => insert(id))
    await until(() => cloud.trouble.log().length === 3)
    expect(await insert('d')).toMatchObject({ code })
    cloud.clock.advance(60_000)
    expect(await Promise.all(waiting)).toHaveLength(3)
    expect(await insert('e')).toHaveProperty('data')
  })

  it('kills the function that makes it, before or after its work is done', async () => {
    for (const moment of ['before', 'after'] as const) {
      trouble({ strikes: 'request', does: 'killCaller', moment, match: { caller: 'echo', collection: 'seen' } })
      await expect(callAs(cloud, 'alice', 'echo', { add: moment })).rejects.toMatchObject({
        code: 'FUNCTION_INVOCATION_FAILED',
      })
      trouble()
    }
    expect((await cloud.database.find('seen', {})).map(({ note }) => note)).toEqual(['after'])
  })

  it('moves the clock of the cloud', async () => {
    const before = cloud.clock.now()
    trouble({ strikes: 'request', does: 'jumpClock', ms: [3_600_000, 3_600_000], times: 1 })
    await insert('jump')
    await insert('stay')
    expect(Math.floor((cloud.clock.now() - before) / 3_600_000)).toBe(1)
  })
})

describe('a call', () => {
  it('loses its process before, during or after its work, and answers its caller each time', async () => {
    for (const moment of ['before', 'during', 'after'] as const) {
      trouble({ strikes: 'call', does: 'kill', moment, ms: [400, 400], match: { function: 'echo' } })
      const event = { add: moment, waitMs: moment === 'during' ? 60_000 : 0 }
      await expect(cloud.callFunction('echo', event)).rejects.toMatchObject({ code: 'FUNCTION_INVOCATION_FAILED' })
    }
    expect((await cloud.database.find('seen', {})).map(({ note }) => note)).toEqual(['after'])
    trouble()
    expect(await cloud.callFunction('echo')).toHaveProperty('pid')
  })

  it('is refused for want of instances, and found in the log by its request id', async () => {
    trouble({ strikes: 'call', does: 'fail', code: 'FUNCTION_EXCEED_RESOURCE_LIMIT' })
    await expect(cloud.callFunction('echo')).rejects.toMatchObject({ code: 'FUNCTION_EXCEED_RESOURCE_LIMIT' })
    const call = cloud.parts.callLog.recent('echo').at(-1)
    const log = (await control(cloud, `/trouble/log?requestId=${call?.requestId}`)) as unknown[]
    expect(log).toMatchObject([{ strikes: 'call', subject: { function: 'echo', source: 'wx_unknown' } }])
  })
})

describe('a database trigger', () => {
  const pay = (_id: string) => cloud.database.insert('orders', [{ _id, status: 'paid', total: { fen: 300 } }])
  const seen = async () => {
    await cloud.idle()
    const docs = await cloud.database.find('seen', { kind: 'change' })
    return docs.map(({ text }) => JSON.parse(String(text)).data.docId)
  }

  it('is lost, comes more than once, or comes late', async () => {
    trouble(
      { strikes: 'databaseTrigger', does: 'drop', times: 1 },
      { strikes: 'databaseTrigger', does: 'repeat', copies: 2, skip: 1, times: 1 },
      { strikes: 'databaseTrigger', does: 'delay', ms: [60_000, 60_000], skip: 2, times: 1 },
    )
    await pay('lost')
    expect(await seen()).toEqual([])
    await pay('thrice')
    expect(await seen()).toEqual(['thrice', 'thrice', 'thrice'])
    await pay('late')
    expect(await seen()).toHaveLength(3)
    cloud.clock.advance(60_000)
    expect(await seen()).toContain('late')
  })

  it('is overtaken by the next, or comes by itself when there is none', async () => {
    trouble({ strikes: 'databaseTrigger', does: 'reorder', ms: [60_000, 60_000], times: 2, every: 2 })
    await pay('1')
    await pay('2')
    expect(await seen()).toEqual(['1'])
    await pay('3')
    expect((await seen()).sort()).toEqual(['1', '2', '3'])
    await pay('4')
    expect(await seen()).not.toContain('4')
    cloud.clock.advance(60_000)
    expect(await seen()).toContain('4')
  })
})

describe('a timer', () => {
  it('does not come, or comes twice', async () => {
    const own = await startShop({
      clock: '2026-11-23T12:00:30+08:00',
      timers: 'schedule',
      trouble: {
        rules: [
          { strikes: 'timer', does: 'drop', times: 1, match: { timer: 'everyMinute' } },
          { strikes: 'timer', does: 'repeat', skip: 1 },
        ],
      },
    })
    const ticks = async () => {
      await own.idle()
      return own.database.count('seen', { kind: 'tick' })
    }
    own.clock.advance(60_000)
    expect(await ticks()).toBe(0)
    own.clock.advance(60_000)
    expect(await ticks()).toBe(2)
    await own.stop()
  })
})

describe('a watch', () => {
  it('loses a message, gets one twice, gets two in the wrong order, and loses its connection', async () => {
    const watch = await openWatch(cloud, 'orders')
    const news = () => watch.frames.filter(({ msgType }) => msgType === 'NEXT_EVENT').map(({ event }) => event)
    const told = async (count: number) => {
      await until(() => news().length >= count)
      return news().splice(-count)
    }
    const match = { type: 'NEXT_EVENT', collection: 'orders' }
    trouble(
      { strikes: 'watchFrame', does: 'drop', times: 1, match },
      { strikes: 'watchFrame', does: 'repeat', skip: 1, times: 1, match },
    )
    await insert('a', 'orders')
    await insert('b', 'orders')
    expect(await told(2)).toEqual(['b', 'b'])
    trouble({ strikes: 'watchFrame', does: 'reorder', ms: [60_000, 60_000], times: 1, match })
    await insert('c', 'orders')
    await insert('d', 'orders')
    expect((await told(4)).slice(-2)).toEqual(['d', 'c'])
    trouble({ strikes: 'watchFrame', does: 'cut', match })
    await insert('e', 'orders')
    await watch.closed
    expect(news()).toHaveLength(4)
  })
})

describe('a full disk', () => {
  it('refuses the write with its reason, keeps nothing of it, and goes on afterwards', async () => {
    trouble({ strikes: 'write', does: 'refuse', times: 1 })
    expect(await insert('refused')).toMatchObject({
      code: 'SYS_ERR',
      message: expect.stringContaining('No space left'),
    })
    expect(await ids()).toEqual([])
    expect(await insert('kept')).toHaveProperty('data')
    expect(await ids()).toEqual(['kept'])
    expect(cloud.trouble.log()).toMatchObject([{ strikes: 'write', does: 'refuse' }])
  })
})

describe('the control API', () => {
  it('sets a plan, adds and removes a rule, and shows the log', async () => {
    const rule = { strikes: 'request', does: 'fail', code: 'SYS_ERR', match: { collection: 'seen' } }
    expect(await control(cloud, '/trouble', { seed: 'x', rules: [rule] })).toMatchObject({
      seed: 'x',
      rules: [{ name: 'rule1', does: 'fail', seen: 0, struck: 0 }],
    })
    expect(await insert('refused')).toMatchObject({ code: 'SYS_ERR' })
    expect(await control(cloud, '/trouble/log?rule=rule1')).toMatchObject([{ subject: { collection: 'seen' } }])
    await control(cloud, '/trouble/remove', { name: 'rule1' })
    await control(cloud, '/trouble/add', { ...rule, name: 'again', times: 1 })
    expect(await insert('refused')).toMatchObject({ code: 'SYS_ERR' })
    expect(await insert('taken')).toHaveProperty('data')
    expect(await control(cloud, '/trouble')).toMatchObject({ rules: [{ name: 'again', seen: 2, struck: 1 }] })
    await control(cloud, '/trouble/log/clear', {})
    expect(await control(cloud, '/trouble/log')).toEqual([])
  })

  it('refuses a plan that makes no sense, and keeps the one before', async () => {
    trouble({ strikes: 'timer', does: 'drop' })
    const refused = await control(cloud, '/trouble', { rules: [{ strikes: 'request', does: 'burn' }] })
    expect(refused).toMatchObject({ ok: false, code: 'INVALID_PARAM' })
    expect(await control(cloud, '/trouble')).toMatchObject({ rules: [{ strikes: 'timer' }] })
  })

  it('shows the modes of triggers and callbacks as the rules that they are', async () => {
    await control(cloud, '/triggers', { mode: 'drop' })
    await control(cloud, '/payments/callbacks', { mode: 'never' })
    expect(await control(cloud, '/trouble')).toMatchObject({
      rules: [
        { name: 'triggers:drop', strikes: 'databaseTrigger', does: 'drop' },
        { name: 'callbacks:never', strikes: 'notice', does: 'hold' },
      ],
    })
    await control(cloud, '/triggers', { mode: 'deliver' })
    await control(cloud, '/payments/callbacks', { mode: 'schedule' })
    expect(await control(cloud, '/trouble')).toMatchObject({ rules: [] })
  })
})

async function until<T>(look: () => T | undefined | false): Promise<T> {
  for (;;) {
    const found = look()
    if (found !== undefined && found !== false) return found
    await new Promise((resolve) => setImmediate(resolve))
  }
}

interface SeenFrame {
  msgType: string
  /** The id of the document that it tells of. */
  event?: string
}

/** Watches a whole collection as the server SDK does, and keeps every message as it comes over the wire. */
async function openWatch(cloud: Cloud, collection: string) {
  const { data } = await post(cloud, { action: 'auth.wsWebSign' })
  const { signStr, wsUrl, secretVersion, envId } = data as unknown as Record<string, string>
  const socket = new WebSocket(wsUrl ?? '')
  const frames: SeenFrame[] = []
  socket.on('message', (text) => {
    const { msgType, msgData } = JSON.parse(String(text))
    frames.push({ msgType, event: msgData?.events?.[0]?.DocID })
  })
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  const say = (msgType: string, msgData: unknown, exMsgData?: unknown) =>
    socket.send(JSON.stringify({ watchId: 'w', requestId: '1', msgType, msgData, exMsgData }))
  await new Promise((resolve) => socket.once('open', resolve))
  say('LOGIN', { envId }, { signStr, secretVersion })
  say('INIT_WATCH', { envId, collName: collection, query: '{}' })
  await until(() => frames.some(({ msgType }) => msgType === 'INIT_EVENT'))
  return { frames, closed }
}
