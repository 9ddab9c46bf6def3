import type { DinerReplies } from '@yundian/contract'
import { dayAndTime } from './timeOfDay'

/** One line of the ledger of points. */
export interface PointsRow {
  id: string
  word: string
  points: string
  order: string
  at: string
}

export function pointsRows(entries: DinerReplies['myMembership']['entries']): PointsRow[] {
  return entries.map(({ id, points, order, at }) => ({
    id,
    word: '消费得积分',
    points: points > 0 ? `+${points}` : String(points),
    order,
    at: dayAndTime(at),
  }))
}
