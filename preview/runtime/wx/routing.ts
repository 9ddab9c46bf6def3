import { tabBarState, tabMarks } from '../pageFrame.ts'
import { startRefresh, stopRefresh } from '../pageScroll.ts'
import {
  allOpenPages,
  currentPage,
  navigateBack,
  navigateTo,
  type OpenPage,
  RouteError,
  redirectTo,
  reLaunch,
  switchTab,
} from '../router.ts'
import { asyncMember, Failure, type Options } from './asyncMember.ts'

const route = (name: string, go: (url: string, options: Options) => Record<string, unknown> | undefined) =>
  asyncMember(name, (options) => {
    try {
      return go(String(options.url ?? ''), options)
    } catch (error) {
      throw error instanceof RouteError ? new Failure(error.message) : error
    }
  })

const here = (): OpenPage => {
  const page = currentPage()
  if (page === undefined) throw new Failure('no page is open')
  return page
}

const onTabs = (name: string, change: (options: Options) => void) =>
  asyncMember(name, (options) => {
    change(options)
    for (const { frame } of allOpenPages()) frame.refreshTabs()
    return {}
  })

const markTab = (index: unknown, mark: (typeof tabMarks)[number]) => {
  tabMarks[Number(index)] = { ...tabMarks[Number(index)], ...mark }
}

/** wx members that move between pages or change the bars around them. */
export const routing = {
  navigateTo: route('navigateTo', (url, { events }) => {
    const channel = navigateTo(url)
    for (const [name, listener] of Object.entries((events ?? {}) as Record<string, () => void>)) {
      channel.on(name, listener)
    }
    return { eventChannel: channel }
  }),
  redirectTo: route('redirectTo', (url) => void redirectTo(url)),
  reLaunch: route('reLaunch', (url) => void reLaunch(url)),
  switchTab: route('switchTab', (url) => void switchTab(url)),
  navigateBack: route('navigateBack', (_url, { delta }) => void navigateBack(Number(delta ?? 1))),

  setNavigationBarTitle: asyncMember('setNavigationBarTitle', ({ title }) => void here().frame.setTitle(String(title))),
  setNavigationBarColor: asyncMember('setNavigationBarColor', ({ frontColor, backgroundColor }) => {
    here().frame.setBarColors(frontColor as string | undefined, backgroundColor as string | undefined)
    return {}
  }),
  showNavigationBarLoading: asyncMember('showNavigationBarLoading', () => void here().frame.setLoading(true)),
  hideNavigationBarLoading: asyncMember('hideNavigationBarLoading', () => void here().frame.setLoading(false)),
  hideHomeButton: asyncMember('hideHomeButton', () => void here().frame.hideHome()),
  setBackgroundColor: asyncMember('setBackgroundColor', ({ backgroundColor }) => {
    if (backgroundColor) here().frame.scroll.style.backgroundColor = String(backgroundColor)
    return {}
  }),
  setBackgroundTextStyle: asyncMember('setBackgroundTextStyle', () => ({})),

  startPullDownRefresh: asyncMember('startPullDownRefresh', () => void startRefresh(here())),
  stopPullDownRefresh: asyncMember('stopPullDownRefresh', () => void stopRefresh(here())),
  pageScrollTo: asyncMember('pageScrollTo', ({ scrollTop, selector, duration, offsetTop }) => {
    const { scroll } = here().frame
    const target = typeof selector === 'string' ? scroll.querySelector(selector) : null
    const top = target
      ? target.getBoundingClientRect().top -
        scroll.getBoundingClientRect().top +
        scroll.scrollTop +
        Number(offsetTop ?? 0)
      : Number(scrollTop ?? 0)
    scroll.scrollTo({ top, behavior: duration === 0 ? 'instant' : 'smooth' })
    return {}
  }),

  setTabBarBadge: onTabs('setTabBarBadge', ({ index, text }) => markTab(index, { badge: String(text) })),
  removeTabBarBadge: onTabs('removeTabBarBadge', ({ index }) => markTab(index, { badge: undefined })),
  showTabBarRedDot: onTabs('showTabBarRedDot', ({ index }) => markTab(index, { dot: true })),
  hideTabBarRedDot: onTabs('hideTabBarRedDot', ({ index }) => markTab(index, { dot: false })),
  setTabBarItem: onTabs('setTabBarItem', ({ index, text }) => markTab(index, { text: text as string | undefined })),
  setTabBarStyle: onTabs('setTabBarStyle', () => {}),
  showTabBar: onTabs('showTabBar', () => {
    tabBarState.hidden = false
  }),
  hideTabBar: onTabs('hideTabBar', () => {
    tabBarState.hidden = true
  }),
}
