import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { type Followed, follow, silenceRealtimeClients, type Watchable } from './followed.ts'
import { openTarget, type ServerDatabase, type Target } from './target.ts'

let target: Target
let db: ServerDatabase
const followed: Followed[] = []

beforeAll(async () => {
  silenceRealtimeClients()
  // Node 20 has no WebSocket of its own; where it is missing, the program has to bring one.
  Object.assign(globalThis, { WebSocket })
  target = await openTarget()
  db = target.serverApp().database()
})
beforeEach(() => target.collection('orders'))
afterEach(async () => {
  for (const watch of followed.splice(0)) await watch.close()
})
afterAll(() => target.close())

/** Watches, and waits for the first snapshot. */
async function started(query: Watchable): Promise<Followed> {
  const watch = follow(query)
  followed.push(watch)
  await expect.poll(() => watch.snapshots.length, { timeout: 5_000 }).toBe(1)
  return watch
}
const docs = (watch: Followed) => expect.poll(() => watch.docs(), { timeout: 5_000 })
const orders = () => db.collection('orders')

describe('a watch through @cloudbase/node-sdk', () => {
  test('begins with every match, more than a query answers, then tells what enters, changes and leaves', async () => {
    await orders().add(Array.from({ length: 150 }, (_unused, n) => ({ _id: `o${n}`, open: true, n })))
    const watch = await started(orders().where({ open: true }))
    expect(watch.snapshots[0]!.docs).toHaveLength(150)
    expect(watch.snapshots[0]!.docChanges[0]).toMatchObject({ dataType: 'init', queueType: 'init' })
    await orders().add({ _id: 'new', open: true })
    await orders().doc('o1').update({ n: 100 })
    await orders().doc('o2').update({ open: false })
    await orders().doc('o3').remove()
    await docs(watch).not.toHaveProperty('o3')
    expect(watch.docs()).toMatchObject({ new: { open: true }, o1: { n: 100 } })
    expect(watch.docs()).not.toHaveProperty('o2')
    expect(watch.events()).toEqual([
      ['add/enqueue new'],
      ['update/update o1'],
      ['update/dequeue o2'],
      ['remove/dequeue o3'],
    ])
  })
})
