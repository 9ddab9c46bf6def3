import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { killRound } from '../../proofs/killRound.ts'
import { Clock } from '../clock.ts'
import { openDatabase } from './openDatabase.ts'
import { codeOf, makeId } from './testDatabase.ts'

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

test('keeps every acknowledged write, whole transactions, and agreeing indexes through kill -9', async () => {
  // Numbers of steps with nothing in common with the writers' rhythm, so that the kill falls anywhere in it.
  for (const steps of [1, 47, 301]) {
    const { acknowledged, wrong } = await killRound(dir, steps)
    expect(acknowledged).toBeGreaterThanOrEqual(steps)
    expect(wrong).toEqual([])
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
