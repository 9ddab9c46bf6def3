import type { CodeSpace, Root } from 'glass-easel-miniprogram-adapter'
import type { ProjectSummary } from '../src/projectSummary.ts'
import { launchApp, tell } from './app.ts'
import { type Caller, callIfThere } from './caller.ts'
import { associatedBackend, flushReady } from './componentSpace.ts'
import { EventChannel } from './eventChannel.ts'
import { noteError } from './observations.ts'
import { createFrame, type PageFrame } from './pageFrame.ts'
import { watchPageScroll } from './pageScroll.ts'

export type OpenPage = {
  id: string
  query: Record<string, string>
  frame: PageFrame
  root: Root
  caller: Caller
  /** The channel to the page that opened it. */
  channel: EventChannel
  tabBar?: Caller
}

/** A refused route; `message` is what WeChat puts behind `navigateTo:fail `. */
export class RouteError extends Error {}

/** Source: the framework's page stack: at most ten pages. */
const DEEPEST_STACK = 10

let project: ProjectSummary
let space: CodeSpace
const stack: OpenPage[] = []
/** Pages of the tab bar stay alive while another tab is shown. */
const keptTabs = new Map<string, OpenPage>()

export function getCurrentPages(): Caller[] {
  return stack.map(({ caller }) => caller)
}

export function currentPage(): OpenPage | undefined {
  return stack.at(-1)
}

/** The open page that a component stands in. */
export function pageOf(element: Element | null | undefined): OpenPage | undefined {
  const frame = element?.closest('.mp-frame')
  return [...stack, ...keptTabs.values()].find((page) => page.frame.element === frame) ?? currentPage()
}

export function allOpenPages(): OpenPage[] {
  return [...new Set([...stack, ...keptTabs.values()])]
}

/** Opens the page that the address names after `#`, or the first page of app.json. */
export function startRouter(summary: ProjectSummary, codeSpace: CodeSpace): void {
  project = summary
  space = codeSpace
  const { id, query } = parseUrl(location.hash.slice(1), '')
  const first = summary.app.pages.includes(id) ? { id, query } : { id: summary.app.pages[0] ?? '', query: {} }
  launchApp(first.id, first.query)
  show(open(first.id, first.query, new EventChannel()))
  window.addEventListener('hashchange', () => {
    const target = parseUrl(location.hash.slice(1), '')
    if (summary.app.pages.includes(target.id)) reLaunch(location.hash.slice(1))
  })
}

export function navigateTo(url: string): EventChannel {
  const { id, query } = known(url)
  if (isTab(id)) throw new RouteError('can not navigateTo a tabbar page')
  if (stack.length >= DEEPEST_STACK) throw new RouteError('webview count limit exceed')
  const channel = new EventChannel()
  hide(currentPage())
  show(open(id, query, channel))
  return channel
}

export function redirectTo(url: string): void {
  const { id, query } = known(url)
  if (isTab(id)) throw new RouteError('can not redirectTo a tabbar page')
  close(stack.pop())
  show(open(id, query, new EventChannel()))
}

export function navigateBack(delta: number): void {
  if (stack.length <= 1) throw new RouteError('cannot navigate back at first page')
  for (const page of stack.splice(Math.max(1, stack.length - delta)).reverse()) close(page)
  const page = currentPage()
  if (page) reveal(page)
}

export function reLaunch(url: string): void {
  const { id, query } = known(url)
  for (const page of stack.splice(0).reverse()) close(page)
  for (const page of keptTabs.values()) close(page)
  show(open(id, query, new EventChannel()))
}

export function switchTab(url: string): void {
  const { id } = known(url)
  if (!isTab(id)) throw new RouteError('can not switch to no-tabBar page')
  const from = currentPage()
  if (from?.id === id) return
  if (from && isTab(from.id)) hide(from)
  for (const page of stack.splice(0).reverse()) {
    if (!isTab(page.id)) close(page)
  }
  const kept = keptTabs.get(id)
  if (kept) {
    stack.push(kept)
    reveal(kept)
  } else {
    show(open(id, {}, new EventChannel()))
  }
}

function known(url: string): { id: string; query: Record<string, string> } {
  const target = parseUrl(url, currentPage()?.id ?? '')
  if (!project.app.pages.includes(target.id)) throw new RouteError(`page "${target.id}" is not found`)
  return target
}

function isTab(id: string): boolean {
  return project.app.tabBar?.list.some(({ pagePath }) => pagePath === id) ?? false
}

