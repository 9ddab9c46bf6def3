import type { OpenPage } from './router.ts'
import { tellPage } from './router.ts'

/** Source: page configuration `onReachBottomDistance`, 50 px unless told. */
const REACH_BOTTOM = 50
/** How far a page must be pulled, in pixels, to refresh. */
const PULL = 60

/** Tells the page about its own scrolling, its end, and a pull at its top where app.json or the page allows one. */
export function watchPageScroll(page: OpenPage, config: Record<string, unknown>): void {
  const { scroll } = page.frame
  const distance = Number(config.onReachBottomDistance ?? REACH_BOTTOM)
  let wasAtBottom = false
  scroll.addEventListener('scroll', () => {
    tellPage(page, 'onPageScroll', { scrollTop: scroll.scrollTop })
    const isAtBottom = scroll.scrollTop + scroll.clientHeight >= scroll.scrollHeight - distance
    if (isAtBottom && !wasAtBottom) tellPage(page, 'onReachBottom')
    wasAtBottom = isAtBottom
  })
  if (config.enablePullDownRefresh === true) watchPull(page)
}

/** Starts the refresh that a pull or wx.startPullDownRefresh asks for. */
export function startRefresh(page: OpenPage): void {
  page.frame.scroll.classList.add('mp-refreshing')
  tellPage(page, 'onPullDownRefresh')
}

export function stopRefresh(page: OpenPage): void {
  page.frame.scroll.classList.remove('mp-refreshing')
}

function watchPull(page: OpenPage): void {
  const { scroll } = page.frame
  let from: number | undefined
  const begin = (y: number) => {
    from = scroll.scrollTop <= 0 ? y : undefined
  }
  const end = (y: number) => {
    if (from !== undefined && y - from > PULL && scroll.scrollTop <= 0) startRefresh(page)
    from = undefined
  }
  scroll.addEventListener('touchstart', ({ touches }) => begin(touches[0]?.clientY ?? 0), { passive: true })
  scroll.addEventListener('touchend', ({ changedTouches }) => end(changedTouches[0]?.clientY ?? 0), { passive: true })
  scroll.addEventListener('mousedown', ({ clientY }) => begin(clientY))
  scroll.addEventListener('mouseup', ({ clientY }) => end(clientY))
}
