import { type Board, type Menu, stockTimeOf } from '@yundian/domain'
import type { House } from '@yundian/platform'
import type { Attempt } from './composeOrder.ts'

/** What staff limited for today, by store, as a warm instance last saw it; the board refuses by what is true. */
const memories = new WeakMap<House, Map<string, readonly string[]>>()

/**
 * How this instance believes the board to stand: the day and meal period by its clock, and what staff limited for today,
 * so that ordering such a dish costs no more round trips than any other.
 */
export function asKnown(
  store: string,
  menu: Menu | undefined,
  now: number,
  house: House,
): Pick<Attempt, 'businessDay' | 'period' | 'counted'> {
  const time = menu ? stockTimeOf(now, menu.store) : { businessDay: '', period: 0 }
  return { ...time, counted: memories.get(house)?.get(store) ?? [] }
}

/** Learns from the board what staff limited. @returns true when the attempt had not known it */
export function agreeOnCounted(attempt: Attempt, board: Board, house: House): boolean {
  const counted = Object.keys(board.counted ?? {}).sort()
  const known = [...attempt.counted].sort()
  const memory = memories.get(house) ?? new Map<string, readonly string[]>()
  memories.set(house, memory.set(board._id, counted))
  attempt.counted = counted
  return counted.join() !== known.join()
}
