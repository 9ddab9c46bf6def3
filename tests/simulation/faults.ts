import type { TroublePlan } from '@yundian/emulator'
import type { Random } from './random.ts'

/** What may befall one round trip of a function to the database or to the pay platform. */
export const tripFaults = [
  /** The process dies before its request leaves. */
  'crashBefore',
  /** The process dies when the work is done, before it learns of it. */
  'crashAfter',
  /** The request is lost. */
  'lostRequest',
  /** The work is done, the reply is lost. */
  'lostReply',
  /** The caller gives up, and the request is done later nevertheless. */
  'lateRequest',
  /** The request is done twice; the second answer is heard. */
  'duplicate',
  /** It takes many seconds. */
  'delay',
  'throttle',
  /** Of writes: refused for a conflict. */
  'conflict',
] as const

/** What may befall a call of a function: a tick, a trigger, a notice or a tap. */
export const callFaults = ['dropped', 'repeated', 'late', 'lostAnswer'] as const

export type TripFault = (typeof tripFaults)[number]
export type CallFault = (typeof callFaults)[number]
export type Fault = TripFault | CallFault
export const faults: readonly Fault[] = [...tripFaults, ...callFaults]

/** How often what happens, 0 to 1 each. */
export interface Climate {
  trips: Record<TripFault, number>
  calls: Record<CallFault, number>
  /** That a minute ends with a jump of the clock. */
  jump: number
  /** That an instance's clock is wrong. */
  skew: number
  /** That the platform refuses a refund, that an accepted one does not arrive, or only much later. */
  refunds: Record<'refused' | 'failed' | 'late', number>
  /** A function that no call reaches, as when every notice of a day is lost. */
  unreached?: string
}

/** Calls that nobody waits for, and that may therefore be lost all day without anyone's knowing. */
const unawaited = ['paymentNotified', 'orderChanged', 'menuChanged']

/** Calm, one or two things that go wrong often, or a little of everything. */
export function drawClimate(random: Random): Climate {
  const kind = random.weighted({ calm: 1, few: 5, all: 4 })
  const chosen = kind === 'few' ? [random.pick(faults), random.pick(faults)] : []
  const often = (fault: Fault) => {
    if (kind === 'all') return random.between(0, 30) / 1000
    return chosen.includes(fault) ? random.between(30, 200) / 1000 : 0
  }
  return {
    trips: Object.fromEntries(tripFaults.map((fault) => [fault, often(fault)])) as Climate['trips'],
    calls: Object.fromEntries(callFaults.map((fault) => [fault, often(fault) * 2])) as Climate['calls'],
    jump: kind !== 'calm' && random.chance(0.3) ? 0.1 : 0,
    refunds: drawRefunds(kind !== 'calm' && random.chance(0.4), random),
    skew: kind !== 'calm' && random.chance(0.3) ? 0.3 : 0,
    ...(kind !== 'calm' && random.chance(0.2) ? { unreached: random.pick(unawaited) } : {}),
  }
}

function drawRefunds(isTroubled: boolean, random: Random): Climate['refunds'] {
  const often = () => (isTroubled ? random.between(0, 50) / 100 : 0)
  return { refused: often(), failed: often(), late: often() }
}

/** The pay platforms' part of the trouble: what becomes of refunds. */
export function refundTrouble({ refunds }: Climate, seed: number): TroublePlan {
  const { refused, failed, late } = refunds
  const asked = { api: ['refund', 'alipay.trade.refund', 'POST /v3/refund/domestic/refunds'] }
  return {
    seed: String(seed),
    rules: [
      { strikes: 'payApi', does: 'fail', code: 'NOTENOUGH', match: asked, chance: refused / 2 },
      {
        strikes: 'payApi',
        does: 'fail',
        code: 'BIZERR_NEED_RETRY',
        moment: 'after',
        match: asked,
        chance: refused / 2,
      },
      { strikes: 'refund', does: 'fail', code: 'CHANGE', chance: failed / 2 },
      { strikes: 'refund', does: 'fail', code: 'REFUNDCLOSE', chance: failed / 2 },
      { strikes: 'refund', does: 'delay', ms: [0, 600_000], chance: late },
    ],
  }
}

/** Decides what goes wrong, while it lasts. */
export class Trouble {
  private lasts = false

  constructor(
    private readonly climate: Climate,
    private readonly random: Random,
  ) {}

  begin(): void {
    this.lasts = true
  }

  stop(): void {
    this.lasts = false
  }

  ofTrip(possible: (fault: TripFault) => boolean): TripFault | undefined {
    return this.draw(this.climate.trips, tripFaults, possible)
  }

  ofCall(functionName: string, possible: (fault: CallFault) => boolean): CallFault | undefined {
    if (this.lasts && functionName === this.climate.unreached) return 'dropped'
    return this.draw(this.climate.calls, callFaults, possible)
  }

  /** How far the clock jumps at the end of a minute, in ms. */
  jump(): number {
    if (!this.lasts || !this.random.chance(this.climate.jump)) return 0
    return this.random.chance(0.2) ? this.random.between(1, 7) * 3_600_000 : this.random.between(1, 15) * 60_000
  }

  /** How wrong a new instance's clock is, in ms. */
  skew(): number {
    return this.random.chance(this.climate.skew) ? this.random.between(-5_000, 5_000) : 0
  }

  /** How long a message is on its way, in ms. */
  latency(): number {
    return this.random.chance(0.9) ? this.random.between(1, 20) : this.random.between(20, 900)
  }

  private draw<Name extends Fault>(
    often: Record<Name, number>,
    names: readonly Name[],
    possible: (fault: Name) => boolean,
  ): Name | undefined {
    if (!this.lasts) return undefined
    for (const name of names) if (possible(name) && this.random.chance(often[name])) return name
    return undefined
  }
}
