import type { Course } from './course.ts'
import type { Coverage } from './coverage.ts'
import type { TripFault, Trouble } from './faults.ts'
import { type Invocation, SimulatedFault } from './invocation.ts'
import type { Random } from './random.ts'
import type { Scheduler } from './scheduler.ts'

/** One request of a function and its reply. */
export interface Trip<Reply> {
  /** `orders.update`, `pay.refund` */
  name: string
  /** The order that it is about, if it is about one. */
  order?: string
  possible: (fault: TripFault) => boolean
  execute: () => Promise<Reply>
  /** The reply of a service that would not do it now. */
  refusal: (fault: 'throttle' | 'conflict') => Reply
  /** For the reader of a replay. */
  details: () => string
}

interface TripParts {
  scheduler: Scheduler
  trouble: Trouble
  random: Random
  course: Course
  coverage: Coverage
}

/** A caller that gives up has waited this long, in ms. */
const patience = { least: 3_000, most: 15_000 }
/** A request that its caller gave up is done within this time, in ms. */
const latestRequestMs = 60_000

/** Carries every request of every function; between any two of them, anything may happen. */
export class Trips {
  /** Round trips so far. */
  count = 0
  /** Requests that will still be done though nobody waits for them. */
  strays = 0

  constructor(private readonly parts: TripParts) {}

  async make<Reply>(invocation: Invocation, trip: Trip<Reply>): Promise<Reply> {
    const { scheduler, trouble, coverage, course, random } = this.parts
    this.count += 1
    const fault = trouble.ofTrip(trip.possible)
    if (fault) invocation.faults.add(fault)
    coverage.note(trip.order, invocation.event, fault ?? 'none')
    await scheduler.wait(trouble.latency() + (fault === 'delay' ? random.between(1_000, 30_000) : 0))
    if (invocation.dead && random.chance(0.5)) return never()
    course.say(`${invocation.title}  ${trip.name}${fault ? `  ⚡${fault}` : ''}`, trip.details)
    if (fault === 'throttle' || fault === 'conflict') return this.back(invocation, trip.refusal(fault))
    if (fault === 'crashBefore') {
      invocation.die('killed before its request')
      return never()
    }
    if (fault === 'lostRequest') return this.giveUp(invocation, trip)
    if (fault === 'lateRequest') {
      this.doLater(trip)
      return this.giveUp(invocation, trip)
    }
    let reply = await trip.execute()
    if (fault === 'duplicate') {
      await scheduler.wait(trouble.latency())
      course.say(`${invocation.title}  ${trip.name}  again`)
      reply = await trip.execute()
    }
    if (fault === 'crashAfter') {
      invocation.die('killed after its request')
      return never()
    }
    if (fault === 'lostReply') return this.giveUp(invocation, trip)
    return this.back(invocation, reply)
  }

  private async back<Reply>(invocation: Invocation, reply: Reply): Promise<Reply> {
    await this.parts.scheduler.wait(this.parts.trouble.latency())
    return invocation.dead ? never() : reply
  }

  private async giveUp<Reply>(invocation: Invocation, trip: Trip<Reply>): Promise<Reply> {
    await this.parts.scheduler.wait(this.parts.random.between(patience.least, patience.most))
    if (invocation.dead) return never()
    throw new SimulatedFault(`${trip.name}: ETIMEDOUT`, 'ETIMEDOUT')
  }

  private doLater<Reply>(trip: Trip<Reply>): void {
    const { scheduler, random, course } = this.parts
    this.strays += 1
    scheduler.after(random.between(1_000, latestRequestMs), () => {
      course.say(`a late request  ${trip.name}`, trip.details)
      const over = () => {
        this.strays -= 1
      }
      trip.execute().then(over, over)
    })
  }
}

/** What a dead process waits for. */
function never(): Promise<never> {
  return new Promise(() => {})
}
