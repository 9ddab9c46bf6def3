import type { Activity } from '../activity.ts'
import type { Cancel, Clock } from '../clock.ts'
import type { Courier } from '../trouble/courier.ts'
import type { NoticeChannel } from './noticeChannel.ts'
import type { Delivery, Notice, PayChannelName } from './order.ts'

/** Whatever a notice tells of: a payment of an order, or a refund. */
export interface NoticeHolder {
  kind: 'payment' | 'refund'
  outTradeNo: string
  save(): Promise<void>
}

/** Delivers notices to merchants, again and again on the documented schedule, by the cloud's clock. */
export class NoticeDelivery {
  private readonly alarms = new Map<Notice, Cancel>()

  constructor(
    private readonly channels: Partial<Record<PayChannelName, NoticeChannel>>,
    private readonly clock: Clock,
    private readonly activity: Activity,
    private readonly courier: Courier,
  ) {}

  /** Takes up a saved notice: at once when it is due, so that it counts as work in flight from now on. */
  schedule(notice: Notice, holder: NoticeHolder): void {
    if (notice.nextAt === undefined) return
    if (notice.nextAt <= this.clock.now()) {
      this.send(notice, holder)
      return
    }
    const alarm = this.clock.at(notice.nextAt, () => this.send(notice, holder))
    this.alarms.set(notice, alarm)
  }

  /** Delivers once, now, with some fields of the notice replaced; a success ends the schedule if none was. */
  async deliverNow(notice: Notice, holder: NoticeHolder, override: Record<string, unknown> = {}): Promise<Delivery> {
    const delivery = await this.deliver(notice, override)
    notice.deliveries.push(delivery)
    if (delivery.ok && Object.keys(override).length === 0) this.unschedule(notice)
    await holder.save()
    return delivery
  }

  /** Hands a due notice over to whatever trouble there is on its way. */
  private send(notice: Notice, holder: NoticeHolder): void {
    this.alarms.delete(notice)
    // Only a disk that fails makes this fail, which everyone who asks for anything is told.
    const during = (work: () => Promise<unknown>) => void this.activity.during(work).catch(() => {})
    const { kind, outTradeNo } = holder
    this.courier.carry('notice', {
      subject: { kind, channel: notice.channel, function: notice.functionName, outTradeNo },
      deliver: (copy) =>
        during(async () => {
          if (copy === 0) await this.settle(notice, await this.deliver(notice, {}), holder)
          else await this.deliverNow(notice, holder)
        }),
      lost: () => during(() => this.settle(notice, { at: this.now(), ok: false, error: 'lost on the way' }, holder)),
      held: () =>
        during(() => {
          this.unschedule(notice)
          return holder.save()
        }),
    })
  }

  /** Takes note of a scheduled delivery, and schedules the next when it failed. */
  private async settle(notice: Notice, delivery: Delivery, holder: NoticeHolder): Promise<void> {
    notice.deliveries.push(delivery)
    // A delivery by hand may have succeeded meanwhile.
    if (notice.nextAt === undefined) return holder.save()
    const delay = delivery.ok ? undefined : this.channels[notice.channel]?.repeatDelaysMs[notice.failures]
    if (!delivery.ok) notice.failures += 1
    notice.nextAt = delay === undefined ? undefined : Date.parse(delivery.at) + delay
    await holder.save()
    this.schedule(notice, holder)
  }

  private now(): string {
    return new Date(this.clock.now()).toISOString()
  }

  private unschedule(notice: Notice): void {
    this.alarms.get(notice)?.()
    this.alarms.delete(notice)
    notice.nextAt = undefined
  }

  private async deliver(notice: Notice, override: Record<string, unknown>): Promise<Delivery> {
    const at = this.now()
    const event = { ...notice.event, ...override }
    try {
      const channel = this.channels[notice.channel]
      if (channel === undefined) throw new Error(`${notice.channel} is not simulated here`)
      return { at, ...(await channel.send(notice, event)) }
    } catch (error) {
      return { at, ok: false, error: (error as Error).message }
    }
  }
}
