import { Db } from '@cloudbase/database'
import type { InProcessCloud } from '@yundian/emulator'
import { type House, openMenuShelf, openRecords, openWechatMessages, type ServiceDatabase } from '@yundian/platform'
import { type Credentials, type Merchant, openChannels } from './channels.ts'
import { type Invocation, SimulatedFault } from './invocation.ts'
import type { Random } from './random.ts'
import type { Trips } from './trips.ts'
import { wechatInProcess } from './wechatInProcess.ts'

/** Signs the scenes of the tables. */
export const simulatedTableKey = 'the key of simulated tables'

/** A warm instance of a function: one call at a time, with a memory that lives until it dies. */
export interface Instance {
  house: House
  /** The call that runs in it now. */
  current?: Invocation
}

export interface InstanceParts {
  cloud: InProcessCloud
  trips: Trips
  random: Random
  merchant: Merchant
  credentials: Credentials
  /** The order that a request speaks of. */
  orderIn: (text: string) => string | undefined
  /** Takes the subscription messages that go out. */
  send: (message: Record<string, unknown>) => void
}

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

/** Opens an instance whose house is made of the real records, pay channel and messages over the engines in this process. */
export function openInstance(parts: InstanceParts, skewMs: number): Instance {
  const { cloud, random } = parts
  const instance: { current?: Invocation } = {}
  const current = () => {
    if (!instance.current) throw new Error('a request outside of any call')
    return instance.current
  }
  Db.reqClass = OwnRequest
  const config: RequestConfig = { send: (action, params) => databaseTrip(parts, current(), action, params) }
  const records = openRecords(new Db(config) as unknown as ServiceDatabase)
  const wechat = wechatInProcess(parts, current)
  const clock = { now: () => cloud.clock.now() + skewMs }
  const house: House = {
    records,
    clock,
    makeId: () => random.hex(32),
    menus: openMenuShelf(records),
    ...openChannels({ instance: parts, current, clock, wechat }),
    messages: openWechatMessages(async () => wechat),
    tableKey: simulatedTableKey,
  }
  return Object.assign(instance, { house })
}

const shortNames: Record<string, string> = {
  'database.getDocument': 'find',
  'database.insertDocument': 'add',
  'database.modifyDocument': 'update',
  'database.modifyAndReturnDoc': 'updateAndReturn',
  'database.aggregateDocuments': 'aggregate',
}
const reads = ['database.getDocument', 'database.aggregateDocuments']

function databaseTrip(
  { cloud, trips, orderIn }: InstanceParts,
  invocation: Invocation,
  action: string,
  params: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  // As on the wire, and so that a late request is what it was when it was sent.
  const sent = JSON.stringify(params)
  const refusals = {
    throttle: { requestId: '', code: 'EXCEED_REQUEST_LIMIT', message: '(simulated) too many requests' },
    conflict: { requestId: '', code: 'DATABASE_TRANSACTION_CONFLICT', message: '(simulated) conflict' },
  }
  return trips.make<Record<string, unknown>>(invocation, {
    name: `${params.collectionName}.${shortNames[action] ?? action}`,
    order: orderIn(sent),
    possible: (fault) => fault !== 'conflict' || !reads.includes(action),
    execute: () => cloud.request(action, JSON.parse(sent)),
    refusal: (fault) => refusals[fault],
    details: () => [params.query, params.data, JSON.stringify(params.stages)].filter(Boolean).join('  '),
  })
}

/** Whether an error, or what it was made of, is the simulation's own doing. */
export function isSimulated(error: unknown): boolean {
  return error instanceof SimulatedFault || String((error as Error)?.message ?? error).includes('(simulated)')
}
