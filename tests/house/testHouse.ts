import type {
  DinerAction,
  DinerReplies,
  DinerRequest,
  Reply,
  StaffAction,
  StaffReplies,
  StaffRequest,
  StoreDocument,
} from '@yundian/contract'
import type { Board, Order } from '@yundian/domain'
import { type Cloud, startCloud } from '@yundian/emulator'
import { root } from '../../scripts/root.ts'
import * as restaurant from './restaurant.ts'

export const merchantId = '1900000109'
/** Signs the scenes of the tables. */
export const tableKey = 'a key for the tables of tests'

/** The house at work: built bundles in worker processes, official SDKs, a cloud of its own, noon on a working day. */
export interface TestHouse {
  cloud: Cloud
  diner(openid: string): Phone
  /** Anybody on the staff list. */
  staff(openid: string): Kitchen
  cook: Kitchen
  owner: Kitchen
  /** The order as it stands in the ledger. */
  order(id: string): Promise<Order>
  board(): Promise<Board>
  close(): Promise<void>
}

export interface Phone {
  openid: string
  /** The reply as data, refusals too. */
  send<Action extends DinerAction>(action: Action, input: unknown): Promise<Reply<DinerReplies[Action]>>
  /** The value; a refusal is thrown. */
  ask<Action extends DinerAction>(action: Action, input: DinerRequest<Action>): Promise<DinerReplies[Action]>
  /** Pays at the pay platform, as the diner does on the payment sheet. */
  pay(orderId: string, outcome?: 'success' | 'fail' | 'silent'): Promise<void>
}

export interface Kitchen {
  send<Action extends StaffAction>(action: Action, input: unknown): Promise<Reply<StaffReplies[Action]>>
  ask<Action extends StaffAction>(action: Action, input: StaffRequest<Action>): Promise<StaffReplies[Action]>
}

export interface TestHouseOptions {
  data?: string
  clock?: string
  /** Values for the placeholders of cloudbaserc.json, beside the defaults. */
  env?: Record<string, string>
  /** Whether the pay platforms beside cloudPay are simulated and connected. */
  payPlatforms?: boolean
  /** What differs from the store that the tests know. */
  store?: Partial<StoreDocument>
}

export async function openTestHouse({
  data,
  clock = '2026-05-06T12:00:00+08:00',
  env = {},
  payPlatforms = false,
  store = {},
}: TestHouseOptions = {}): Promise<TestHouse> {
  const cloud = await startCloud({
    project: root,
    port: 0,
    data,
    clock,
    timers: 'manual',
    payPlatforms,
    env: {
      SUB_MCH_ID: merchantId,
      READY_TEMPLATE_ID: 'orderReady',
      LATE_TEMPLATE_ID: 'orderLate',
      REFUND_TEMPLATE_ID: 'moneyBack',
      QUEUE_TEMPLATE_ID: 'tableCalled',
      TABLE_KEY: tableKey,
      ...env,
    },
  })
  if ((await cloud.database.count('stores', {})) === 0) await seed(cloud, store)
  return {
    cloud,
    diner: (openid) => phone(cloud, openid),
    staff: (openid) => kitchen(cloud, openid),
    cook: kitchen(cloud, 'cook'),
    owner: kitchen(cloud, 'owner'),
    order: async (id) => (await cloud.database.find('orders', { _id: id }))[0] as unknown as Order,
    board: async () => (await cloud.database.find('boards', { _id: 'lane' }))[0] as never,
    close: () => cloud.stop(),
  }
}

async function seed({ database, parts, idle }: Cloud, store: Partial<StoreDocument>): Promise<void> {
  parts.triggers.mode = 'drop'
  await database.insert('tables', restaurant.tables)
  await database.insert('categories', restaurant.categories)
  await database.insert('dishes', restaurant.dishes)
  await database.insert('staff', restaurant.staff)
  parts.triggers.mode = 'deliver'
  await database.insert('stores', [{ ...restaurant.store, ...store }])
  await idle()
}

function phone(cloud: Cloud, openid: string): Phone {
  const send: Phone['send'] = async (action, input) =>
    (await cloud.callFunction('diner', { action, input }, { openid })) as never
  const ask: Phone['ask'] = async (action, input) => unwrap(await send(action, input))
  return {
    openid,
    send,
    ask,
    async pay(orderId, outcome = 'success') {
      const { package: prepay } = await ask('payOrder', { order: orderId })
      await cloud.payments.pay(prepay.replace('prepay_id=', ''), openid, outcome)
    },
  }
}

function kitchen(cloud: Cloud, openid: string): Kitchen {
  const send: Kitchen['send'] = async (action, input) =>
    (await cloud.callFunction('staff', { action, input }, { openid })) as never
  return { send, ask: async (action, input) => unwrap(await send(action, input)) }
}

function unwrap<Value>(reply: Reply<Value>): Value {
  if (reply.ok) return reply.value
  throw Object.assign(new Error(`refused: ${reply.code} ${JSON.stringify(reply.details)}`), { code: reply.code })
}
