import type { ShelfDocument } from '@yundian/contract'
import { type Board, fewIn, fewLeft, type Menu, stockView } from '@yundian/domain'
import type { House } from '../house.ts'
import { _ } from '../records.ts'

type Content = Pick<ShelfDocument, 'menuVersion' | 'few' | 'off'>

/**
 * Writes what open menus watch, when it differs from what the board says. The shelf is read before the board, and
 * written only if nobody wrote it in between: so an older state never replaces a newer.
 * @param seen the board as somebody saw it; when the shelf agrees with that, nothing more is read, since every later
 *   change of the board has a call of its own
 */
export async function writeShelf(store: string, house: House, seen?: Board): Promise<'written' | 'same'> {
  const { records, clock } = house
  for (;;) {
    const shelf = await records.shelves.get(store)
    const known = seen && (await contentOf(seen, house))
    if (shelf && known && isSame(shelf, known)) return 'same'
    const board = await records.boards.get(store)
    const content = board && (await contentOf(board, house))
    if (!content || (shelf && isSame(shelf, content))) return 'same'
    const updatedAt = new Date(clock.now())
    if (!shelf) {
      if ((await records.shelves.add({ _id: store, version: 1, ...content, updatedAt })) === 'added') return 'written'
      continue
    }
    const change = { ...content, few: _.set(content.few), version: shelf.version + 1, updatedAt }
    if ((await records.shelves.update({ _id: store, version: shelf.version }, change)) === 1) return 'written'
  }
}

async function contentOf(board: Board, { menus }: House): Promise<Content | undefined> {
  const menu = await menus.take(board._id, board.menuVersion)
  return menu && contentBy(board, menu)
}

function contentBy(board: Board, menu: Menu): Content {
  const view = stockView(board, menu)
  return { menuVersion: menu.version, few: fewIn(view, fewLeft), off: Object.keys(view.off).sort() }
}

function isSame(a: Content, b: Content): boolean {
  return a.menuVersion === b.menuVersion && a.off.join() === b.off.join() && textOf(a.few) === textOf(b.few)
}

function textOf(few: Record<string, number>): string {
  return JSON.stringify(Object.entries(few).sort(([a], [b]) => (a < b ? -1 : 1)))
}
