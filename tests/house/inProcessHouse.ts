import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Db } from '@cloudbase/database'
import { type InProcessCloud, loadUnbuiltProject, openInProcessCloud } from '@yundian/emulator'
import {
  type House,
  type Messages,
  openMenuShelf,
  openRecords,
  type PhoneChannel,
  type ServiceDatabase,
} from '@yundian/platform'
import { root } from '../../scripts/root.ts'

/** The functions are called by tests, so nothing in their environment matters. */
const names = readFileSync(join(root, 'cloudbaserc.json'), 'utf8').matchAll(/\{\{env\.(\w+)\}\}/g)
const project = loadUnbuiltProject(root, Object.fromEntries([...names].map(([, name]) => [name, 'none'])))

interface RequestConfig {
  send: (action: string, params: Record<string, unknown>) => Promise<Record<string, unknown>>
}

/** The SDK's query builder makes one of these for every query; it takes the way that its database was opened with. */
class OwnRequest {
  constructor(private readonly config: RequestConfig) {}

  send(action: string, params: Record<string, unknown>): Promise<Record<string, unknown>> {
    return this.config.send(action, params)
  }
}

/** Sends nothing, whatever it is. */
const silent = new Proxy({}, { get: () => async () => {} }) as Messages

/** The engines in this process, and the real records over them; functions are called by the test itself. */
export async function openEngines(clock: string): Promise<InProcessCloud> {
  let made = 0
  const hex = (length: number) => (made++).toString(16).padStart(length, '0')
  const cloud = await openInProcessCloud({
    project,
    clock,
    call: async () => 'null',
    makeId: () => hex(32),
    numbers: { hex: (bytes) => hex(bytes * 2), digits: (count) => String(made++).padStart(count, '0') },
  })
  cloud.triggers.mode = 'drop'
  return cloud
}

/**
 * A house over engines in this process.
 * @param trip makes each round trip to the database happen, or not
 */
export function houseOver(
  cloud: InProcessCloud,
  pay: PhoneChannel,
  makeId: () => string,
  trip: <Value>(act: () => Promise<Value>) => Promise<Value>,
): House {
  Db.reqClass = OwnRequest
  const config: RequestConfig = {
    send(action, params) {
      // As on the wire: later changes of what was sent change nothing.
      const sent = JSON.stringify(params)
      return trip(() => cloud.request(action, JSON.parse(sent)))
    },
  }
  const records = openRecords(new Db(config) as unknown as ServiceDatabase)
  return {
    records,
    clock: { now: () => cloud.clock.now() },
    makeId,
    menus: openMenuShelf(records),
    pay,
    messages: silent,
    tableKey: 'a key',
  }
}
