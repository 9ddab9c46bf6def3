import { type Board, loadOfNow, slotStart } from '@yundian/domain'
import type { House } from '../house.ts'
import { _ } from '../records.ts'

/** A slot is remembered this long after it began: the work of its orders may come late. */
const keptMs = 86_400_000

/** Forgets what is over: the marks of work that was given back, slots of days gone by, and numbers of such days. @returns 1 when it did */
export async function sweepServing(board: Board, { records, clock }: House): Promise<number> {
  const isPast = (key: string) => slotStart(key) + keptMs < clock.now()
  const marks = Object.entries(board.undone ?? {}).filter(([, mark]) => mark === 0)
  const loads = Object.entries(board.load ?? {}).filter(
    ([key, work]) => key !== loadOfNow && isPast(key) && Object.values(work).every((minutes) => minutes === 0),
  )
  const days = Object.keys(board.ahead ?? {}).filter((key) => key < `d${board.businessDay.replace(/-/g, '')}`)
  const paths = [
    ...marks.map(([attempt]) => `undone.${attempt}`),
    ...loads.map(([key]) => `load.${key}`),
    ...Object.keys(board.slots ?? {})
      .filter(isPast)
      .map((key) => `slots.${key}`),
    ...days.map((key) => `ahead.${key}`),
  ]
  if (paths.length === 0) return 0
  const unchanged = [
    ...marks.map(([attempt]) => [`undone.${attempt}`, 0]),
    ...loads.flatMap(([key, work]) => Object.keys(work).map((station) => [`load.${key}.${station}`, 0])),
  ]
  return records.boards.update(
    { _id: board._id, ...Object.fromEntries(unchanged) },
    Object.fromEntries(paths.map((path) => [path, _.remove()])),
  )
}
