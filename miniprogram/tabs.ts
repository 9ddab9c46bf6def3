import type { Language } from './language'
import { tabWords } from './words/tabWords'

/** Names the tabs; to be called while a page with tabs is in front, since WeChat refuses it elsewhere. */
export function nameTabs(chosen: Language): void {
  const { menu, orders, me } = tabWords[chosen]
  for (const [index, text] of [menu, orders, me].entries()) wx.setTabBarItem({ index, text, fail: () => {} })
}
