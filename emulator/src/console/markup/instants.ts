import { type Html, html } from './html.ts'

/** The console shows the time of Beijing, as the platform's own console does. */
const ZONE = 'Asia/Shanghai'
const ZONE_OFFSET = '+08:00'

const format = new Intl.DateTimeFormat('sv-SE', {
  timeZone: ZONE,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
})

/** An instant (ISO or ms) as `2026-05-01 12:00:00` in Beijing, with the ISO text to copy; nothing for none. */
export function instantView(instant: string | number | undefined): Html {
  if (instant === undefined) return html`<span class="hint">—</span>`
  const iso = new Date(instant).toISOString()
  return html`<time datetime="${iso}" title="${iso}">${beijingText(instant)}</time>`
}

export function beijingText(instant: string | number): string {
  return format.format(new Date(instant))
}

/** Reads `2026-05-01T12:00:00`, as a browser's date field sends it, as Beijing time; undefined when it is none. */
export function parseBeijing(text: string): number | undefined {
  const instant = Date.parse(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(text) ? `${text}${ZONE_OFFSET}` : '')
  return Number.isNaN(instant) ? undefined : instant
}
