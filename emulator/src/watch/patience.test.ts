import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Followed, follow, silenceRealtimeClients } from '../../conformance/followed.ts'
import { webProject } from '../../fixtures/webProject.ts'
import { openWebUser, type WebUser } from '../../fixtures/webUser.ts'
import type { Cloud } from '../index.ts'

const project = webProject({ orders: 'ADMINWRITE' })
const data = mkdtempSync(join(tmpdir(), 'patience-'))
let cloud: Cloud
let watch: Followed
let database: WebUser['database']

beforeEach(async () => {
  silenceRealtimeClients()
  cloud = await project.start({ data, reset: true })
  const user = openWebUser(cloud)
  database = user.database
  await user.auth.signInAnonymously()
  // From here on the SDK waits by this test's time; sockets and the cloud's own waits on the disk do not use it.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  watch = follow(database.collection('orders').where({ open: true }))
  await vi.waitFor(() => expect(watch.snapshots).toHaveLength(1), WAIT)
})
afterEach(async () => {
  vi.useRealTimers()
  await cloud.stop()
})
afterAll(() => {
  project.remove()
  rmSync(data, { recursive: true, force: true })
})

const WAIT = { timeout: 5_000, interval: 20 }
const insert = (_id: string) => cloud.database.insert('orders', [{ _id, open: true }])

test('tcb-js-sdk asks by itself for a last message that was lost, and gets it', async () => {
  const { realtime } = cloud.parts
  const honest = realtime.carry
  const types: string[] = []
  realtime.carry = (frame, deliver) => {
    types.push(frame.msgType)
    if (frame.msgType !== 'NEXT_EVENT') deliver()
  }
  await insert('lost')
  expect(types).toEqual(['NEXT_EVENT'])
  realtime.carry = honest
  vi.advanceTimersByTime(10_000)
  await vi.waitFor(() => expect(watch.snapshots).toHaveLength(2), WAIT)
  expect(watch.docs()).toEqual({ lost: { _id: 'lost', open: true } })
})

test('tcb-js-sdk comes back to a cloud that was started anew, and is told to watch again', async () => {
  await insert('kept')
  await vi.waitFor(() => expect(watch.snapshots).toHaveLength(2), WAIT)
  const { port } = cloud
  await cloud.stop()
  cloud = await project.start({ data, port })
  // It tries at once, then every ten seconds.
  const askAgain = () => {
    vi.advanceTimersByTime(1_000)
    expect(watch.errors.join()).toContain('QUERYID_INVALID_ERROR')
  }
  await vi.waitFor(askAgain, WAIT)
  watch = follow(database.collection('orders').where({ open: true }))
  await vi.waitFor(() => expect(watch.docs()).toEqual({ kept: { _id: 'kept', open: true } }), WAIT)
})
