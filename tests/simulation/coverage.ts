import { orderStatuses } from '@yundian/domain'
import { type Fault, faults } from './faults.ts'

export type NotedFault = Fault | 'none'
export const notedFaults: readonly NotedFault[] = ['none', ...faults]
/** `none`: there is no such order yet. */
export const notedStates = ['none', ...orderStatuses] as const

/** Calls that the cloud starts by itself: nobody waits for their answer. */
const unawaited = ['everyMinute', 'nightly', 'orderChanged', 'menuChanged']

/** Whether a fault can befall an event: what befalls a timer's call befalls no order in particular. */
export function canMeet(event: string, fault: NotedFault): boolean {
  if (fault === 'lostAnswer') return !unawaited.includes(event)
  if (fault === 'dropped' || fault === 'repeated' || fault === 'late') return event !== 'everyMinute'
  return true
}

/** Counts in which state of an order which event met which fault. */
export class Coverage {
  private readonly counts = new Map<string, number>()

  /** @param stateOf the state that an order is in now, by its id */
  constructor(private readonly stateOf: (order: string) => string | undefined) {}

  /** Notes one round trip, or one call, about an order; others have no state. */
  note(order: string | undefined, event: string, fault: NotedFault): void {
    if (order === undefined) return
    const key = `${event}|${this.stateOf(order) ?? 'none'}|${fault}`
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1)
  }

  add(other: Coverage): void {
    for (const [key, count] of other.counts) this.counts.set(key, (this.counts.get(key) ?? 0) + count)
  }

  events(): string[] {
    return [...new Set([...this.counts.keys()].map((key) => key.split('|')[0] ?? ''))].sort()
  }

  count(event: string, state: string, fault: NotedFault): number {
    return this.counts.get(`${event}|${state}|${fault}`) ?? 0
  }
}
