import { writeSync } from 'node:fs'
import { Clock } from '../clock.ts'
import { openDatabase } from './openDatabase.ts'
import { makeId } from './testDatabase.ts'

/**
 * A process whose files must not grow beyond what its parent allows: fills the folder of its first argument with
 * documents until one is refused, removes ten, and says as JSON how that went.
 */
const clock = new Clock()
const open = () => openDatabase({ dir: process.argv[2]!, clock, makeId })
let database = await open()
await database.createCollection('filled')
let acknowledged = 0
let code: unknown
while (code === undefined) {
  try {
    await database.insert('filled', [{ _id: acknowledged, text: 'x'.repeat(4000) }])
    acknowledged += 1
  } catch (error) {
    code = (error as { code?: unknown }).code
  }
}
const found = await database.count('filled', {})
for (let _id = 0; _id < 10; _id += 1) await database.remove('filled', { _id }, { multi: false })
await database.close()
database = await open()
const reopened = await database.count('filled', {})
await database.close()
clock.stop()
writeSync(1, JSON.stringify({ code, acknowledged, found, reopened }))
