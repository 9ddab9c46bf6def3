import { Cron } from 'croner'

/**
 * Timers go by Beijing time, in minutes ahead of UTC. The platform's pages that we could read do not name a zone; its
 * users' timers fire so. Beijing has had no summer time since 1991, and a zone's name would cost a look-up a tick.
 */
const TIMER_OFFSET_MINUTES = 480

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
  const cron = new Cron(pattern, { utcOffset: TIMER_OFFSET_MINUTES, mode: '7-part', paused: true })
  // A tick stays the next one until it is reached, and the clock asks at every jump.
  let known = { after: Number.NaN, tick: Number.NaN }
  return {
    next(after) {
      if (after >= known.after && after < known.tick) return known.tick
      const tick = cron.nextRun(new Date(after))?.getTime()
      if (tick !== undefined) known = { after, tick }
      return tick
    },
  }
}
