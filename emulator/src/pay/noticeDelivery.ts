import type { Activity } from '../activity.ts'
import type { Cancel, Clock } from '../clock.ts'
import type { NoticeChannel } from './noticeChannel.ts'
import type { Delivery, Notice, PayChannelName } from './order.ts'

/** What happens to notices from now on: delivered as documented, lost, or kept until someone asks for them. */
export const CALLBACK_MODES = ['schedule', 'never', 'hold'] as const
export type CallbackMode = (typeof CALLBACK_MODES)[number]

/** Saves whatever holds a notice. */
type Save = () => Promise<void>

/** Delivers notices to merchants, again and again on the documented schedule, by the cloud's clock. */
export class NoticeDelivery {
  mode: CallbackMode = 'schedule'
  private readonly alarms = new Map<Notice, Cancel>()

  constructor(
    private readonly channels: Partial<Record<PayChannelName, NoticeChannel>>,
    private readonly clock: Clock,
    private readonly activity: Activity,
  ) {}

  /** Takes up a saved notice: at once when it is due, so that it counts as work in flight from now on. */
  schedule(notice: Notice, save: Save): void {
    if (notice.nextAt === undefined) return
    const deliver = () => {
      // It fails only when the disk does, which everyone who asks for anything is told.
      this.activity.during(() => this.deliverDue(notice, save)).catch(() => {})
    }
    if (notice.nextAt <= this.clock.now()) {
      deliver()
      return
    }
    const alarm = this.clock.at(notice.nextAt, deliver)
    this.alarms.set(notice, alarm)
  }

  /** Delivers once, now, with some fields of the notice replaced; a success ends the schedule if none was. */
  async deliverNow(notice: Notice, save: Save, override: Record<string, unknown> = {}): Promise<Delivery> {
    const delivery = await this.deliver(notice, override)
    notice.deliveries.push(delivery)
    if (delivery.ok && Object.keys(override).length === 0) this.unschedule(notice)
    await save()
    return delivery
  }

  private async deliverDue(notice: Notice, save: Save): Promise<void> {
    this.alarms.delete(notice)
    if (this.mode !== 'schedule') {
      this.unschedule(notice)
      return save()
    }
    const delivery = await this.deliver(notice, {})
    notice.deliveries.push(delivery)
    // A delivery by hand may have succeeded meanwhile.
    if (notice.nextAt === undefined) return save()
    const delay = delivery.ok ? undefined : this.channels[notice.channel]?.repeatDelaysMs[notice.failures]
    if (!delivery.ok) notice.failures += 1
    notice.nextAt = delay === undefined ? undefined : Date.parse(delivery.at) + delay
    await save()
    this.schedule(notice, save)
  }

  private unschedule(notice: Notice): void {
    this.alarms.get(notice)?.()
    this.alarms.delete(notice)
    notice.nextAt = undefined
  }

  private async deliver(notice: Notice, override: Record<string, unknown>): Promise<Delivery> {
    const at = new Date(this.clock.now()).toISOString()
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
