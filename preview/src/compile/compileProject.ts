import { statSync } from 'node:fs'
import type { ComponentSummary, ProjectSummary } from '../projectSummary.ts'
import { type ComponentGraph, type ComponentNode, walkComponents } from './componentGraph.ts'
import { useInstalledIcons } from './icons.ts'
import { findLayout, type Layout, readJson } from './layout.ts'
import { CompileError, type Problem } from './problem.ts'
import { bundleScripts } from './scripts.ts'
import { compileStyles, type StyleScope } from './styles.ts'
import { compileTemplates } from './templates.ts'

export type CompiledProject = {
  layout: Layout | undefined
  /** One script: defines previewProject, previewTemplates and previewScripts. */
  script: string
  css: string
  problems: Problem[]
  /** True when a file that went into it has changed, or when it had problems. */
  isStale(): boolean
}

/** Compiles a mini-program folder. Defects of its sources do not throw: they are in `problems`. */
export async function compileProject(projectFolder: string): Promise<CompiledProject> {
  const problems: Problem[] = []
  const inputs = new Map<string, number>()
  const track = (file: string) => inputs.set(file, modifiedAt(file))
  const isStale = () => problems.length > 0 || [...inputs].some(([file, at]) => modifiedAt(file) !== at)
  try {
    const layout = findLayout(projectFolder)
    const graph = walkComponents(layout, problems)
    trackConfigs(layout, graph, track)
    const components = graph.nodes.map(summarize)
    const templates = compileTemplates(layout, graph.nodes, problems, track)
    const css = styleSheets(layout, components, problems, track)
    const scripts = await bundleScripts(layout, graph, problems, track)
    const summary: ProjectSummary = { appId: appIdOf(layout), app: graph.app, components }
    const script = [
      `globalThis.previewProject = ${JSON.stringify(summary)};`,
      `globalThis.previewTemplates = () => ${templates};`,
      scripts,
    ].join('\n')
    return { layout, script, css, problems, isStale }
  } catch (error) {
    if (!(error instanceof CompileError)) throw error
    problems.push(...error.problems)
    return { layout: undefined, script: '', css: '', problems, isStale }
  }
}

function modifiedAt(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0
}

function trackConfigs(layout: Layout, graph: ComponentGraph, track: (file: string) => void): void {
  track(layout.fileOf('app.json'))
  track(layout.fileOf('app.wxss'))
  for (const { id } of graph.nodes) {
    for (const end of ['.json', '.wxss', '.wxml']) track(layout.fileOf(id + end))
  }
}

function summarize({ id, isPage, script, config }: ComponentNode, at: number): ComponentSummary {
  const isolation = config.styleIsolation ?? (config.component ? 'isolated' : 'shared')
  const isShared = isolation === 'shared' || isolation === 'page-shared'
  return { id, isPage, hasScript: script !== undefined, config, scopeName: isShared ? undefined : `c${at}` }
}

/** Components first, so that a class handed to one from outside wins; then the app's sheet, then the pages'. */
function styleSheets(
  layout: Layout,
  components: ComponentSummary[],
  problems: Problem[],
  track: (file: string) => void,
): string {
  const scopeOf = ({ id, isPage, scopeName }: ComponentSummary): StyleScope => {
    if (scopeName !== undefined) return { kind: 'component', name: scopeName }
    return isPage ? { kind: 'page', id } : { kind: 'shared' }
  }
  const sheetOf = (component: ComponentSummary) =>
    compileStyles(layout, component.id, scopeOf(component), problems, track)
  const sheets = [
    ...components.filter(({ isPage }) => !isPage).map(sheetOf),
    compileStyles(layout, 'app', { kind: 'shared' }, problems, track),
    ...components.filter(({ isPage }) => isPage).map(sheetOf),
  ]
  return useInstalledIcons(sheets.filter((sheet) => sheet !== '').join('\n'))
}

function appIdOf(layout: Layout): string {
  try {
    const { appid } = readJson(`${layout.project}/project.config.json`)
    return typeof appid === 'string' ? appid : 'touristappid'
  } catch {
    return 'touristappid'
  }
}
