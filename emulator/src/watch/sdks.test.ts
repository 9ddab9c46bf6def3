import cloudbase from '@cloudbase/node-sdk'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { type Followed, follow, silenceRealtimeClients, type Watchable } from '../../conformance/followed.ts'
import { webProject } from '../../fixtures/webProject.ts'
import { openWebUser } from '../../fixtures/webUser.ts'
import type { Cloud } from '../index.ts'

/** What the tests use of every SDK's database. */
interface SdkDatabase {
  collection(name: string): Watchable & { where(condition: object): Watchable }
}

const project = webProject({ orders: 'ADMINWRITE', own: 'PRIVATE', shut: 'ADMINONLY' })
let cloud: Cloud
const followed: Followed[] = []

beforeAll(async () => {
  silenceRealtimeClients()
  Object.assign(globalThis, { WebSocket })
  cloud = await project.start()
  Object.assign(process.env, cloud.sdkEnvironment)
})
afterEach(async () => {
  for (const watch of followed.splice(0)) await watch.close()
  for (const { name } of cloud.database.collections()) await cloud.database.remove(name, {}, { multi: true })
})
afterAll(async () => {
  await cloud.stop()
  project.remove()
})

const sdks: { sdk: string; open: () => Promise<SdkDatabase> }[] = [
  {
    sdk: 'tcb-js-sdk 1.10',
    async open() {
      const { auth, database } = openWebUser(cloud)
      await auth.signInAnonymously()
      return database as unknown as SdkDatabase
    },
  },
  {
    sdk: 'a mini-program on database 1.4',
    async open() {
      const app = cloudbase.init({ env: cloud.envId, headers: { 'X-Emu-Openid': 'ann' } } as object)
      return app.database() as unknown as SdkDatabase
    },
  },
]

/** Gathers the rejections that nobody hears: the SDKs leave one behind, besides calling onError. */
async function unheard<Answer>(run: () => Promise<Answer>): Promise<Answer & { rejected: string[] }> {
  const listeners = process.listeners('unhandledRejection')
  const rejected: string[] = []
  process.removeAllListeners('unhandledRejection')
  process.on('unhandledRejection', (error) => rejected.push(String(error)))
  try {
    const answer = await run()
    await expect.poll(() => rejected.length).toBe(1)
    return { ...answer, rejected }
  } finally {
    process.removeAllListeners('unhandledRejection')
    for (const listener of listeners) process.on('unhandledRejection', listener)
  }
}

const insert = (...docs: Record<string, unknown>[]) => cloud.database.insert('orders', docs)
const set = (_id: string, change: Record<string, unknown>) =>
  cloud.database.update('orders', { _id }, change, { multi: false })
const remove = (_id: string) => cloud.database.remove('orders', { _id }, { multi: false })

/** Watches, and waits for the first snapshot. */
async function started(query: Watchable): Promise<Followed> {
  const watch = follow(query)
  followed.push(watch)
  await vi.waitFor(() => expect([watch.errors, watch.snapshots.length]).toEqual([[], 1]), { timeout: 5_000 })
  return watch
}
const events = (watch: Followed) => expect.poll(() => watch.events(), { timeout: 5_000 })

describe.each(sdks)('a watch through $sdk', ({ open }) => {
  let db: SdkDatabase
  let keeper: Followed
  beforeAll(async () => {
    db = await open()
    // Without any watch the SDK ends its connection, and takes itself for logged in on the next one for a moment.
    keeper = follow(db.collection('own'))
  })
  afterAll(() => keeper.close())
  const orders = () => db.collection('orders')

  test('a connection that breaks is made anew, and nothing is missed', async () => {
    const watch = await started(orders())
    const other = await started(orders().where({ n: 2 }))
    cloud.parts.realtime.closeConnections()
    await insert({ _id: 'a', n: 1 })
    await set('a', { $inc: { n: 1 } })
    await events(watch).toEqual([['add/enqueue a'], ['update/update a']])
    await events(other).toEqual([['update/enqueue a']])
    await remove('a')
    await events(other).toEqual([['update/enqueue a'], ['remove/dequeue a']])
    expect([...watch.errors, ...other.errors]).toEqual([])
  })

  test('a message that is lost is asked for when the next one comes, and one that comes twice counts once', async () => {
    const watch = await started(orders())
    const { realtime } = cloud.parts
    const honest = realtime.carry
    realtime.carry = (frame, deliver) => {
      if (frame.msgType !== 'NEXT_EVENT') deliver()
    }
    await insert({ _id: 'a' })
    realtime.carry = (_frame, deliver) => {
      deliver()
      deliver()
    }
    await insert({ _id: 'b' })
    await events(watch).toEqual([['add/enqueue a'], ['add/enqueue b']])
    realtime.carry = honest
    await insert({ _id: 'c' })
    await events(watch).toEqual([['add/enqueue a'], ['add/enqueue b'], ['add/enqueue c']])
  })

  test('of what the rules do not let the user read ends with COLLECTION_PERMISSION_DENIED', async () => {
    const { refused, rejected } = await unheard(async () => {
      const refused = follow(db.collection('shut'))
      await expect.poll(() => refused.errors.length).toBe(2)
      return { refused }
    })
    for (const text of [...refused.errors, ...rejected]) expect(text).toContain('COLLECTION_PERMISSION_DENIED')
    expect(refused.snapshots).toEqual([])
    await cloud.database.insert('own', [{ _id: 'theirs', _openid: 'zoe' }])
    expect((await started(db.collection('own'))).docs()).toEqual({})
  })
})
