import { dueOf, type Order, orderOfPayment, outRefundNo } from '@yundian/domain'
import type { InProcessCloud } from '@yundian/emulator'

/** A payment at one of the pay platforms; fen. */
export interface TakenMoney {
  /** The order that its number belongs to. */
  order: string
  outTradeNo: string
  transactionId: string
  totalFee: number
  /** By refund number. */
  refunds: Map<string, number>
  /** The platform gave it back whole, since it was asked to take the payment back. */
  isTakenBack: boolean
}

/** What a witness knows of money: what every platform took, and what staff took in cash. */
export class Money {
  /** Orders whose sum somebody of the staff said that he took in cash. */
  readonly cash = new Set<string>()
  /** `<number>:<transaction>` of payments in suspense. */
  readonly suspended = new Set<string>()

  constructor(private readonly cloud: InProcessCloud) {}

  /** Everything that was ever paid at any platform. */
  all(): TakenMoney[] {
    return (['cloudPay', 'wechatV3', 'alipay'] as const).flatMap((platform) =>
      this.cloud.payments
        .bookOf(platform)
        .all()
        .flatMap(({ outTradeNo, transactionId, totalFee, paidAt, state, refunds }) => {
          if (paidAt === undefined || transactionId === undefined) return []
          const own = refunds.filter(({ outRefundNo }) => outRefundNo !== '')
          return {
            order: orderOfPayment(outTradeNo),
            outTradeNo,
            transactionId,
            totalFee,
            refunds: new Map(own.map(({ outRefundNo, refundFee }) => [outRefundNo, refundFee])),
            isTakenBack: state === 'REVOKED',
          }
        }),
    )
  }

  /**
   * The money that an order says it was paid with, as who took it knows it; for an order that says nothing, what came all
   * the same. Undefined when nobody took any.
   */
  takenFor(order: Order): TakenMoney | undefined {
    const { _id, payment } = order
    const transactionId = payment?.transactionId
    if (transactionId?.startsWith('cash:')) {
      if (!this.cash.has(_id)) return undefined
      return {
        order: _id,
        outTradeNo: _id,
        transactionId,
        totalFee: dueOf(order),
        refunds: handedBack(order),
        isTakenBack: false,
      }
    }
    const taken = this.all().filter((each) => each.order === _id)
    return taken.find((each) => (transactionId ? each.transactionId === transactionId : !this.isSettled(each)))
  }

  /** Whether a payment needs no order: it is kept in suspense, or went back at once. */
  isSettled({ outTradeNo, transactionId, isTakenBack }: TakenMoney): boolean {
    return isTakenBack || this.suspended.has(`${outTradeNo}:${transactionId}`)
  }
}

/** Cash that is given back is given back by saying so. */
function handedBack({ _id, refunds }: Order): Map<string, number> {
  return new Map(Object.entries(refunds ?? {}).map(([number, { fen }]) => [outRefundNo(_id, number), fen]))
}
