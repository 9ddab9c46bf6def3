import { publishMenu, serveTrigger } from '@yundian/platform'

/** The CloudEvent of a database trigger on a store, a table, a category or a dish. */
interface MenuEvent {
  data: { docId: string; doc: { store?: string } }
}

/** The owner edited something that the menu is made of: the store's menu is published anew. */
export const main = serveTrigger(async ({ data: { docId, doc } }: MenuEvent, house) => {
  return { menuVersion: await publishMenu(doc.store ?? docId, house) }
})
