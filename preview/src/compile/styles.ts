import { existsSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import postcss, { type AtRule, CssSyntaxError, type Declaration, type Root } from 'postcss'
import selectorParser from 'postcss-selector-parser'
import { hostTagOf } from '../hostTag.ts'
import type { Layout } from './layout.ts'
import type { Problem } from './problem.ts'

/** Whom a sheet may style: one component by prefixed classes, one page by CSS @scope, or everybody. */
export type StyleScope = { kind: 'component'; name: string } | { kind: 'page'; id: string } | { kind: 'shared' }

/** Reads `id.wxss` with its imports and rewrites it for a browser; '' when there is no such file. */
export function compileStyles(
  layout: Layout,
  id: string,
  scope: StyleScope,
  problems: Problem[],
  track: (file: string) => void,
): string {
  const sheet = readSheet(layout, id, problems, track, new Set())
  return sheet === undefined ? '' : rewriteSheet(sheet, id, scope)
}

/** Rewrites WXSS text that has no imports; the part of the work that needs no disk. */
export function wxssToCss(source: string, id: string, scope: StyleScope): string {
  return rewriteSheet(postcss.parse(source), id, scope)
}

function readSheet(
  layout: Layout,
  id: string,
  problems: Problem[],
  track: (file: string) => void,
  above: Set<string>,
): Root | undefined {
  const file = layout.fileOf(`${id}.wxss`)
  if (!existsSync(file) || above.has(id)) return undefined
  track(file)
  let sheet: Root
  try {
    sheet = postcss.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    if (!(error instanceof CssSyntaxError)) throw error
    problems.push({ file: `${id}.wxss`, line: error.line, column: error.column, message: error.reason })
    return undefined
  }
  const within = new Set(above).add(id)
  sheet.walkAtRules('import', (rule) => {
    const path = /^(?:url\()?\s*['"]?([^'")]+)/.exec(rule.params)?.[1]?.replace(/\.wxss$/, '') ?? ''
    const target = path.startsWith('/') ? path.slice(1) : posix.join(posix.dirname(id), path)
    const imported = readSheet(layout, target, problems, track, within)
    if (imported === undefined && !within.has(target)) {
      problems.push({ file: `${id}.wxss`, line: rule.source?.start?.line, message: `@import: no file "${path}.wxss"` })
    }
    if (imported === undefined) rule.remove()
    else rule.replaceWith(imported.nodes)
  })
  return sheet
}

function rewriteSheet(sheet: Root, id: string, scope: StyleScope): string {
  sheet.walkDecls((declaration) => rewriteDeclaration(declaration, id))
  sheet.walkAtRules('media', (rule) => {
    rule.params = toViewportUnits(rule.params)
  })
  const rewriteSelector = selectorParser((selectors) => {
    selectors.walk((node) => {
      if (node.type === 'tag') node.value = hostTagOf(node.value)
      if (node.type === 'class' && scope.kind === 'component') node.value = `${scope.name}--${node.value}`
      if (node.type === 'pseudo' && node.value === ':host') {
        const host = scope.kind === 'component' ? `[wx-host="${scope.name}"]` : ':scope'
        node.replaceWith(selectorParser.pseudo({ value: host }))
      }
    })
  })
  sheet.walkRules((rule) => {
    if (rule.parent?.type === 'atrule' && /keyframes$/.test((rule.parent as AtRule).name)) return
    rule.selector = rewriteSelector.processSync(rule.selector)
  })
  return scope.kind === 'page' ? scopeToPage(sheet, scope.id) : sheet.toString()
}

function rewriteDeclaration(declaration: Declaration, id: string): void {
  declaration.value = toViewportUnits(declaration.value)
    .replace(/\b(?:env|constant)\(\s*safe-area-inset-(top|bottom|left|right)/g, 'var(--mp-safe-$1')
    .replace(/url\(\s*(['"]?)(?!data:|https?:|\/\/|#)([^'")]+)\1\s*\)/g, (_all, _quote, path: string) => {
      const target = path.startsWith('/') ? path.slice(1) : posix.join(posix.dirname(id), path)
      return `url("/mp/${target}")`
    })
}

/** 750rpx are the screen's width; 100vh are the height of the page between the bars, which the runtime publishes. */
function toViewportUnits(value: string): string {
  return value
    .replace(/(-?\d*\.?\d+)rpx\b/g, (_all, number: string) => `${trim(Number(number) / 7.5)}vw`)
    .replace(/(-?\d*\.?\d+)vh\b/g, (_all, number: string) => `calc(var(--mp-vh, 1vh) * ${number})`)
}

function trim(number: number): string {
  return String(Number(number.toFixed(5)))
}

/** @scope keeps specificity as it was; keyframes and fonts are not allowed inside it and are not page-bound anyway. */
function scopeToPage(sheet: Root, id: string): string {
  const outside: string[] = []
  sheet.walkAtRules(/^(-webkit-)?keyframes$|^font-face$/, (rule) => {
    outside.push(rule.toString())
    rule.remove()
  })
  const inside = sheet.toString()
  return `${outside.join('\n')}\n@scope (wx-page[data-path="${id}"]) {\n${inside}\n}`
}
