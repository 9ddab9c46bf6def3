import { once } from 'node:events'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import type { OutgoingFrame } from './frames.ts'
import { EVENTS_KEPT, LOST_WATCH_LIFE_MS, SIGN_LIFE_MS, WATCH_MAX_DOCUMENTS } from './limits.ts'
import type { TestClient, TestWatch, WatchRequest } from './testClient.ts'
import { startTestRealtime, type TestRealtime } from './testRealtime.ts'

const ann = { kind: 'miniProgram', openid: 'ann' } as const
const bob = { kind: 'web', uid: 'bob', loginType: 'ANONYMOUS' } as const

let cloud: TestRealtime
beforeEach(async () => {
  cloud = await startTestRealtime({
    own: 'PRIVATE',
    open: { read: 'doc.open == true' },
    mine: { read: 'doc._openid == auth.openid || doc._openid == auth.uid' },
    shut: 'ADMINONLY',
  })
  for (const name of ['orders', 'own', 'open', 'mine', 'shut']) await cloud.database.createCollection(name)
})
afterEach(() => cloud.stop())

const add = (n: number, fields = {}) =>
  cloud.database.insert(
    'orders',
    Array.from({ length: n }, (_unused, place) => ({ _id: place, ...fields })),
  )

async function watching(client: TestClient, request: Partial<WatchRequest> = {}): Promise<TestWatch> {
  const watch = client.watch({ collName: 'orders', query: '{}', ...request })
  await watch.init()
  return watch
}
const refusal = async (client: TestClient, request: Partial<WatchRequest>) => (await watching(client, request)).error
const shown = (watch: TestWatch) => expect.poll(() => [...watch.docs.keys()], { timeout: 5_000 })

describe('who may watch', () => {
  test('a client watches what the rules let it read, as the query that they allow', async () => {
    await cloud.database.insert('own', [
      { _id: 'a', _openid: 'ann' },
      { _id: 'b', _openid: 'bob' },
    ])
    await shown(await watching(await cloud.client(ann), { collName: 'own' })).toEqual(['a'])
    await shown(await watching(await cloud.client(bob), { collName: 'own' })).toEqual(['b'])
    const client = await cloud.client(ann)
    const mine = JSON.stringify({ _openid: '{openid}' })
    const watch = await watching(client, { collName: 'mine', query: mine })
    await cloud.database.insert('mine', [
      { _id: 'x', _openid: 'ann' },
      { _id: 'y', _openid: 'bob' },
    ])
    await shown(watch).toEqual(['x'])
    await shown(await watching(client, { collName: 'open', query: '{"open":true}' })).toEqual([])
  })

  test('a client is refused what the rules do not prove, and a watcher of the server is not', async () => {
    const client = await cloud.client(ann)
    expect(await refusal(client, { collName: 'open' })).toBe('COLLECTION_PERMISSION_DENIED')
    expect(await refusal(client, { collName: 'open', query: '{"_id":"x"}' })).toBe('COLLECTION_PERMISSION_DENIED')
    expect(await refusal(client, { collName: 'mine', query: '{"_openid":"bob"}' })).toBe('COLLECTION_PERMISSION_DENIED')
    expect(await refusal(client, { collName: 'shut' })).toBe('COLLECTION_PERMISSION_DENIED')
    expect(await refusal(client, { collName: 'undeclared' })).toBe('COLLECTION_PERMISSION_DENIED')
    expect(await refusal(await cloud.client(), { collName: 'shut' })).toBeUndefined()
  })

  test('a sign is good for its time, by the clock of the cloud, and only as it was issued', async () => {
    const sign = cloud.realtime.issueSign(ann)
    const logIn = async (exMsgData: object, envId = 'local') => {
      const client = await cloud.client()
      return (await client.ask('LOGIN', { envId }, { exMsgData })).msgData.code
    }
    expect(await logIn(sign)).toBeUndefined()
    expect(await logIn({})).toBe('SIGN_PARAM_INVALID')
    const asBob = Buffer.from(JSON.stringify({ watcher: bob, expiresAt: 1e15 })).toString('base64url')
    const forged = `${asBob}.${sign.signStr.split('.')[1]}`
    for (const signStr of [forged, '', '.', 'x', `${sign.signStr}x`, `${asBob}.`]) {
      expect(await logIn({ ...sign, signStr })).toBe('SIGN_INVALID_ERROR')
    }
    expect(await logIn({ ...sign, secretVersion: 2 })).toBe('SIGN_INVALID_ERROR')
    expect(await logIn(sign, 'elsewhere')).toBe('INVALIID_ENV')
    cloud.clock.advance(SIGN_LIFE_MS - 1000)
    expect(await logIn(sign)).toBeUndefined()
    cloud.clock.advance(1000)
    expect(await logIn(sign)).toBe('SIGN_EXPIRED_ERROR')
  })

  test('a connection that has not logged in is told so', async () => {
    const socket = new WebSocket(cloud.url)
    await once(socket, 'open')
    for (const msgType of ['INIT_WATCH', 'REBUILD_WATCH', 'CHECK_LAST']) {
      socket.send(
        JSON.stringify({ watchId: 'w', requestId: 'r', msgType, msgData: { collName: 'orders', query: '{}' } }),
      )
      const [answer] = (await once(socket, 'message')) as [Buffer]
      expect(JSON.parse(answer.toString())).toMatchObject({
        watchId: 'w',
        requestId: 'r',
        msgType: 'ERROR',
        msgData: { code: 'CHECK_LOGIN_FAILED' },
      })
    }
  })

  test('pages of elsewhere, other paths and plain requests get no WebSocket', async () => {
    const statusOf = async (url: string, headers: Record<string, string>) => {
      const [error] = (await once(new WebSocket(url, { headers }), 'error')) as [Error]
      return error.message
    }
    expect(await statusOf(cloud.url, { origin: 'https://evil.example' })).toContain('403')
    expect(await statusOf(cloud.url, { host: 'evil.example' })).toContain('403')
    expect(await statusOf(cloud.url.replace('/ws', '/constructor'), {})).toContain('404')
    const socket = new WebSocket(cloud.url, { headers: { origin: 'http://localhost:3000' } })
    await once(socket, 'open')
  })
})

