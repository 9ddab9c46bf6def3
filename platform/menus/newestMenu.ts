import type { Menu } from '@yundian/domain'
import type { House } from '../house.ts'

/** A menu that this instance knows of the store, or the newest that was published: no round trip, or one. */
export async function newestMenu(store: string, { menus, records }: House): Promise<Menu | undefined> {
  const known = menus.newest(store)
  if (known) return known
  const [record] = await records.menus.find({ store }, { orderBy: [{ field: 'version', direction: 'desc' }], limit: 1 })
  if (record) menus.keep(record.menu)
  return record?.menu
}
