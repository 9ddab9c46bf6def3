import type { Order } from './order.ts'

/** Shorter than 32 characters with the count behind it; letters, digits and `_` are what every platform takes (R14). */
const base = 36
const digits = 25

/**
 * The number by which a pay platform knows the `nth` payment of an order (`out_trade_no`). The first bears the order's id;
 * a platform takes a number that was closed never again, so a later one has a number from which the order can be read (I8).
 */
export function nthPaymentNumber(orderId: string, nth: number): string {
  return nth === 1 ? orderId : `${BigInt(`0x${orderId}`).toString(base).padStart(digits, '0')}_${nth}`
}

/** The number by which an order is being paid, was paid, or will be asked to be paid. */
export function paymentNumber({ _id, payment, closedPayments = 0 }: PayableNumbers): string {
  if (payment?.transactionId !== undefined) return payment.number ?? _id
  return nthPaymentNumber(_id, closedPayments + 1)
}

type PayableNumbers = Pick<Order, '_id' | 'payment' | 'closedPayments'>

/** The id of the order that a number belongs to; a number that is none of ours is given back as it is. */
export function orderOfPayment(number: string): string {
  const [, written] = /^([0-9a-z]{25})_\d{1,4}$/.exec(number) ?? []
  if (written === undefined) return number
  let id = BigInt(0)
  for (const digit of written) id = id * BigInt(base) + BigInt(Number.parseInt(digit, base))
  return id.toString(16).padStart(32, '0')
}
