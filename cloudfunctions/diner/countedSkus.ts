import type { Board } from '@yundian/domain'
import type { House } from '@yundian/platform'
import type { Attempt } from './composeOrder.ts'

/** What staff limited for today, by store, as a warm instance last saw it; the board refuses by what is true. */
const memories = new WeakMap<House, Map<string, readonly string[]>>()

/** SKUs that staff limited for today, so that ordering one costs no more round trips than any other dish. */
export function countedAt(store: string, house: House): readonly string[] {
  return memories.get(house)?.get(store) ?? []
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
