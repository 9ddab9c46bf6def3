import type { Store } from '@yundian/domain'
import { language } from '../language'
import type { Visit } from '../visit'
import { modeWords } from '../words/modeWords'
import { sentences } from '../words/sentences'

/** The way of eating as a chip shows it. */
export function placeView({ mode, table }: Visit): { mode: string; place: string } {
  return { mode: modeWords[language.get()][mode], place: sentences[language.get()].placeHint(mode, table ?? '') }
}

/** Opening hours such as `10:30–22:00`, several joined by a comma; `全天` when it never closes. */
export function hoursView(store: Pick<Store, 'openingHours'>): string {
  if (store.openingHours.some(({ from, to }) => to - from >= 1440)) return modeWords[language.get()].allDay
  return store.openingHours.map(({ from, to }) => `${clock(from)}–${clock(to)}`).join('，')
}

/** What a diner earns, in one line; empty when the store gives no points. */
export function earningView(store: Pick<Store, 'pointsPerYuan'>): string {
  return store.pointsPerYuan > 0 ? sentences[language.get()].earning(store.pointsPerYuan) : ''
}

/** Minutes of a business day as the store says them: `09:30`, `24:00`, `次日 01:00`. */
export function clock(minutes: number): string {
  if (minutes === 1440) return '24:00'
  const ofDay = minutes % 1440
  const time = `${String(Math.floor(ofDay / 60)).padStart(2, '0')}:${String(ofDay % 60).padStart(2, '0')}`
  return minutes >= 1440 ? sentences[language.get()].nextDay(time) : time
}
