import type { Activity } from '../activity.ts'
import type { Clock } from '../clock.ts'
import { CloudError } from '../cloudError.ts'
import type { Database } from '../database/database.ts'
import type { FunctionHost } from '../functions/functionHost.ts'
import type { Courier } from '../trouble/courier.ts'
import { type CallbackMode, callbackMode, setCallbackMode } from '../trouble/modes.ts'
import type { Trouble } from '../trouble/trouble.ts'
import { cloudPayNotices } from './cloudPayNotices.ts'
import type { NoticeChannel } from './noticeChannel.ts'
import { NoticeDelivery, type NoticeHolder } from './noticeDelivery.ts'
import { type PayNumbers, randomNumbers } from './numbers.ts'
import {
  type Delivery,
  type Notice,
  PAY_CHANNELS,
  type PayChannelName,
  type PayOrder,
  type Refund,
  refundedFen,
} from './order.ts'
import { OrderBook } from './orderBook.ts'
import { PayerCodes } from './payerCodes.ts'
import { type PaymentState, paymentState } from './paymentState.ts'

/** `silent`: the platform has the money, but tells nobody until it is asked. */
export const PAY_OUTCOMES = ['success', 'fail', 'silent'] as const
export type PayOutcome = (typeof PAY_OUTCOMES)[number]

interface PaymentsOptions {
  database: Database
  host: Pick<FunctionHost, 'call'>
  clock: Clock
  activity: Activity
  courier: Courier
  appId: string
  /** How the remote sides beside cloudPay tell merchants; absent: they are not simulated. */
  noticesOf?: Record<Exclude<PayChannelName, 'cloudPay'>, NoticeChannel>
  /** Absent: random ones. */
  numbers?: PayNumbers
}

/** The pay platform's side that a person or a test touches: paying, and what becomes of the callbacks. */
export class Payments {
  private readonly books: Record<PayChannelName, OrderBook>
  private readonly channels: Partial<Record<PayChannelName, NoticeChannel>>
  readonly numbers: PayNumbers
  /** What diners' phones show at the counter. */
  readonly payerCodes: PayerCodes
  private readonly notices: NoticeDelivery

  constructor(private readonly options: PaymentsOptions) {
    this.numbers = options.numbers ?? randomNumbers
    this.payerCodes = new PayerCodes(this.numbers, () => options.clock.now())
    const { database, host, clock, activity, courier } = options
    const bookOf = (channel: PayChannelName) => new OrderBook(database, channel)
    this.books = { cloudPay: bookOf('cloudPay'), wechatV3: bookOf('wechatV3'), alipay: bookOf('alipay') }
    this.channels = { cloudPay: cloudPayNotices(host, options.appId), ...options.noticesOf }
    this.notices = new NoticeDelivery(this.channels, clock, activity, courier)
  }

  /** cloudPay's orders. */
  get book(): OrderBook {
    return this.books.cloudPay
  }

  bookOf(channel: PayChannelName): OrderBook {
    return this.books[channel]
  }

  /** Takes up the callbacks that were pending when the local cloud ended. */
  resume(): void {
    for (const order of this.all()) {
      if (order.notice) this.schedule(order, order.notice)
      for (const refund of order.refunds) if (refund.notice) this.schedule(order, refund.notice)
    }
  }

  /**
   * A diner enters the password, or fails to.
   * @returns whether the money moved. `fail` is the bank's NOTENOUGH: the order stays unpaid.
   * @throws CloudError ORDERNOTEXIST, ORDERPAID, ORDERCLOSED (also when it expired), OPENID_MISMATCH
   */
  async pay(prepayId: string, openid: string, outcome: PayOutcome): Promise<'paid' | 'failed'> {
    const order = this.all().find((candidate) => candidate.prepayId === prepayId)
    if (order === undefined) throw new CloudError('ORDERNOTEXIST', `no order has prepay id ${prepayId}`)
    if (order.state === 'CLOSED') throw new CloudError('ORDERCLOSED', 'the order is closed')
    if (order.state !== 'NOTPAY' && order.state !== 'USERPAYING') {
      throw new CloudError('ORDERPAID', 'the order is paid')
    }
    if (this.options.clock.now() >= order.expiresAt) throw new CloudError('ORDERCLOSED', 'the order has expired')
    if (order.openid !== undefined && order.openid !== openid) {
      throw new CloudError('OPENID_MISMATCH', 'the order was made for another user')
    }
    if (outcome === 'fail') {
      order.unseen = false
      if (order.state === 'USERPAYING') order.state = 'PAYERROR'
      await this.books[order.channel].save(order)
      return 'failed'
    }
    await this.takeMoney(order, openid, outcome === 'success')
    return 'paid'
  }

