import type { Menu } from '@yundian/domain'
import type { Records } from '../records.ts'

/**
 * Published menus in the memory of a warm instance. They never change, so a menu that is here is right;
 * checking a price then costs no round trip.
 */
export interface MenuShelf {
  /** The newest version that is here, or undefined. No round trip. */
  newest(store: string): Menu | undefined
  keep(menu: Menu): void
  /** At most one round trip; undefined when there is no such version. */
  take(store: string, version: number): Promise<Menu | undefined>
}

/** Phones rarely order from a menu older than the last few. */
const versionsKept = 4

export function openMenuShelf(records: Records): MenuShelf {
  const shelves = new Map<string, Menu[]>()
  const shelf = (store: string) => shelves.get(store) ?? []
  const keep = (menu: Menu) => {
    const others = shelf(menu.store.id).filter((kept) => kept.version !== menu.version)
    const newestFirst = [menu, ...others].sort((a, b) => b.version - a.version)
    shelves.set(menu.store.id, newestFirst.slice(0, versionsKept))
  }
  return {
    newest: (store) => shelf(store)[0],
    keep,
    async take(store, version) {
      const kept = shelf(store).find((menu) => menu.version === version)
      if (kept) return kept
      const record = await records.menus.get(menuId(store, version))
      if (record) keep(record.menu)
      return record?.menu
    },
  }
}

export function menuId(store: string, version: number): string {
  return `${store}:${version}`
}
