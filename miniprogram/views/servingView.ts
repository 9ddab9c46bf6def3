import { bandOf, type Menu, minutesToCook, type OrderLine, type Pace, Refusal, type Slot } from '@yundian/domain'
import { language } from '../language'
import type { Visit } from '../visit'
import { explain } from '../wording'
import { sentences } from '../words/sentences'
import { dayAndTime, timeOfDay } from './timeOfDay'

/** Where and when, as the checkout shows it. */
export interface ServingView {
  mode: Visit['mode']
  table: string
  address: string
  /** The distance, or why nobody comes there. */
  way: string
  when: string
  /** What the button stands under: the promise of time. */
  promise: string
}

type Portions = Pick<OrderLine, 'dish' | 'quantity'> & { choices: { part: string; dish: string }[] }

/** @param now ms */
export function servingView(
  { mode, table = '', address, slot }: Visit,
  menu: Menu,
  lines: readonly Portions[],
  pace: Pace,
): ServingView {
  const band = deliveryBand({ mode, address }, menu)
  const cook = minutesToCook(menu, lines, pace)
  const minutes = cook === undefined ? undefined : cook + (band && 'minutes' in band ? band.minutes : 0)
  const say = sentences[language.get()]
  return {
    mode,
    table,
    address: address?.text ?? '',
    way: band === undefined ? '' : 'refused' in band ? band.refused : say.distance((band.distance / 1000).toFixed(1)),
    when: slot ? slotWords(slot) : say.soon(minutes),
    promise: slot
      ? say.promiseOfSlot(slotWords(slot), mode)
      : minutes === undefined
        ? ''
        : say.promiseOnPaying(minutes, mode),
  }
}

/** `11-23 13:30–14:00` at the store. */
export function slotWords({ from, to }: Slot): string {
  return `${dayAndTime(from)}–${timeOfDay(to)}`
}

/** The band of a delivery, or why there is none; undefined for other ways and without an address. */
export function deliveryBand({ mode, address }: Pick<Visit, 'mode' | 'address'>, { store }: Pick<Menu, 'store'>) {
  if (mode !== 'delivery' || !store.delivery || !address) return undefined
  try {
    return bandOf(store.delivery, address)
  } catch (error) {
    if (error instanceof Refusal) return { refused: explain(error) }
    throw error
  }
}
