import type { Reply } from '@yundian/contract'
import { type Board, type Order, orderOfPayment } from '@yundian/domain'
import {
  type Change,
  CloudError,
  type FunctionCall,
  type InProcessCloud,
  openInProcessCloud,
  type PayerMood,
  type PayOutcome,
  type Project,
  type TroublePlan,
} from '@yundian/emulator'
import { judgeAnswer } from './answers.ts'
import type { Credentials, Merchant } from './channels.ts'
import { Course } from './course.ts'
import { Coverage } from './coverage.ts'
import { drawClimate, refundTrouble, Trouble } from './faults.ts'
import { Functions, type Mains } from './functions.ts'
import { Money } from './money.ts'
import { noticeIn, postNotice } from './notices.ts'
import { Random } from './random.ts'
import * as restaurant from './restaurant.ts'
import { Scheduler } from './scheduler.ts'
import { openInstance } from './simulatedHouse.ts'
import { type BoardThen, brokenBy } from './stepInvariants.ts'
import { Trips } from './trips.ts'

export interface WorldOptions {
  project: Project
  mains: Mains
  credentials: Credentials
  seed: number
  print?: (line: string) => void
}

/** One restaurant with its cloud, its pay platform and its people, in a time of its own. */
export interface World {
  cloud: InProcessCloud
  scheduler: Scheduler
  trouble: Trouble
  functions: Functions
  trips: Trips
  coverage: Coverage
  course: Course
  /** Whatever broke; the run ends with the first. */
  violations: string[]
  merchant: Merchant
  /** Orders as they stand. */
  orders: Map<string, Order>
  money: Money
  /** What becomes of refunds while trouble lasts. */
  refundTrouble: TroublePlan
  /** Subscription messages that went out. */
  sent: Record<string, unknown>[]
  /** Tells the table of coverage which order a request key will become. */
  expectOrder(id: string, requestKey: string): void
  /** A tap on a phone. @returns undefined when no answer came */
  ask<Value>(openid: string, functionName: string, action: string, input: unknown): Promise<Reply<Value> | undefined>
  /** A diner enters the password on the payment sheet. */
  pay(prepayId: string, openid: string, outcome: PayOutcome): Promise<void>
  /** The digits on a diner's phone at the counter. */
  showCode(platform: 'wechat' | 'alipay', openid: string, then: PayerMood): string
  /** The owner edits a document in the cloud's console. */
  edit(collection: string, id: string, change: Record<string, unknown>): Promise<void>
  /** Lets the clock jump on by so many ms. */
  jump(ms: number): void
  /** How far it has jumped in all, in ms. */
  jumpedMs: number
  /** A stream of its own for an actor. */
  fork(): Random
}

