import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nthPaymentNumber, orderOfPayment, paymentNumber } from './paymentNumber.ts'

const orderId = fc.stringMatching(/^[0-9a-f]{32}$/)

describe('the number of a payment', () => {
  it('R14 I8: is of at most 32 letters and digits, another one each time, and tells its order', () => {
    fc.assert(
      fc.property(orderId, fc.integer({ min: 1, max: 999 }), (id, nth) => {
        const number = nthPaymentNumber(id, nth)
        expect(number).toMatch(/^[0-9A-Za-z_]{1,32}$/)
        expect(orderOfPayment(number)).toBe(id)
        expect(nthPaymentNumber(id, nth + 1)).not.toBe(number)
      }),
    )
  })

  it('is the order’s id until a payment of it was closed, and stays what it was once it is paid', () => {
    const _id = 'a'.repeat(32)
    const payment = { startedAt: new Date(0) }
    expect(paymentNumber({ _id, payment })).toBe(_id)
    expect(paymentNumber({ _id, payment, closedPayments: 2 })).toBe(nthPaymentNumber(_id, 3))
    expect(paymentNumber({ _id, payment: { ...payment, transactionId: '42' }, closedPayments: 2 })).toBe(_id)
  })

  it('that is none of ours belongs to no order', () => {
    expect(orderOfPayment('none')).toBe('none')
    expect(orderOfPayment(`${'z'.repeat(25)}-x`)).toBe(`${'z'.repeat(25)}-x`)
  })
})
