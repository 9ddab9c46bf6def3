import type { TabBarConfig } from '../src/projectSummary.ts'

/** The bars of the phone that the preview plays, in CSS pixels: a 375×812 phone with a notch. */
export const BARS = { status: 44, navigation: 44, tabBar: 50, safeBottom: 34 }
/** The menu capsule at the right of every page's top. */
export const CAPSULE = { width: 87, height: 32, top: 48, right: 7 }

export type FrameOptions = {
  pageId: string
  window: Record<string, unknown>
  tabBar: TabBarConfig | undefined
  canGoBack: boolean
  /** The app's first page; it has no home button. */
  isHome: boolean
  onBack(): void
  onHome(): void
  onTab(index: number): void
}

/** One page on the screen: status bar, navigation bar, the scrolling page, and the tab bar where there is one. */
export type PageFrame = {
  element: HTMLElement
  /** What position:fixed refers to, and where coordinates of selector queries begin. */
  view: HTMLElement
  scroll: HTMLElement
  /** Where the page's root component is put. */
  slot: HTMLElement
  setTitle(title: string): void
  setBarColors(front: string | undefined, background: string | undefined): void
  setLoading(on: boolean): void
  hideHome(): void
  refreshTabs(): void
  /** Pixels between the bars; known before the frame is shown. */
  height(): number
}

/** Texts and badges that wx.setTabBarItem & co. change while running. */
export const tabMarks: { badge?: string; dot?: boolean; text?: string }[] = []
export const tabBarState = { hidden: false }

/** Builds the DOM of a page's frame and puts it, hidden, on the phone. */
export function createFrame(options: FrameOptions): PageFrame {
  const { window: config } = options
  const isCustom = config.navigationStyle === 'custom'
  const isTab = options.tabBar?.list.some(({ pagePath }) => pagePath === options.pageId) ?? false
  const element = make('div', 'mp-frame')
  element.hidden = true
  element.dataset.page = options.pageId

  const bar = make('div', isCustom ? 'mp-bar mp-bar-custom' : 'mp-bar')
  const status = make('div', 'mp-status', bar)
  make('span', 'mp-clock', status).textContent = new Date().toTimeString().slice(0, 5)
  make('span', 'mp-battery', status)
  const navigation = isCustom ? undefined : make('div', 'mp-navigation', bar)
  const title = navigation && make('div', 'mp-title', navigation)
  let home: HTMLElement | undefined
  if (navigation && options.canGoBack) {
    make('button', 'mp-back', navigation, { 'aria-label': '返回', 'data-testid': 'nav-back' }).onclick = options.onBack
  } else if (navigation && !isTab && !options.isHome) {
    home = make('button', 'mp-home', navigation, { 'aria-label': '首页' })
    home.onclick = options.onHome
  }
  make('div', 'mp-capsule', bar, { 'aria-hidden': 'true' })

  const view = make('div', 'mp-view')
  const scroll = make('div', 'mp-scroll', view)
  const slot = make('div', '', scroll)
  if (isCustom) element.append(view, bar)
  else element.append(bar, view)
  scroll.classList.toggle('mp-locked', config.disableScroll === true)
  scroll.style.backgroundColor = String(config.backgroundColor ?? '#ffffff')

  const tabs = isTab && !options.tabBar?.custom ? make('div', 'mp-tabs', element, { role: 'tablist' }) : undefined
  const hasTabs = () => tabs !== undefined && !tabBarState.hidden
  const refreshTabs = () => {
    if (tabs && options.tabBar) drawTabs(tabs, options.tabBar, options.pageId, options.onTab)
    tabs?.toggleAttribute('hidden', tabBarState.hidden)
    setHeights(view, isCustom, hasTabs())
  }
  const frame: PageFrame = {
    element,
    view,
    scroll,
    slot,
    setTitle(text) {
      if (title) title.textContent = text
    },
    setBarColors(front, background) {
      if (front) bar.style.color = front === 'black' ? '#000000' : front === 'white' ? '#ffffff' : front
      if (background && !isCustom) bar.style.backgroundColor = background
    },
    setLoading: (on) => title?.classList.toggle('mp-loading', on),
    hideHome: () => home?.remove(),
    refreshTabs,
    height: () => document.documentElement.clientHeight - barsAround(isCustom, hasTabs()),
  }
  frame.setTitle(String(config.navigationBarTitleText ?? ''))
  frame.setBarColors(
    String(config.navigationBarTextStyle ?? 'white'),
    String(config.navigationBarBackgroundColor ?? '#000000'),
  )
  refreshTabs()
  return frame
}

function barsAround(isCustom: boolean, hasTabs: boolean): number {
  return (isCustom ? 0 : BARS.status + BARS.navigation) + (hasTabs ? BARS.tabBar + BARS.safeBottom : 0)
}

function setHeights(view: HTMLElement, isCustom: boolean, hasTabs: boolean): void {
  view.style.setProperty('--mp-vh', `calc((100dvh - ${barsAround(isCustom, hasTabs)}px) / 100)`)
  view.style.setProperty('--mp-safe-bottom', hasTabs ? '0px' : `${BARS.safeBottom}px`)
  view.style.setProperty('--mp-safe-top', isCustom ? `${BARS.status}px` : '0px')
}

function drawTabs(tabs: HTMLElement, config: TabBarConfig, current: string, onTab: (index: number) => void): void {
  tabs.replaceChildren()
  tabs.style.backgroundColor = config.backgroundColor ?? '#ffffff'
  tabs.classList.toggle('mp-tabs-white', config.borderStyle === 'white')
  for (const [index, { pagePath, text, iconPath, selectedIconPath }] of config.list.entries()) {
    const selected = pagePath === current
    const tab = make('button', 'mp-tab', tabs, {
      role: 'tab',
      'aria-selected': String(selected),
      'data-testid': `tab-${index}`,
    })
    tab.style.color = (selected ? config.selectedColor : config.color) ?? '#333333'
    const icon = selected ? (selectedIconPath ?? iconPath) : iconPath
    if (icon) make('img', '', tab, { src: `/mp/${icon}`, alt: '' })
    make('span', '', tab).textContent = tabMarks[index]?.text ?? text
    const { badge, dot } = tabMarks[index] ?? {}
    if (badge) make('i', 'mp-badge', tab).textContent = badge
    else if (dot) make('i', 'mp-badge mp-dot', tab)
    tab.onclick = () => onTab(index)
  }
}

/** Makes an element with a class and attributes, and appends it. */
export function make(
  tag: string,
  className: string,
  parent?: HTMLElement,
  attributes: Record<string, string> = {},
): HTMLElement {
  const element = document.createElement(tag)
  if (className !== '') element.className = className
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  parent?.append(element)
  return element
}