/** Opens the restaurant at the moment that the seed draws, with everything published. */
export async function openWorld({ project, mains, credentials, seed, print }: WorldOptions): Promise<World> {
  const random = new Random(seed)
  const climate = drawClimate(random)
  const trouble = new Trouble(climate, random.fork())
  const merchant = random.weighted<Merchant>({ cloudPay: 3, v3: 1 })
  const orders = new Map<string, Order>()
  const idsByKey = new Map<string, string>()
  const expected = new Set<string>()
  const violations: string[] = []
  const sent: Record<string, unknown>[] = []
  const boardsThen = new Map<string, BoardThen>()
  const numbers = random.fork()
  const functionCall = (call: FunctionCall): Promise<string> => functions.call(call)
  const cloud = await openInProcessCloud({
    project,
    clock: restaurant.drawStart(random),
    call: functionCall,
    makeId: () => numbers.hex(32),
    numbers: { hex: (bytes) => numbers.hex(bytes * 2), digits: (count) => numbers.digits(count) },
    platforms: {
      keys: credentials.keys,
      post: (url, headers, body) => postNotice(url, headers, body, functionCall),
    },
  })
  const money = new Money(cloud)
  const course = new Course(() => cloud.clock.now(), print)
  const report = (violation: string) => {
    course.say(`✗ ${violation}`)
    violations.push(violation)
  }
  const scheduler = new Scheduler(cloud.clock, () => violations.length > 0)
  const coverage = new Coverage((order) => orders.get(order)?.status)
  const trips = new Trips({ scheduler, trouble, random: random.fork(), course, coverage })
  const orderIn = (text: string) => {
    for (const [id] of text.matchAll(/[0-9a-f]{32}/g)) if (orders.has(id) || expected.has(id)) return id
    for (const [number] of text.matchAll(/[0-9a-z]{25}_\d+/g)) {
      if (orders.has(orderOfPayment(number))) return orderOfPayment(number)
    }
    const key = /"requestKey":"([^"]+)"/.exec(text)?.[1]
    return key === undefined ? undefined : idsByKey.get(key)
  }
  const instances = {
    cloud,
    merchant,
    credentials,
    trips,
    random: random.fork(),
    orderIn,
    send: (message: (typeof sent)[0]) => sent.push(message),
  }
  const functions = new Functions({
    project,
    mains,
    scheduler,
    trouble,
    random: random.fork(),
    course,
    coverage,
    openInstance: () => openInstance(instances, trouble.skew()),
    orderOf: async (call) => {
      const told = await noticeIn(call, instances)
      return orderIn(JSON.stringify(told ?? call.event))
    },
    judge: async (call, answer) => {
      const told = await noticeIn(call, instances)
      for (const violation of await judgeAnswer(call, answer, told, cloud.database, orders)) report(violation)
    },
    report,
  })
  cloud.database.onChange((change) => {
    if (change.collection === 'orders') orders.set(String(change.id), change.doc as unknown as Order)
    if (change.collection === 'suspense') money.suspended.add(String(change.id))
    if (change.collection === 'boards') rememberHolds(change.doc as unknown as Board, boardsThen)
    course.say(`    ✎ ${change.collection}/${change.id}${changeText(change)}`)
    const view = {
      asked: (id: string) => expected.has(id),
      boardAt: (attempt: string) => boardsThen.get(attempt),
      order: (id: string) => orders.get(id),
      taken: (order: Order) => money.takenFor(order),
    }
    for (const violation of brokenBy(change, view)) report(violation)
  })
  const world: World = {
    cloud,
    scheduler,
    trouble,
    functions,
    trips,
    coverage,
    course,
    violations,
    merchant,
    orders,
    money,
    refundTrouble: refundTrouble(climate, seed),
    sent,
    expectOrder(id, requestKey) {
      idsByKey.set(requestKey, id)
      expected.add(id)
    },
    async ask(openid, functionName, action, input) {
      const client = { kind: 'miniProgram', openid } as const
      try {
        const call = { functionName, event: { action, input }, source: 'wx_client', client }
        return JSON.parse(await functions.call(call)) as Reply<never>
      } catch {
        return undefined
      }
    },
    async pay(prepayId, openid, outcome) {
      try {
        const end = await cloud.payments.pay(prepayId, openid, outcome)
        course.say(`${openid} pays, ${outcome}: ${end}`, () => prepayId)
      } catch (error) {
        if (!(error instanceof CloudError)) throw error
        course.say(`${openid} cannot pay: ${error.code}`, () => prepayId)
      }
    },
    showCode: (platform, openid, then) => cloud.payments.payerCodes.show(platform, openid, then),
    async edit(collection, id, change) {
      course.say(`the owner edits ${collection}/${id}  ${JSON.stringify(change)}`)
      await cloud.database.update(collection, { _id: id }, change, { multi: false })
    },
    jumpedMs: 0,
    jump(ms) {
      if (ms <= 0) return
      course.say(`the clock jumps ${Math.round(ms / 60_000)} minutes`)
      world.jumpedMs += ms
      cloud.clock.advance(ms)
    },
    fork: () => random.fork(),
  }
  await restaurant.furnish(world)
  return world
}

function rememberHolds({ holds, menuVersion, off }: Board, boardsThen: Map<string, BoardThen>): void {
  for (const { attempt } of Object.values(holds)) {
    if (!boardsThen.has(attempt)) boardsThen.set(attempt, { menuVersion, off: Object.keys(off) })
  }
}

function changeText({ kind, doc, updatedFields, removedFields }: Change): string {
  if (kind !== 'update') return `  ${kind}  ${JSON.stringify(doc)}`
  const removed = removedFields?.length ? `  without ${removedFields.join()}` : ''
  return `  ${JSON.stringify(updatedFields)}${removed}`
}
