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

const words = { earn: '消费得积分', refund: '退款收回', spend: '抵扣付款', back: '退款退回' } as const

export function pointsRows(entries: DinerReplies['myMembership']['entries']): PointsRow[] {
  return entries.map(({ id, kind, points, order, at }) => ({
    id,
    word: words[kind],
    points: points > 0 ? `+${points}` : String(points),
    order,
    at: dayAndTime(at),
  }))
}
