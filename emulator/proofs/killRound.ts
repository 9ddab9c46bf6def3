import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { Clock } from '../src/clock.ts'
import type { Database } from '../src/database/database.ts'
import { openDatabase } from '../src/database/openDatabase.ts'
import { makeId } from '../src/database/testDatabase.ts'

const WRITER = fileURLToPath(new URL('killedWriter.ts', import.meta.url))

/**
 * Lets a process write to the database in a folder, under load, kills it with SIGKILL once it has acknowledged `steps`
 * steps, opens the folder again and looks. Leaves an empty shop for the next round.
 * @returns how many steps were acknowledged, and a line for each thing that is wrong
 */
export async function killRound(dir: string, steps: number): Promise<{ acknowledged: number; wrong: string[] }> {
  const said = await runAndKill(dir, steps)
  const clock = new Clock()
  const database = await openDatabase({ dir, clock, makeId })
  try {
    const wrong = [...(await database.check()), ...(await brokenPromises(database, said))]
    for (const name of ['orders', 'stock']) await database.remove(name, {}, { multi: true })
    return { acknowledged: said.length, wrong }
  } finally {
    await database.close()
    clock.stop()
  }
}

/** Answers all that the writer said. */
async function runAndKill(dir: string, steps: number): Promise<string[]> {
  const writer = spawn(process.execPath, ['--import', 'tsx', WRITER, dir], { stdio: ['ignore', 'pipe', 'inherit'] })
  const said: string[] = []
  const lines = createInterface(writer.stdout)
  lines.on('line', (line) => {
    said.push(line)
    if (said.length === steps) writer.kill('SIGKILL')
  })
  const [[code, signal]] = await Promise.all([once(writer, 'exit'), once(lines, 'close')])
  if (signal !== 'SIGKILL') throw new Error(`the writer ended by itself with ${code}`)
  return said
}

/** What the writer was told and the database does not hold, and what it holds of transactions that never ended. */
async function brokenPromises(database: Database, said: string[]): Promise<string[]> {
  const wrong: string[] = []
  const orders = new Map((await database.find('orders', {})).map((order) => [order._id, order]))
  for (const [kind, number] of said.map((line) => line.split(' '))) {
    const order = orders.get(`${kind === 'ticket' ? 't' : 'o'}${number}`)
    if (order === undefined) wrong.push(`${kind} ${number} was acknowledged and is lost`)
    else if (kind === 'paid' && order.status !== 'paid') wrong.push(`payment ${number} was acknowledged and is lost`)
  }
  const count = (diner: string) => [...orders.values()].filter((order) => order.diner === diner).length
  if (count('ghost') > 0) wrong.push('a transaction that was never committed left something')
  const [stock] = await database.find('stock', {})
  if (Number(stock?.sold) !== count('ticket') || Number(stock?.left) + Number(stock?.sold) !== 1_000_000) {
    wrong.push(`half a transaction is there: ${count('ticket')} tickets, ${JSON.stringify(stock)}`)
  }
  return wrong
}
