import type { Board } from '@yundian/domain'
import { serveTrigger, writeShelf } from '@yundian/platform'

/** The CloudEvent of a database trigger on a board. */
interface BoardEvent {
  data: { docId: string; doc: Board }
}

/** What a store can sell changed: the menus that are open hear of it, if it concerns them. */
export const main = serveTrigger(async ({ data: { docId, doc } }: BoardEvent, house) => {
  return { shelf: await writeShelf(docId, house, doc) }
})
