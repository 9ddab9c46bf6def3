import type { OrderView } from '@yundian/contract'
import { type OrderStatus, showPickupNumber } from '@yundian/domain'
import { language } from '../language'
import { sentences } from '../words/sentences'
import { pictureAddress } from './dishRow'
import { type PriceView, priceView } from './money'
import { placeOf, statusView } from './orderView'
import { dayAndTime } from './timeOfDay'

/** An order as the list of my orders shows it. */
export interface OrderRow {
  id: string
  status: OrderStatus
  word: string
  tone: string
  number: string
  place: string
  placedAt: string
  /** “毛肚 等 5 份”. */
  summary: string
  pictures: string[]
  total: PriceView
}

const picturesShown = 4

export function orderRow(order: OrderView, hostingUrl: string): OrderRow {
  const { word, tone } = statusView(order.status, order.mode)
  const portions = order.lines.reduce((sum, line) => sum + line.quantity, 0)
  const first = order.lines[0]?.name ?? ''
  return {
    id: order.id,
    status: order.status,
    word,
    tone,
    number: showPickupNumber(order.pickupNumber),
    place: placeOf(order),
    placedAt: dayAndTime(order.placedAt),
    summary: sentences[language.get()].summary(first, portions, order.lines.length > 1),
    pictures: [...new Set(order.lines.map((line) => pictureAddress(line.picture, hostingUrl)))]
      .filter((picture) => picture !== '')
      .slice(0, picturesShown),
    total: priceView(order.totalFen),
  }
}