  /** The money of an order moves, and the merchant is told, or not until he asks. */
  async takeMoney(order: PayOrder, openid: string, tells: boolean): Promise<void> {
    const now = this.options.clock.now()
    const transactionId = `4200${this.numbers.digits(24)}`
    const paid = { openid, state: 'SUCCESS', unseen: false, transactionId, paidAt: now } satisfies Partial<PayOrder>
    Object.assign(order, paid)
    const event = this.channelOf(order).payment(order, { openid, transactionId, at: now })
    order.notice = {
      channel: order.channel,
      functionName: order.functionName,
      url: order.notifyUrl,
      event,
      failures: 0,
      deliveries: [],
      nextAt: tells ? now : undefined,
    }
    await this.books[order.channel].save(order)
    this.schedule(order, order.notice)
  }

  /**
   * Delivers an order's success notice now, or that of one of its refunds.
   * @param times how often; `concurrently`: all at once
   * @param override fields of the notice to replace
   * @throws CloudError ORDERNOTEXIST, ORDERNOTPAID, REFUNDNOTEXIST (also when nobody is to be told of the refund)
   */
  async notify(
    outTradeNo: string,
    { channel = 'cloudPay', outRefundNo, times = 1, concurrently = false, override }: NotifyOptions = {},
  ): Promise<Delivery[]> {
    const order = this.books[channel].byOutTradeNo(outTradeNo)
    if (order === undefined) throw new CloudError('ORDERNOTEXIST', `no order ${outTradeNo}`)
    const notice = outRefundNo === undefined ? paymentNotice(order) : refundNotice(order, outRefundNo)
    const deliver = () => this.notices.deliverNow(notice, this.holder(order, notice), override)
    if (concurrently) return Promise.all(Array.from({ length: times }, deliver))
    const deliveries: Delivery[] = []
    for (let turn = 0; turn < times; turn += 1) deliveries.push(await deliver())
    return deliveries
  }

  /** What happens to callbacks from now on; not kept over a restart. */
  setCallbackMode(mode: CallbackMode): void {
    setCallbackMode(this.trouble, mode)
  }

  get callbackMode(): CallbackMode {
    return callbackMode(this.trouble)
  }

  list(): PaymentState[] {
    return this.all().map(paymentState)
  }

  get trouble(): Trouble {
    return this.options.courier.trouble
  }

  /** Records an accepted refund; the function or address that it names, if any, is told when the refund is done. */
  async acceptRefund(order: PayOrder, refund: Refund, to: { functionName?: string; url?: string }): Promise<void> {
    if (!order.refunds.includes(refund)) order.refunds.push(refund)
    order.state = 'REFUND'
    const event = this.channelOf(order).refund?.(order, refund)
    if (event !== undefined && (to.functionName !== undefined || to.url !== undefined)) {
      const { channel } = order
      const { functionName = '', url } = to
      refund.notice = { channel, functionName, url, event, failures: 0, deliveries: [], nextAt: refund.settlesAt }
    }
    await this.books[order.channel].save(order)
    if (refund.notice) this.schedule(order, refund.notice)
  }

  private all(): PayOrder[] {
    return PAY_CHANNELS.flatMap((channel) => this.books[channel].all())
  }

  private channelOf({ channel }: PayOrder): NoticeChannel {
    const found = this.channels[channel]
    if (found === undefined) throw new Error(`${channel} is not simulated here`)
    return found
  }

  private schedule(order: PayOrder, notice: Notice): void {
    this.notices.schedule(notice, this.holder(order, notice))
  }

  private holder(order: PayOrder, notice: Notice): NoticeHolder {
    const kind = notice === order.notice ? 'payment' : 'refund'
    return { kind, outTradeNo: order.outTradeNo, save: () => this.books[order.channel].save(order) }
  }
}

export interface NotifyOptions {
  channel?: PayChannelName
  /** The refund that is told of, instead of the payment. */
  outRefundNo?: string
  times?: number
  concurrently?: boolean
  override?: Record<string, unknown>
}

function paymentNotice({ outTradeNo, notice }: PayOrder): Notice {
  if (notice === undefined) throw new CloudError('ORDERNOTPAID', `order ${outTradeNo} is not paid`)
  return notice
}

function refundNotice({ refunds }: PayOrder, outRefundNo: string): Notice {
  const notice = refunds.find((refund) => refund.outRefundNo === outRefundNo)?.notice
  if (notice === undefined) throw new CloudError('REFUNDNOTEXIST', `no notice of a refund ${outRefundNo}`)
  return notice
}

/** What can still be refunded of an order, in fen. */
export const refundableFen = (order: PayOrder, now: number): number => order.totalFee - refundedFen(order, now)
