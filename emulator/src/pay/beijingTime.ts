const BEIJING_OFFSET_MS = 8 * 3600 * 1000

/** An instant (ms) as `yyyyMMddHHmmss` in Beijing, as the pay platform writes it. */
export function beijingDigits(instant: number): string {
  return beijingText(instant).replace(/\D/g, '')
}

/** An instant (ms) as `yyyy-MM-dd HH:mm:ss` in Beijing. */
export function beijingText(instant: number): string {
  return new Date(instant + BEIJING_OFFSET_MS).toISOString().slice(0, 19).replace('T', ' ')
}

/** The instant (ms) of `yyyyMMddHHmmss` in Beijing; undefined when it is not one. */
export function parseBeijingDigits(digits: string): number | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(digits)
  if (parts === null) return undefined
  const [, year, month, day, hour, minute, second] = parts
  const instant = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}+08:00`)
  return Number.isNaN(instant) ? undefined : instant
}

/** An instant (ms) as `yyyy-MM-ddTHH:mm:ss+08:00`. */
export function beijingIso(instant: number): string {
  return `${beijingText(instant).replace(' ', 'T')}+08:00`
}

/** The first instant (ms) of a day `yyyy-MM-dd` in Beijing; undefined when it is not one. */
export function beijingDayStart(day: string): number | undefined {
  return /^\d{4}-\d\d-\d\d$/.test(day) ? parseBeijingDigits(`${day.replaceAll('-', '')}000000`) : undefined
}
