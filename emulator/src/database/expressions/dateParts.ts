const DAY = 86_400_000

// Each function takes a date whose UTC parts are the local ones.

const startOfYear = (year: number): number => {
  const date = new Date(0)
  date.setUTCFullYear(year, 0, 1)
  return date.getTime()
}

/** 1 to 366. */
export const dayOfYear = (local: Date): number =>
  Math.floor((local.getTime() - startOfYear(local.getUTCFullYear())) / DAY) + 1

/** 1 is Sunday, 7 is Saturday. */
export const dayOfWeek = (local: Date): number => local.getUTCDay() + 1

/** 1 is Monday, 7 is Sunday. */
export const isoDayOfWeek = (local: Date): number => local.getUTCDay() || 7

/** 0 to 53: weeks begin on Sundays, and the days before the first Sunday are in week 0. */
export const week = (local: Date): number => Math.floor((dayOfYear(local) + 6 - local.getUTCDay()) / 7)

/** The Thursday of the same ISO week: its year is the week's year. */
const thursday = (local: Date): Date => new Date(local.getTime() + (4 - isoDayOfWeek(local)) * DAY)

export const isoWeekYear = (local: Date): number => thursday(local).getUTCFullYear()

/** 1 to 53: weeks begin on Mondays, and week 1 has the year's first Thursday. */
export const isoWeek = (local: Date): number => Math.ceil(dayOfYear(thursday(local)) / 7)

/** ms of the midnight that begins a day of an ISO week; numbers beyond their range carry over. */
export function isoDay(weekYear: number, weekNumber: number, weekday: number): number {
  const date = new Date(0)
  // The fourth of January is always in week 1.
  date.setUTCFullYear(weekYear, 0, 4)
  return date.getTime() + ((weekNumber - 1) * 7 + weekday - isoDayOfWeek(date)) * DAY
}
