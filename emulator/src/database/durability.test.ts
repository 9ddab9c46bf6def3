import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Clock } from '../clock.ts'
import { openDatabase } from './openDatabase.ts'
import { codeOf, makeId } from './testDatabase.ts'

const WRITER = fileURLToPath(new URL('killedWriter.ts', import.meta.url))

let dir: string
let clock: Clock

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'local-cloud-killed-'))
  clock = new Clock()
})
afterEach(async () => {
  clock.stop()
  await rm(dir, { recursive: true })
})

/** Runs the writer and kills it with SIGKILL once it has acknowledged `steps` steps; answers all that it said. */
async function runAndKill(steps: number): Promise<string[]> {
  const writer = spawn(process.execPath, ['--import', 'tsx', WRITER, dir], { stdio: ['ignore', 'pipe', 'inherit'] })
  const said: string[] = []
  const lines = createInterface(writer.stdout)
  lines.on('line', (line) => {
    said.push(line)
    if (said.length === steps) writer.kill('SIGKILL')
  })
  const [[, signal]] = await Promise.all([once(writer, 'exit'), once(lines, 'close')])
  expect(signal).toBe('SIGKILL')
  return said
}

test('keeps every acknowledged write, whole transactions, and agreeing indexes through kill -9', async () => {
  // Numbers of steps with nothing in common with the writers' rhythm, so that the kill falls anywhere in it.
  for (const steps of [1, 47, 301]) {
    const acknowledged = await runAndKill(steps)
    const database = await openDatabase({ dir, clock, makeId })
    const orders = new Map((await database.find('orders', {})).map((order) => [order._id, order]))

    for (const [kind, number] of acknowledged.map((line) => line.split(' '))) {
      const order = orders.get(`${kind === 'ticket' ? 't' : 'o'}${number}`)
      expect(order, `${kind} ${number}`).toBeDefined()
      if (kind === 'paid') expect(order).toMatchObject({ status: 'paid' })
    }
    const tickets = [...orders.values()].filter(({ diner }) => diner === 'ticket')
    expect(await database.find('stock', {})).toEqual([
      { _id: 'hot', left: 1_000_000 - tickets.length, sold: tickets.length },
    ])
    for (const [_id, { number, diner }] of orders) {
      expect(await database.find('orders', { number })).toMatchObject([{ _id }])
      expect((await database.find('orders', { diner })).some((order) => order._id === _id)).toBe(true)
    }
    const [first] = orders.values()
    expect(await codeOf(database.insert('orders', [{ number: first?.number }]))).toBe('DATABASE_DUPLICATE_WRITE')
    // Each run starts from an empty shop, as the writer's numbers do.
    for (const name of ['orders', 'stock']) await database.remove(name, {}, { multi: true })
    await database.close()
  }
})

test('an answer that saw a write is given only when that write is on disk', async () => {
  const database = await openDatabase({ dir, clock, makeId })
  await database.createCollection('orders')
  const order: string[] = []
  const writing = database.insert('orders', [{ _id: 'a' }]).then(() => order.push('written'))
  const reading = database.find('orders', {}).then((found) => order.push(`read ${found.length}`))
  const repeating = codeOf(database.insert('orders', [{ _id: 'a' }])).then(() => order.push('refused'))
  database.onChange(() => order.push('told'))
  await Promise.all([writing, reading, repeating])
  expect(order[0]).toBe('told')
  expect(order.slice(1).sort()).toEqual(['read 1', 'refused', 'written'])
  await database.close()
})
