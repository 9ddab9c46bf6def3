/** What the compiler tells the browser runtime; free of Node so that both sides share it. */

/** app.json, as far as a preview needs it. Source: the mini-program framework's "global configuration". */
export type AppConfig = {
  pages: string[]
  window: Record<string, unknown>
  tabBar?: TabBarConfig
}

export type TabBarConfig = {
  custom?: boolean
  color?: string
  selectedColor?: string
  backgroundColor?: string
  borderStyle?: string
  list: { pagePath: string; text: string; iconPath?: string; selectedIconPath?: string }[]
}

/** A page's or component's JSON with every reference made absolute (`/id`). */
export type ComponentConfig = Record<string, unknown> & {
  component?: boolean
  usingComponents: Record<string, string>
  componentGenerics?: Record<string, { default: string }>
  styleIsolation?: string
}

export type ComponentSummary = {
  id: string
  isPage: boolean
  hasScript: boolean
  config: ComponentConfig
  /** The prefix of its classes; absent when its styles are shared. */
  scopeName?: string
}

export type ProjectSummary = { appId: string; app: AppConfig; components: ComponentSummary[] }

/** Names the stand-in that fills a component generic for which nobody gave a component. */
export const EMPTY_COMPONENT = 'preview/empty'
