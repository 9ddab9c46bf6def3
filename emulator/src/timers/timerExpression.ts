import { Cron } from 'croner'

/**
 * The time zone of timers. The platform's pages that we could read do not name it; its users' timers fire by
 * Beijing time.
 */
export const TIMER_ZONE = 'Asia/Shanghai'

export interface TimerExpression {
  /** The first tick after an instant (ms), or undefined when there is none. */
  next(after: number): number | undefined
}

/**
 * Parses the platform's timer expression: second, minute, hour, day, month, weekday, year; weekday 0 is Sunday.
 * A day and a weekday together are refused, because the platform's pages do not say whether both or one must match.
 * @throws Error with one line that says what is wrong
 */
export function parseTimerExpression(expression: string): TimerExpression {
  const fields = expression.trim().split(/\s+/)
  if (fields.length !== 7) throw new Error(`it has ${fields.length} fields instead of 7 (second to year)`)
  const [, , , day = '', , weekday = ''] = fields
  const free = (field: string) => field === '*' || field === '?'
  if (!free(day) && !free(weekday)) throw new Error('restrict the day of the month or the weekday, not both')
  if (/(^|[,-])7/.test(weekday)) throw new Error('weekdays are 0 (Sunday) to 6, or SUN to SAT')
  // The cron library reads "?" as "now"; the platform reads it as "any".
  const pattern = fields.map((field) => (field === '?' ? '*' : field)).join(' ')
  const cron = new Cron(pattern, { timezone: TIMER_ZONE, mode: '7-part', paused: true })
  return { next: (after) => cron.nextRun(new Date(after))?.getTime() }
}
