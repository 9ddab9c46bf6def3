import { paidWorth, partsPaid } from './account/partPayments.ts'
import { hourOfDay } from './businessDay.ts'
import type { Fen } from './money.ts'
import type { Order } from './order.ts'
import { pointsKept, refundedQuantities } from './refund.ts'

export interface DayReport {
  orders: number
  salesFen: Fen
  /** How the sales were paid; the sum is `salesFen`. */
  byPart: { moneyFen: Fen; valueFen: Fen; pointsFen: Fen }
  refundsFen: Fen
  /** Orders that were placed and never paid. */
  unpaidOrders: number
  points: number
  dishes: { dish: string; name: string; quantity: number; fen: Fen }[]
  /** Paid orders by hour of the day at the store, 24 entries. */
  hours: number[]
}

export function emptyReport(): DayReport {
  const byPart = { moneyFen: 0, valueFen: 0, pointsFen: 0 }
  return {
    orders: 0,
    salesFen: 0,
    byPart,
    refundsFen: 0,
    unpaidOrders: 0,
    points: 0,
    dishes: [],
    hours: Array(24).fill(0),
  }
}

/** Adds one order of the ledger to a report; call it for every order of the business day, in any order. */
export function addToReport(report: DayReport, order: Order, timeZone: string): DayReport {
  // Eat first, pay later: what is cooked stands on the orders of the bill, and the money on its shares.
  if (order.onBill) return { ...report, dishes: addDishes(report.dishes, order) }
  const paidFen = order.payment?.paidFen
  if (paidFen === undefined) return { ...report, unpaidOrders: report.unpaidOrders + (order.share ? 0 : 1) }
  const hours = report.hours.slice()
  const hour = hourOfDay(order.placedAt.getTime(), timeZone)
  hours[hour] = (hours[hour] ?? 0) + 1
  const kept = order.status !== 'refunded' && order.status !== 'cancelled'
  return {
    orders: report.orders + 1,
    salesFen: report.salesFen + paidWorth(order),
    byPart: {
      moneyFen: report.byPart.moneyFen + paidFen,
      valueFen: report.byPart.valueFen + (partsPaid(order)?.valueFen ?? 0),
      pointsFen: report.byPart.pointsFen + (partsPaid(order)?.pointsFen ?? 0),
    },
    refundsFen: report.refundsFen + order.refundedFen,
    unpaidOrders: report.unpaidOrders,
    points: report.points + (kept ? pointsKept(order) : 0),
    dishes: kept && !order.share ? addDishes(report.dishes, order) : report.dishes,
    hours,
  }
}

/** The best sold dishes first; equal ones by name, so that a report made again is the same. */
export function topDishes(report: DayReport, count: number): DayReport['dishes'] {
  return report.dishes
    .slice()
    .sort((a, b) => b.quantity - a.quantity || b.fen - a.fen || (a.dish < b.dish ? -1 : 1))
    .slice(0, count)
}

function addDishes(dishes: DayReport['dishes'], order: Order): DayReport['dishes'] {
  const byDish = new Map(dishes.map((entry) => [entry.dish, entry]))
  const refunded = refundedQuantities(order)
  for (const [at, line] of order.lines.entries()) {
    const quantity = line.quantity - (refunded[at] ?? 0)
    if (quantity === 0) continue
    const entry = byDish.get(line.dish) ?? { dish: line.dish, name: line.name, quantity: 0, fen: 0 }
    byDish.set(line.dish, {
      ...entry,
      quantity: entry.quantity + quantity,
      fen: entry.fen + line.unitFen * quantity,
    })
  }
  return [...byDish.values()]
}