/** A page's path may be relative to the page that names it; query values arrive as they were given, encoded or not. */
function parseUrl(url: string, from: string): { id: string; query: Record<string, string> } {
  const [path = '', search = ''] = url.split('?')
  const query: Record<string, string> = {}
  for (const pair of search.split('&').filter((part) => part !== '')) {
    const at = pair.indexOf('=')
    query[at < 0 ? pair : pair.slice(0, at)] = at < 0 ? '' : pair.slice(at + 1)
  }
  return { id: new URL(path, `http://app/${from}`).pathname.slice(1).replace(/\.html$/, ''), query }
}

function addressOf({ id, query }: OpenPage): string {
  const pairs = Object.entries(query).map(([key, value]) => `${key}=${value}`)
  return pairs.length === 0 ? `/${id}` : `/${id}?${pairs.join('&')}`
}

function open(id: string, query: Record<string, string>, channel: EventChannel): OpenPage {
  const config = project.components.find((component) => component.id === id)?.config ?? { usingComponents: {} }
  const frame = createFrame({
    pageId: id,
    window: { ...project.app.window, ...config },
    tabBar: project.app.tabBar,
    canGoBack: stack.length > 0,
    isHome: id === project.app.pages[0],
    onBack: () => navigateBack(1),
    onHome: () => reLaunch(`/${project.app.pages[0]}`),
    onTab: (index) => tapTab(index),
  })
  document.body.append(frame.element)
  const root = associatedBackend.createRoot('wx-page', space, `/${id}`)
  const caller = root.get() as unknown as Caller
  const page: OpenPage = { id, query, frame, root, caller, channel }
  Object.assign(caller, { route: id, options: query, __route__: id })
  caller.getOpenerEventChannel = () => channel
  const element = root.getComponent().getBackendElement() as unknown as HTMLElement
  element.dataset.path = id
  for (const [name, value] of Object.entries(query)) setPropertyFromQuery(caller, name, value)
  stack.push(page)
  root.attach(frame.scroll as never, frame.slot as never)
  if (project.app.tabBar?.custom && isTab(id)) attachCustomTabBar(page)
  if (isTab(id)) keptTabs.set(id, page)
  watchPageScroll(page, { ...project.app.window, ...config })
  tellPage(page, 'onLoad', query)
  return page
}

/** A page made by Component() takes its query as properties too. */
function setPropertyFromQuery(caller: Caller, name: string, value: string): void {
  const behavior = caller._$.getRootBehavior() as unknown as { _$propertyMap?: Record<string, unknown> }
  if (behavior._$propertyMap && name in behavior._$propertyMap) caller._$.replaceDataOnPath([name], value as never)
  caller._$.applyDataUpdates()
}

function attachCustomTabBar(page: OpenPage): void {
  const bar = associatedBackend.createRoot('custom-tab-bar', space, '/custom-tab-bar/index')
  const place = document.createElement('div')
  page.frame.view.append(place)
  bar.attach(page.frame.view as never, place as never)
  page.tabBar = bar.get() as unknown as Caller
}

function tapTab(index: number): void {
  const tab = project.app.tabBar?.list[index]
  if (tab === undefined) return
  const detail = { index, pagePath: tab.pagePath, text: tab.text }
  switchTab(`/${tab.pagePath}`)
  const page = currentPage()
  if (page) tellPage(page, 'onTabItemTap', detail)
}

function show(page: OpenPage): void {
  reveal(page)
  flushReady()
  tellPage(page, 'onReady')
}

function reveal(page: OpenPage): void {
  for (const { frame } of allOpenPages()) frame.element.hidden = frame !== page.frame
  page.frame.refreshTabs()
  history.replaceState(null, '', `#${addressOf(page)}`)
  tellPage(page, 'onShow')
  page.root.getComponent().triggerPageLifetime('show', [])
  page.tabBar?._$.triggerPageLifetime('show', [])
}

function hide(page: OpenPage | undefined): void {
  if (!page) return
  tellPage(page, 'onHide')
  page.root.getComponent().triggerPageLifetime('hide', [])
}

function close(page: OpenPage | undefined): void {
  if (!page) return
  tellPage(page, 'onUnload')
  keptTabs.delete(page.id)
  page.root.release()
  page.frame.element.remove()
}

/** Calls a page's lifecycle method; its errors are noted, not thrown. */
export function tellPage(page: OpenPage, name: string, ...args: unknown[]): unknown {
  try {
    return callIfThere(page.caller, name, args)
  } catch (error) {
    noteError(error, `${page.id} ${name}`)
    tell('onError', String(error))
    return undefined
  }
}
