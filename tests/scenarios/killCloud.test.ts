import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { OrderView } from '@yundian/contract'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { root } from '../../scripts/root.ts'
import { brokenInvariants } from '../house/invariants.ts'
import { line, orderInput } from '../house/orderInput.ts'
import { merchantId, openTestHouse, tableKey } from '../house/testHouse.ts'

/** A cloud in a process of its own, so that it can be killed. */
interface Victim {
  url: string
  process: ChildProcess
}

const orders = 200
const kills = 4

/** The clouds' clock: noon when the test begins, and never back. */
const began = Date.now()
const clock = () => new Date(Date.parse('2026-05-06T12:00:00+08:00') + Date.now() - began).toISOString()

let data: string
let victim: Victim

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'yundian-kill-'))
  const house = await openTestHouse({ data, clock: clock() })
  await house.close()
  victim = await startVictim()
})

afterAll(async () => {
  victim.process.kill('SIGKILL')
  await rm(data, { recursive: true, force: true })
})

it('keeps every acknowledged order, payment and point through kill -9 at any moment (I1 to I6, I8)', {
  timeout: 180_000,
}, async () => {
  const acknowledged: { order?: OrderView; paid: boolean }[] = []
  let started = 0
  const killAt = new Set(Array.from({ length: kills }, (_, at) => Math.round(((at + 0.5) * orders) / kills)))
  const customer = async () => {
    while (started < orders) {
      await restarting
      started += 1
      const number = started
      const facts = { paid: false } as { order?: OrderView; paid: boolean }
      acknowledged.push(facts)
      await orderAndPay(`diner${number}`, facts)
      if (killAt.has(number)) await killAndRestart()
    }
  }
  await Promise.all(Array.from({ length: 8 }, customer))
  expect(acknowledged.filter((facts) => facts.paid).length).toBeGreaterThan(orders / 2)
  await stopVictim()

  const house = await openTestHouse({ data, clock: clock() })
  try {
    // Holds of orders that were never written end, silent payments are found, owed effects are done.
    await house.cloud.runTimer('everyMinute')
    house.cloud.clock.advance(12 * 60_000)
    for (const _ of [1, 2, 3]) await house.cloud.runTimer('everyMinute')
    await house.cloud.idle()
    for (const { order, paid } of acknowledged) {
      if (!order) continue
      const kept = await house.order(order.id)
      expect(kept).toMatchObject({ totalFen: order.totalFen, pickupNumber: order.pickupNumber })
      if (paid) expect(kept.status).toBe('paid')
    }
    expect(await brokenInvariants(house.cloud.database, house.cloud.payments.list())).toEqual([])
  } finally {
    await house.close()
  }
})

/** A diner orders and pays; what was acknowledged is noted, and a lost connection ends the visit. */
async function orderAndPay(openid: string, facts: { order?: OrderView; paid: boolean }): Promise<void> {
  try {
    const input = orderInput([line('plate0'), line('plate1')], 2001)
    const placed = await ask<OrderView>(openid, 'placeOrder', input)
    if (!placed) return
    facts.order = placed
    const payment = await ask<{ package: string }>(openid, 'payOrder', { order: placed.id })
    if (!payment) return
    const prepayId = payment.package.replace('prepay_id=', '')
    const answer = await post(`${victim.url}/emulator/payments/pay`, { prepayId, openid, outcome: 'success' }, openid)
    facts.paid = answer.ok === true
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
  }
}

async function ask<Value>(openid: string, action: string, input: unknown): Promise<Value | undefined> {
  const answer = await post(
    `${victim.url}/admin`,
    { action: 'functions.invokeFunction', function_name: 'diner', request_data: JSON.stringify({ action, input }) },
    openid,
  )
  if (!answer.data) return undefined
  const reply = JSON.parse(answer.data.response_data ?? '') as { ok: boolean; value?: Value }
  return reply.ok ? reply.value : undefined
}

async function post(url: string, body: unknown, openid: string) {
  const headers = { 'content-type': 'application/json', 'x-emu-openid': openid }
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
  return (await response.json()) as { ok?: boolean; data?: { response_data?: string } }
}

let restarting: Promise<void> = Promise.resolve()

function killAndRestart(): Promise<void> {
  restarting = restarting.then(async () => {
    await stopVictim()
    victim = await startVictim()
  })
  return restarting
}

async function stopVictim(): Promise<void> {
  const gone = new Promise((resolve) => victim.process.once('exit', resolve))
  victim.process.kill('SIGKILL')
  await gone
}

function startVictim(): Promise<Victim> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'tests/house/victim.ts', data, clock()], {
    cwd: root,
    env: {
      ...process.env,
      SUB_MCH_ID: merchantId,
      READY_TEMPLATE_ID: 'orderReady',
      LATE_TEMPLATE_ID: 'orderLate',
      REFUND_TEMPLATE_ID: 'moneyBack',
      QUEUE_TEMPLATE_ID: 'tableCalled',
      TABLE_KEY: tableKey,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the cloud ended with ${code}`)))
    child.stdout.once('data', (chunk: Buffer) => resolve({ url: chunk.toString().trim(), process: child }))
  })
}
