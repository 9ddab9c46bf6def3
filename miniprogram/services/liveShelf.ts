import type { ShelfDocument } from '@yundian/contract'
import { config } from '../config'
import { refreshShelf, shelf } from './shelf'

/** After a broken watch the next is tried when the page is opened again; until then the page asks by itself. */
let isLive = false

/** True while the cloud tells by itself what is sold out. */
export function shelfIsLive(): boolean {
  return isLive
}

/** Follows the store's shelf: what is sold out or few is on the open menu at once. @returns what stops it */
export function followShelf(): () => void {
  const watch = wx.cloud
    .database()
    .collection('shelves')
    .doc(config.store)
    .watch({
      onChange: ({ docs }) => {
        isLive = true
        const [said] = docs as unknown as ShelfDocument[]
        if (said) showStock(said)
      },
      onError: () => {
        isLive = false
      },
    })
  return () => {
    isLive = false
    void watch.close()
  }
}

function showStock({ menuVersion, few, off }: ShelfDocument): void {
  const now = shelf.get()
  if (now.menu && now.menu.version !== menuVersion) {
    // Who asks in vain is told by the page itself, at its next question.
    refreshShelf().catch(() => {})
    return
  }
  shelf.set({ ...now, stock: { left: few, off: Object.fromEntries(off.map((sku) => [sku, true as const])) } })
}
