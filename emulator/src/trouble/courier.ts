import type { Clock } from '../clock.ts'
import { REORDER_WITHIN_MS } from './limits.ts'
import type { Place, Strike, Subject } from './rule.ts'
import type { Trouble } from './trouble.ts'

/** Something on its way. None of these functions may throw. */
export interface Parcel {
  subject: Subject
  requestId?: string
  /** Only what is in the same lane can be overtaken by it. */
  lane?: string
  /** Hands it over; `copy` counts from 0, more than one come only in trouble. */
  deliver: (copy: number) => void
  /** It never arrives. */
  lost?: () => void
  /** It stays with the sender until somebody asks for it. */
  held?: () => void
  /** The connection that it travels on breaks. */
  cut?: () => void
}

/** Carries things to functions and clients, through whatever trouble there is; without any, at once. */
export class Courier {
  /** Parcels that the next one on their way shall overtake. */
  private readonly waiting = new Map<string, Set<() => void>>()

  constructor(
    readonly trouble: Trouble,
    private readonly clock: Clock,
  ) {}

  carry(place: Place, parcel: Parcel): void {
    const strikes = this.trouble.decide(place, parcel.subject, parcel.requestId)
    for (const { does, ms } of strikes) if (does === 'jumpClock') this.clock.advance(ms)
    const struck = (effect: Strike['does']) => strikes.find(({ does }) => does === effect)
    if (struck('cut')) parcel.cut?.()
    else if (struck('hold')) parcel.held?.()
    else if (struck('drop')) parcel.lost?.()
    else this.deliver(place, parcel, strikes)
  }

  private deliver(place: Place, parcel: Parcel, strikes: Strike[]): void {
    const sum = (effect: Strike['does'], field: 'ms' | 'copies') =>
      strikes.reduce((total, strike) => (strike.does === effect ? total + strike[field] : total), 0)
    const copies = sum('repeat', 'copies')
    const delay = sum('delay', 'ms')
    const lane = `${place} ${parcel.lane ?? ''}`
    const deliver = () => {
      for (let copy = 0; copy <= copies; copy += 1) parcel.deliver(copy)
    }
    if (strikes.some(({ does }) => does === 'reorder')) {
      this.holdBack(lane, sum('reorder', 'ms') || REORDER_WITHIN_MS, deliver)
    } else if (delay > 0) {
      this.clock.at(this.clock.now() + delay, deliver)
    } else {
      const overtaken = [...(this.waiting.get(lane) ?? [])]
      deliver()
      for (const release of overtaken) release()
    }
  }

  private holdBack(lane: string, withinMs: number, deliver: () => void): void {
    const waiting = this.waiting.get(lane) ?? new Set()
    this.waiting.set(lane, waiting)
    const release = () => {
      cancel()
      if (waiting.delete(release)) deliver()
    }
    const cancel = this.clock.at(this.clock.now() + withinMs, release)
    waiting.add(release)
  }
}