describe('what a watch holds', () => {
  test('a watch of more documents than allowed is refused, and one that grows beyond ends', async () => {
    await add(WATCH_MAX_DOCUMENTS - 1)
    const client = await cloud.client()
    const watch = await watching(client)
    const few = await watching(client, { limit: 3 })
    await cloud.database.insert('orders', [{ _id: 'last' }])
    await expect.poll(() => watch.docs.size).toBe(WATCH_MAX_DOCUMENTS)
    await cloud.database.insert('orders', [{ _id: 'too many' }])
    await expect.poll(() => watch.error).toBe('SYS_ERR')
    expect(await refusal(client, {})).toBe('SYS_ERR')
    await cloud.database.remove('orders', { _id: 0 }, { multi: false })
    await shown(few).toEqual([1, 2, 3])
    expect(cloud.realtime.openWatches()).toHaveLength(1)
    expect(await refusal(client, {})).toBeUndefined()
  })

  test('the last watcher of a query that leaves takes the query along', async () => {
    await add(2)
    const client = await cloud.client()
    const watches = [await watching(client), await watching(client)]
    for (const watch of watches) watch.close()
    await client.settle()
    await expect.poll(() => cloud.realtime.openWatches()).toEqual([])
    const later = await watching(client)
    await cloud.database.update('orders', { _id: 1 }, { $set: { n: 1 } }, { multi: false })
    await expect.poll(() => later.snapshots).toEqual([['update/update 1']])
  })

  test('a condition, an order or a limit that is none is refused', async () => {
    const client = await cloud.client()
    const bad: [Partial<WatchRequest> | Record<string, unknown>, string][] = [
      [{ query: '{"a":' }, 'INVALID_PARAM'],
      [{ query: '[]' }, 'INVALID_PARAM'],
      [{ query: 5 }, 'INVALID_PARAM'],
      [{ query: '"{\\"a\\":"' }, 'INVALID_PARAM'],
      [{ query: '{"a":{"$wrong":1}}' }, 'DATABASE_REQUEST_FAILED'],
      [{ query: '{"$where":"true"}' }, 'DATABASE_REQUEST_FAILED'],
      [{ limit: -1 }, 'INVALID_PARAM'],
      [{ limit: 1.5 }, 'INVALID_PARAM'],
      [{ orderBy: { a: 'up' } }, 'INVALID_PARAM'],
      [{ orderBy: 'a' }, 'INVALID_PARAM'],
      [{ collName: 'missing' }, 'DATABASE_COLLECTION_NOT_EXIST'],
      [{ collName: '' }, 'INVALID_PARAM'],
    ]
    for (const [request, code] of bad)
      expect(await refusal(client, request as WatchRequest), JSON.stringify(request)).toBe(code)
    expect(await refusal(client, {})).toBeUndefined()
  })
})

describe('news that come at once with the answer that starts or resumes a watch', () => {
  test('wait until the client has read that answer, since it would ignore them', async () => {
    await add(1)
    const client = await cloud.client()
    const raise = () => cloud.database.update('orders', { _id: 0 }, { $inc: { n: 1 } }, { multi: false })
    cloud.realtime.carry = ({ msgType, text }, deliver) => {
      deliver()
      if (msgType === 'INIT_EVENT' || text.includes('"events":[]')) void raise()
    }
    const watch = await watching(client)
    await expect.poll(() => watch.snapshots).toEqual([['update/update 0']])
    await watch.rebuild()
    await expect.poll(() => watch.snapshots).toEqual([['update/update 0'], ['update/update 0']])
    expect(watch.oddities).toEqual([])
  })
})

