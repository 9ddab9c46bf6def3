import { existsSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { type BuildFailure, build, type Message, type Plugin, transform } from 'esbuild'
import type { ComponentGraph } from './componentGraph.ts'
import { type Layout, splitPackagePath } from './layout.ts'
import type { Problem } from './problem.ts'

/** Browser globals that WeChat's script environment does not have; a source that uses one must fail here as it does there. */
const ABSENT_IN_WECHAT = [
  'window',
  'document',
  'navigator',
  'location',
  'localStorage',
  'sessionStorage',
  'fetch',
  'XMLHttpRequest',
  'alert',
]

/**
 * Bundles the app's and all components' scripts into one file.
 * It defines `previewScripts = { app, components: { id: load } }`; each load() runs that script once.
 */
export async function bundleScripts(
  layout: Layout,
  graph: ComponentGraph,
  problems: Problem[],
  track: (file: string) => void,
): Promise<string> {
  const loaders = graph.nodes
    .filter(({ script }) => script !== undefined)
    .map(({ id, script }) => `${JSON.stringify(id)}: () => require(${JSON.stringify(script)}),`)
  const app = graph.appScript === undefined ? '() => {}' : `() => require(${JSON.stringify(graph.appScript)})`
  try {
    const result = await build({
      stdin: {
        contents: `globalThis.previewScripts = { app: ${app}, components: {\n${loaders.join('\n')}\n} }`,
        resolveDir: layout.root,
        sourcefile: 'preview-entry.js',
      },
      bundle: true,
      write: false,
      format: 'iife',
      platform: 'browser',
      target: 'es2022',
      charset: 'utf8',
      logLevel: 'silent',
      metafile: true,
      sourcemap: 'inline',
      sourcesContent: false,
      absWorkingDir: layout.project,
      define: {
        'process.env.NODE_ENV': '"development"',
        ...Object.fromEntries(ABSENT_IN_WECHAT.map((name) => [name, 'undefined'])),
      },
      plugins: [resolveLikeWeChat(layout), mixedModules(layout)],
    })
    for (const input of Object.keys(result.metafile.inputs)) {
      const file = join(layout.project, input)
      if (existsSync(file)) track(file)
    }
    return result.outputFiles[0]?.text ?? ''
  } catch (error) {
    if (!isBuildFailure(error)) throw error
    problems.push(...error.errors.map((message) => toProblem(message, layout)))
    return ''
  }
}

function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && Array.isArray((error as Partial<BuildFailure>).errors)
}

function toProblem({ location, text }: Message, layout: Layout): Problem {
  if (!location) return { file: 'app.json', message: text }
  return {
    file: layout.idOf(join(layout.project, location.file)),
    line: location.line,
    column: location.column + 1,
    message: text,
  }
}

/** Built npm folders above the importer come first, then packages made for mini-programs, then ordinary packages. */
function resolveLikeWeChat(layout: Layout): Plugin {
  return {
    name: 'resolve-like-wechat',
    setup({ onResolve }) {
      onResolve({ filter: /^[^.]/ }, ({ path, importer, kind }) => {
        if (kind === 'entry-point') return undefined
        if (path.startsWith('/')) {
          const file = existingScript(path) ?? existingScript(join(layout.root, path))
          return file === undefined ? undefined : { path: file }
        }
        for (let folder = dirname(importer); dirname(folder) !== folder; folder = dirname(folder)) {
          if (basename(folder) === 'node_modules') break
          const file = existingScript(join(folder, 'miniprogram_npm', path))
          if (file !== undefined) return { path: file }
        }
        const { name, rest } = splitPackagePath(path)
        const folder = layout.packageFolder(name)
        const file = folder === undefined ? undefined : existingScript(join(folder, rest))
        return file === undefined ? undefined : { path: file }
      })
    },
  }
}

function existingScript(path: string): string | undefined {
  return [path, `${path}.js`, `${path}.ts`, join(path, 'index.js'), join(path, 'index.ts')].find((file) =>
    statSync(file, { throwIfNoEntry: false })?.isFile(),
  )
}

/** WeChat accepts `import` beside `module.exports` in one file; esbuild does not, so such a file becomes CommonJS first. */
function mixedModules(layout: Layout): Plugin {
  return {
    name: 'mixed-modules',
    setup({ onLoad }) {
      onLoad({ filter: /\.[jt]s$/ }, async ({ path }) => {
        const source = readFileSync(path, 'utf8')
        if (!/\bmodule\.exports\b/.test(source) || !/^\s*(import|export)\b/m.test(source)) return undefined
        const loader = path.endsWith('.ts') ? 'ts' : 'js'
        const { code } = await transform(source, { loader, format: 'cjs', sourcefile: relative(layout.project, path) })
        return { contents: code, loader: 'js' }
      })
    },
  }
}
