import { existsSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { type AppConfig, type ComponentConfig, EMPTY_COMPONENT, type TabBarConfig } from '../projectSummary.ts'
import { type Layout, readJson, splitPackagePath } from './layout.ts'
import type { Problem } from './problem.ts'

/** One page or component, with all references made absolute (`/id`). */
export type ComponentNode = {
  id: string
  isPage: boolean
  /** The script file; undefined when there is none. */
  script: string | undefined
  config: ComponentConfig
}

export type ComponentGraph = { app: AppConfig; appScript: string | undefined; nodes: ComponentNode[] }

/** Walks app.json, its subpackages and every usingComponents from there. Defects are added to `problems`. */
export function walkComponents(layout: Layout, problems: Problem[]): ComponentGraph {
  const raw = readJson(layout.fileOf('app.json'), 'app.json')
  const appUsing = usingOf(raw)
  const nodes = new Map<string, ComponentNode>()
  const waiting: { id: string; isPage: boolean; from: string }[] = []
  const want = (id: string, isPage: boolean, from: string) => waiting.push({ id, isPage, from })

  const pages = listPages(raw)
  for (const page of pages) want(page, true, 'app.json')
  const tabBar = raw.tabBar as TabBarConfig | undefined
  if (tabBar?.custom) want('custom-tab-bar/index', false, 'app.json')

  const absolute = (using: Record<string, string>, from: string) => {
    const found: Record<string, string> = {}
    for (const [tag, path] of Object.entries(using)) {
      if (path.startsWith('plugin://') || path.startsWith('plugin-private://')) continue
      const id = resolveComponent(layout, path, from)
      if (id === undefined) {
        problems.push({ file: `${from}.json`, message: `usingComponents: no component "${path}" (for <${tag}>)` })
        continue
      }
      found[tag] = `/${id}`
      want(id, false, `${from}.json`)
    }
    return found
  }
  const shared = absolute(appUsing, 'app')

  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const { id, isPage, from } = next
    if (nodes.has(id)) continue
    const script = scriptOf(layout, id)
    if (script === undefined && !existsSync(layout.fileOf(`${id}.wxml`))) {
      problems.push({ file: from, message: `no ${isPage ? 'page' : 'component'} "${id}"` })
      continue
    }
    const configFile = layout.fileOf(`${id}.json`)
    const config = existsSync(configFile) ? readJson(configFile, `${id}.json`) : {}
    const own = absolute(usingOf(config), id)
    if (isPage) delete config.component
    nodes.set(id, {
      id,
      isPage,
      script,
      config: {
        ...config,
        usingComponents: { ...shared, ...own },
        ...genericsOf(layout, config, id, want),
        ...styleOptionsInScript(script, config, isPage),
      },
    })
  }
  return {
    app: { pages, window: (raw.window as Record<string, unknown>) ?? {}, tabBar },
    appScript: scriptOf(layout, 'app'),
    nodes: [...nodes.values()],
  }
}

function listPages(raw: Record<string, unknown>): string[] {
  const packages = (raw.subPackages ?? raw.subpackages ?? []) as { root: string; pages: string[] }[]
  const inPackages = packages.flatMap(({ root, pages }) => pages.map((page) => posix.join(root, page)))
  return [...((raw.pages ?? []) as string[]), ...inPackages].map((page) => page.replace(/^\//, ''))
}

function usingOf(config: Record<string, unknown>): Record<string, string> {
  return (config.usingComponents ?? {}) as Record<string, string>
}

function scriptOf(layout: Layout, id: string): string | undefined {
  return ['.ts', '.js'].map((end) => layout.fileOf(id + end)).find((file) => existsSync(file))
}

/** WeChat's order: a relative path from the file, then an npm package; a folder means its index. */
function resolveComponent(layout: Layout, path: string, from: string): string | undefined {
  const exists = (id: string) =>
    [id, `${id}/index`].find(
      (end) => existsSync(layout.fileOf(`${end}.json`)) && existsSync(layout.fileOf(`${end}.wxml`)),
    )
  if (path.startsWith('/')) return exists(path.slice(1))
  const besideIt = exists(posix.join(posix.dirname(from), path))
  if (besideIt !== undefined || path.startsWith('.')) return besideIt
  if (layout.packageFolder(splitPackagePath(path).name) === undefined) return undefined
  return exists(`miniprogram_npm/${path}`)
}

function genericsOf(
  layout: Layout,
  config: Record<string, unknown>,
  from: string,
  want: (id: string, isPage: boolean, from: string) => void,
): { componentGenerics?: Record<string, { default: string }> } {
  const generics = config.componentGenerics as Record<string, true | { default?: string }> | undefined
  if (!generics) return {}
  const filled: Record<string, { default: string }> = {}
  for (const [name, generic] of Object.entries(generics)) {
    const path = generic === true ? undefined : generic.default
    const id = path === undefined ? undefined : resolveComponent(layout, path, from)
    if (id !== undefined) want(id, false, from)
    filled[name] = { default: `/${id ?? EMPTY_COMPONENT}` }
  }
  return { componentGenerics: filled }
}

/** The adapter reads style isolation from JSON alone; WeChat also takes it from the script's `options`. */
function styleOptionsInScript(script: string | undefined, config: Record<string, unknown>, isPage: boolean) {
  if (isPage || script === undefined || config.styleIsolation !== undefined) return {}
  const text = readFileSync(script, 'utf8')
  const isolation = /styleIsolation\s*[:=]\s*['"]([\w-]+)['"]/.exec(text)?.[1]
  if (isolation !== undefined) return { styleIsolation: isolation }
  return /addGlobalClass\s*[:=]\s*(true|!0)/.test(text) ? { styleIsolation: 'apply-shared' } : {}
}