describe('a client that comes back', () => {
  test('is told what it missed, as the same events', async () => {
    await add(3)
    const client = await cloud.client(ann)
    const server = await cloud.client()
    const watch = await watching(server)
    server.cut()
    await expect.poll(() => cloud.realtime.openWatches()).toMatchObject([{ isConnected: false }])
    await cloud.database.update('orders', { _id: 1 }, { $set: { n: 1 } }, { multi: false })
    await cloud.database.remove('orders', { _id: 2 }, { multi: false })
    expect(watch.snapshots).toEqual([])
    await server.settle()
    expect(watch.snapshots).toEqual([['update/update 1'], ['remove/dequeue 2']])
    expect(cloud.realtime.openWatches()).toMatchObject([{ isConnected: true, documents: 2, events: 2 }])
    const { id } = cloud.realtime.openWatches()[0]!
    const stolen = await client.ask('REBUILD_WATCH', { queryID: id, eventID: 1 }, { watchId: 'w' })
    expect(stolen.msgData.code).toBe('QUERYID_INVALID_ERROR')
    expect((await client.ask('CHECK_LAST', { queryID: id, eventID: 1 })).msgData.code).toBe('QUERYID_INVALID_ERROR')
  })

  test('too late, or after too much, has to begin anew', async () => {
    await add(1)
    const client = await cloud.client()
    const rebuilt = async () => {
      const watch = await watching(client)
      const { id } = cloud.realtime.openWatches().at(-1)!
      return { watch, ask: () => client.ask('REBUILD_WATCH', { queryID: id, eventID: 1 }, { watchId: watch.watchId }) }
    }
    const first = await rebuilt()
    client.cut()
    await expect.poll(() => cloud.realtime.openWatches()).toMatchObject([{ isConnected: false }])
    cloud.clock.advance(LOST_WATCH_LIFE_MS)
    expect(cloud.realtime.openWatches()).toEqual([])
    await client.connect()
    expect((await first.ask()).msgData.code).toBe('QUERYID_INVALID_ERROR')
    const second = await rebuilt()
    const step = () => cloud.database.update('orders', { _id: 0 }, { $inc: { n: 1 } }, { multi: false })
    for (let event = 0; event < EVENTS_KEPT; event += 1) await step()
    expect((await second.ask()).msgData.events).toHaveLength(EVENTS_KEPT)
    await step()
    expect((await second.ask()).msgData.code).toBe('QUERYID_INVALID_ERROR')
    expect((await client.ask('REBUILD_WATCH', { queryID: 'none', eventID: 1 })).msgData.code).toBe(
      'QUERYID_INVALID_ERROR',
    )
  })
})

describe('trouble', () => {
  test('every frame passes the hook, with what it is about', async () => {
    const frames: OutgoingFrame[] = []
    cloud.realtime.carry = (frame, deliver) => {
      frames.push(frame)
      deliver()
    }
    const client = await cloud.client()
    const watch = await watching(client)
    await add(1)
    await shown(watch).toEqual([0])
    const { id } = cloud.realtime.openWatches()[0]!
    const about = { connection: 1, watchId: 'watch0', queryId: id, collection: 'orders' }
    expect(frames).toMatchObject([
      { connection: 1, msgType: 'LOGIN_RES' },
      { ...about, msgType: 'INIT_EVENT' },
      { ...about, msgType: 'NEXT_EVENT' },
    ])
  })

  test('frames that are no messages are answered, and the connection goes on', async () => {
    const client = await cloud.client()
    const answers: unknown[] = []
    const socket = new WebSocket(cloud.url)
    socket.on('message', (data) => answers.push(JSON.parse(data.toString()).msgData?.code))
    await once(socket, 'open')
    for (const text of [
      '',
      '{',
      '5',
      '[]',
      '{"msgType":5}',
      '{"msgType":"toString"}',
      '{"msgType":"LOGIN","watchId":[]}',
    ])
      socket.send(text)
    socket.send(Buffer.from([1, 2, 3]), { binary: true })
    await expect.poll(() => answers).toEqual(Array.from({ length: 8 }, () => 'INVALID_PARAM'))
    socket.send(JSON.stringify({ requestId: 'r', msgType: 'PING', msgData: null }))
    await expect.poll(() => answers.length).toBe(9)
    expect(answers[8]).toBeUndefined()
    socket.send('x'.repeat(2 * 1024 * 1024))
    expect((await once(socket, 'close'))[0]).toBe(1009)
    expect((await client.ask('PING', null)).msgType).toBe('PONG')
  })

  test('a client whose watch is refused after it left leaves nothing behind', async () => {
    await add(1)
    const client = await cloud.client()
    const watch = client.watch({ collName: 'orders', query: '{}' })
    void watch.init()
    watch.close()
    client.cut()
    await (await cloud.client()).ask('PING', null)
    await expect.poll(() => cloud.realtime.openWatches()).toEqual([])
    expect(cloud.realtime.closeConnections()).toBeGreaterThan(0)
  })
})
