import { isDeepStrictEqual } from 'node:util'
import { businessDayOf, type Order } from '@yundian/domain'
import { store } from './restaurant.ts'
import type { World } from './world.ts'

interface Report {
  _id: string
  businessDay: string
  orders: number
  salesFen: number
  refundsFen: number
  unpaidOrders: number
  madeAt: Date
}

/** Jumps to the next night after all business days of the run, so that each has its report. */
export async function untilAfterTheNight(world: World): Promise<void> {
  const { scheduler, violations } = world
  if (violations.length > 0) return
  const today = businessDayOf(scheduler.now(), store)
  // 04:29 in Beijing, on the day after.
  const night = Date.parse(`${today}T04:29:00+08:00`) + 24 * 3_600_000
  world.jump(night - scheduler.now())
  await scheduler.runFor(3 * 60_000)
  // A refund that failed is sent again, and asked about a minute later.
  for (let more = 0; more < 7 && hasOpenRefund(world); more++) await scheduler.runFor(60_000)
  await scheduler.runUntil(() => world.functions.running === 0)
}

function hasOpenRefund({ orders }: World): boolean {
  return [...orders.values()].some(({ refunds }) => Object.values(refunds ?? {}).some(({ state }) => state !== 'done'))
}

/** I11: each day's report says what the pay platform took and gave back for its orders, and says it again. */
export async function brokenReports(world: World): Promise<string[]> {
  if (world.violations.length > 0) return []
  const before = await readReports(world)
  const wrong = [...daysOf(world)].flatMap(([day, orders]) => brokenReport(day, orders, before.get(day), world))
  await world.scheduler.runThrough(world.functions.call({ functionName: 'nightly', event: {}, source: 'wx_trigger' }))
  const after = await readReports(world)
  for (const [day, report] of before) {
    const again = after.get(day)
    if (!isDeepStrictEqual({ ...report, madeAt: 0 }, { ...again, madeAt: 0 })) {
      wrong.push(`I11 the report of ${day} says otherwise when it is made again`)
    }
  }
  return wrong
}

async function readReports({ cloud }: World): Promise<Map<string, Report>> {
  const reports = (await cloud.database.find('reports', {})) as unknown as Report[]
  return new Map(reports.map((report) => [report.businessDay, report]))
}

function daysOf({ orders }: World): Map<string, Order[]> {
  const days = new Map<string, Order[]>()
  for (const order of orders.values()) days.set(order.businessDay, [...(days.get(order.businessDay) ?? []), order])
  return days
}

function brokenReport(day: string, orders: Order[], report: Report | undefined, { money }: World): string[] {
  if (!report) return [`I11 there is no report of ${day}`]
  const paid = orders.flatMap((order) => money.takenFor(order) ?? [])
  const salesFen = paid.reduce((sum, { totalFee }) => sum + totalFee, 0)
  const refundsFen = paid.flatMap(({ refunds }) => [...refunds.values()]).reduce((sum, fen) => sum + fen, 0)
  // What goes on a table's bill is paid with it.
  const unpaidOrders = orders.filter(({ onBill }) => !onBill).length - paid.length
  const expected = { orders: paid.length, salesFen, refundsFen, unpaidOrders }
  return Object.entries(expected).flatMap(([field, value]) => {
    const said = report[field as keyof typeof expected]
    return said === value ? [] : [`I11 the report of ${day} says ${field} ${said} instead of ${value}`]
  })
}
