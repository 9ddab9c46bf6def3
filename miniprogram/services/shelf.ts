import type { Guest, Menu, Pace } from '@yundian/domain'
import type { Stock } from '../cartLines'
import { config } from '../config'
import { language } from '../language'
import { createSource } from '../source'
import { menuInLanguage } from '../views/menuInLanguage'
import { askDiner, Unanswered } from './house'

/** The menu on the phone, and what the house last said about it. */
export interface Shelf {
  menu?: Menu
  /** Absent until the house answered in this visit. */
  stock?: Stock
  open: boolean
  /** How busy the kitchen is, and how long its dishes really take. */
  pace: Pace
  hostingUrl: string
  staff: boolean
  /** Who the diner is to the house, where prices depend on it. */
  guest?: Guest
  /** What to add to the phone's clock to have that of the house. */
  clockAheadMs: number
}

interface Kept {
  menu: Menu
  hostingUrl: string
}

const storageKey = `menu:${config.store}`

export const shelf = createSource<Shelf>({
  open: true,
  pace: { load: {}, cookMinutes: {} },
  hostingUrl: '',
  staff: false,
  clockAheadMs: 0,
})

/** The menu as the house published it; on the shelf it stands in the diner's language. */
let published: Menu | undefined

/** Puts the menu of the last visit on the shelf, so that dishes are seen before any request. */
export function openShelf(): void {
  const kept = wx.getStorageSync(storageKey) as Kept | ''
  if (kept) {
    published = kept.menu
    shelf.set({ ...shelf.get(), ...kept, menu: menuInLanguage(kept.menu, language.get()) })
  }
  language.subscribe((chosen) => {
    if (published) shelf.set({ ...shelf.get(), menu: menuInLanguage(published, chosen) })
  })
}

/**
 * Asks the house what is on offer now: a menu only when it changed, and what is left.
 * @throws Refusal, Unanswered (house.ts)
 */
export async function refreshShelf(): Promise<void> {
  const have = shelf.get().menu?.version
  const answer = await askDiner('openMenu', { store: config.store, ...(have === undefined ? {} : { have }) })
  if (answer.menu) {
    published = answer.menu
    wx.setStorageSync(storageKey, { menu: published, hostingUrl: answer.hostingUrl } satisfies Kept)
  }
  shelf.set({
    menu: published && menuInLanguage(published, language.get()),
    stock: { left: answer.left, off: Object.fromEntries(answer.off.map((dish) => [dish, true as const])) },
    open: answer.open,
    pace: { load: answer.load, cookMinutes: answer.cookMinutes },
    hostingUrl: answer.hostingUrl,
    staff: answer.staff,
    guest: answer.guest,
    clockAheadMs: answer.now - Date.now(),
  })
}

/**
 * For pages that may be opened before the menu, such as an order out of a message: resolves once the house has answered
 * in this visit, or could not. Asks only when nobody has asked yet.
 */
export async function shelfReady(): Promise<void> {
  if (shelf.get().stock) return
  try {
    await refreshShelf()
  } catch (error) {
    // Without an answer the page lacks pictures and nothing else.
    if (!(error instanceof Unanswered)) throw error
  }
}
