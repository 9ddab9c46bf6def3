import type { House } from '../house.ts'
import { _, type MenuImport } from '../records.ts'
import { foreignIds } from './foreignIds.ts'

/** After this time an import that is not written was left by who began it. */
const abandonedAfterMs = 90_000

/** Documents written at once: a request each. */
const writtenAtOnce = 20

/**
 * The number of the newest import that is written, 0 when there was none. One that was abandoned half way is written to
 * its end first.
 * @returns 'underWay' while somebody writes one: what the collections hold is then neither the old menu nor the new
 */
export async function settledImport(store: string, house: House): Promise<number | 'underWay'> {
  const newest = await house.records.menuImports.get(store)
  if (!newest) return 0
  if (newest.state === 'written') return newest.number
  if (house.clock.now() - newest.at.getTime() < abandonedAfterMs) return 'underWay'
  await writeImport(newest, house)
  return newest.number
}

/** Writes what an import says to where it belongs. Written again, or by two at once, it comes to the same. */
export async function writeImport(said: MenuImport, house: House): Promise<void> {
  const { _id: store, number, periods } = said
  const { records } = house
  const foreign = new Set(await foreignIds(said, store, house))
  const own = <Doc extends { _id: string }>(documents: Doc[]) =>
    documents.filter(({ _id }) => !foreign.has(_id)).map((document) => ({ ...document, store }))
  if (periods) await records.stores.update({ _id: store }, { periods: _.set(periods) })
  await inTurns(own(said.categories), (document) => records.categories.put(document))
  await inTurns(own(said.dishes), (document) => records.dishes.put(document))
  await records.menuImports.update({ _id: store, number, state: 'writing' }, { state: 'written' })
}

async function inTurns<Doc>(documents: Doc[], write: (document: Doc) => Promise<unknown>): Promise<void> {
  for (let at = 0; at < documents.length; at += writtenAtOnce) {
    await Promise.all(documents.slice(at, at + writtenAtOnce).map(write))
  }
}
