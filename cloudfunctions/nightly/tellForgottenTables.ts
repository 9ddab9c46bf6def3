import type { StoreDocument } from '@yundian/contract'
import { _, type House } from '@yundian/platform'

const mostListed = 100

/** Parties of past days that nobody closed: something of them may be unpaid, and their tables are taken. */
export async function tellForgottenTables(
  store: StoreDocument,
  today: string,
  { records, clock }: House,
): Promise<void> {
  const forgotten = await records.sittings.find(
    { store: store._id, status: 'open', businessDay: _.lt(today) },
    { limit: mostListed, fields: ['_id', 'businessDay', 'table'] },
  )
  if (forgotten.length === 0) return
  const some = forgotten.slice(0, 5).map(({ businessDay, table }) => `${businessDay} ${table}`)
  const text = `${forgotten.length} tables of past days are still open, such as ${some.join(', ')}`
  await records.alerts.add({ _id: `tables:${store._id}:${today}`, kind: 'table', text, at: new Date(clock.now()) })
}
