import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { ComponentNode } from './componentGraph.ts'
import type { Layout } from './layout.ts'
import type { Problem } from './problem.ts'
import { wxsRequires, wxsToJs } from './wxs.ts'

/** The compiler is CommonJS around WebAssembly; its own typings describe it. */
const { TmplGroup } = createRequire(import.meta.url)(
  'glass-easel-template-compiler',
) as typeof import('glass-easel-template-compiler')

type Diagnostic = { level: string; code: number; message: string; path: string; startLine: number; startColumn: number }

/** Warnings that WeChat's own compiler refuses: an unclosed tag, wx:else without wx:if, an attribute given twice. */
const REFUSED_BY_WECHAT = new Set([65543, 65548, 65549])

/** Joins the runtime: marks what WXS exports, and hands events and change:prop to it. */
const WXS_RUNTIME = `
var getRegExp=function(s,f){return new RegExp(s,f)};
var getDate=function(){return new (Function.prototype.bind.apply(Date,[null].concat(Array.prototype.slice.call(arguments))))()};
var D0=D;D=function(name,loader){return D0(name,function(require,exports,module){loader(require,exports,module);previewWxs.mark(module.exports)})};
Q.A=previewWxs.changeFilter;Q.C=previewWxs.callListener;
`

/**
 * Compiles every WXML template and the WXS it uses.
 * @returns the JavaScript expression whose value maps a component id to its template; it needs `previewWxs` in scope.
 * @param track is told every file that was read.
 */
export function compileTemplates(
  layout: Layout,
  nodes: ComponentNode[],
  problems: Problem[],
  track: (file: string) => void,
): string {
  const group = new TmplGroup()
  const templates = new Set<string>()
  const scripts = new Set<string>()

  const addScript = (id: string, from: string) => {
    if (scripts.has(id)) return
    scripts.add(id)
    const source = readIfThere(layout.fileOf(`${id}.wxs`), track)
    if (source === undefined) {
      problems.push({ file: from, message: `no WXS module "${id}.wxs"` })
      return
    }
    group.addScript(id, wxsToJs(source))
    for (const required of wxsRequires(source, id)) addScript(required, `${id}.wxs`)
  }

  const addTemplate = (id: string, from: string | undefined) => {
    if (templates.has(id)) return
    templates.add(id)
    const file = `${id}.wxml`
    const source = readIfThere(layout.fileOf(file), track)
    if (source === undefined && from !== undefined) {
      problems.push({ file: from, message: `no template "${file}"` })
    }
    for (const found of group.addTmpl(id, source ?? '<slot/>') as Diagnostic[]) {
      if (id.startsWith('miniprogram_npm/')) continue
      if (found.level === 'Note' || (found.level === 'Warn' && !REFUSED_BY_WECHAT.has(found.code))) continue
      problems.push({ file, line: found.startLine + 1, column: found.startColumn + 1, message: found.message })
    }
    for (const name of group.getInlineScriptModuleNames(id) as string[]) {
      const inline = group.getInlineScript(id, name)
      for (const required of wxsRequires(inline, id)) addScript(required, file)
      group.setInlineScript(id, name, wxsToJs(inline))
    }
    for (const script of group.getScriptDependencies(id) as string[]) addScript(script, file)
    for (const imported of group.getDirectDependencies(id) as string[]) addTemplate(imported, file)
  }

  for (const { id } of nodes) addTemplate(id, undefined)
  group.setExtraRuntimeScript(WXS_RUNTIME)
  const expression = group.getTmplGenObjectGroups()
  group.free()
  return expression
}

function readIfThere(file: string, track: (file: string) => void): string | undefined {
  if (!existsSync(file)) return undefined
  track(file)
  return readFileSync(file, 'utf8')
}
