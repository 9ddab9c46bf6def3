import type { House } from '../house.ts'
import { _ } from '../records.ts'

/** The id of what is taken at a store on a business day. */
export const tableDayId = (store: string, businessDay: string): string => `${store}:${businessDay}`

/** Frees what a reservation took on a day, if it still has it; again, it changes nothing. */
export async function freeTaken(day: string, reservation: string, { records }: House): Promise<void> {
  const { taken = {}, since = {} } = (await records.tableDays.get(day)) ?? {}
  const paths = Object.entries(taken).flatMap(([table, times]) =>
    Object.entries(times)
      .filter(([, id]) => id === reservation)
      .map(([time]) => `taken.${table}.${time}`),
  )
  if (paths.length > 0 || since[reservation]) {
    await records.tableDays.update(
      { _id: day, ...Object.fromEntries(paths.map((path) => [path, reservation])) },
      Object.fromEntries([...paths, `since.${reservation}`].map((path) => [path, _.remove()])),
    )
  }
  await records.reservations.update({ _id: reservation, released: false }, { released: true })
}
