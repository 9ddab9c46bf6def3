import type { Database } from '../database/database.ts'
import type { PayChannelName, PayOrder } from './order.ts'

/** All orders of one remote side, in memory and on disk beside the database. */
export class OrderBook {
  private readonly orders = new Map<string, PayOrder>()
  private pending: Promise<unknown> = Promise.resolve()

  constructor(
    private readonly database: Database,
    private readonly channel: PayChannelName,
  ) {
    for (const { key, value } of database.systemAll(spaceOf(channel))) this.orders.set(key, value as PayOrder)
  }

  all(): PayOrder[] {
    return [...this.orders.values()]
  }

  byOutTradeNo(outTradeNo: unknown): PayOrder | undefined {
    return typeof outTradeNo === 'string' ? this.orders.get(outTradeNo) : undefined
  }

  find(matches: (order: PayOrder) => boolean): PayOrder | undefined {
    return this.all().find(matches)
  }

  /** Resolves when the order is on disk as it is now. */
  save(order: PayOrder): Promise<void> {
    this.orders.set(order.outTradeNo, order)
    const saved = this.database.systemPut(spaceOf(this.channel), order.outTradeNo, structuredClone(order))
    this.pending = Promise.allSettled([this.pending, saved])
    return saved
  }

  /** Resolves when all that was seen so far is on disk, so that no answer tells what a crash could undo. */
  async settled(): Promise<void> {
    await this.pending
  }
}

const spaceOf = (channel: PayChannelName): string => `payments.${channel}`
