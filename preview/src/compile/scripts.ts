import { existsSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
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
      plugins: [resolveLikeWeChat(layout), commonJs(layout)],
    })
    for (const input of Object.keys(result.metafile.inputs)) {
      const file = fileOfInput(layout, input)
      if (existsSync(file)) track(file)
    }
    return result.outputFiles[0]?.text ?? ''
  } catch (error) {
    if (!isBuildFailure(error)) throw error
    problems.push(...error.errors.map((message) => toProblem(message, layout)))
    return ''
  }
}

/** esbuild names an input by its path from the project, behind its namespace when it has one. */
function fileOfInput(layout: Layout, input: string): string {
  return resolve(layout.project, input.replace(/^commonjs:/, ''))
}

function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && Array.isArray((error as Partial<BuildFailure>).errors)
}

function toProblem({ location, text }: Message, layout: Layout): Problem {
  if (!location) return { file: 'app.json', message: text }
  return {
    file: layout.idOf(fileOfInput(layout, location.file)),
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
      onResolve({ filter: /./ }, ({ path, importer, resolveDir, kind }) => {
        if (kind === 'entry-point') return undefined
        const file = path.startsWith('.')
          ? existingScript(join(resolveDir, path))
          : path.startsWith('/')
            ? (existingScript(path) ?? existingScript(join(layout.root, path)))
            : packageScript(layout, path, importer)
        return file === undefined ? undefined : { path: file, namespace: isCommonJs(file) ? COMMON_JS : 'file' }
      })
    },
  }
}

function packageScript(layout: Layout, path: string, importer: string): string | undefined {
  for (let folder = dirname(importer); dirname(folder) !== folder; folder = dirname(folder)) {
    if (basename(folder) === 'node_modules') break
    const file = existingScript(join(folder, 'miniprogram_npm', path))
    if (file !== undefined) return file
  }
  const { name, rest } = splitPackagePath(path)
  const folder = layout.packageFolder(name)
  return folder === undefined ? undefined : existingScript(join(folder, rest))
}

function existingScript(path: string): string | undefined {
  return [path, `${path}.js`, `${path}.ts`, join(path, 'index.js'), join(path, 'index.ts')].find((file) =>
    statSync(file, { throwIfNoEntry: false })?.isFile(),
  )
}

/** Scripts in this namespace are CommonJS whatever the package.json above them says, as for WeChat, which reads none. */
const COMMON_JS = 'commonjs'

function isCommonJs(file: string): boolean {
  return file.endsWith('.js') && /\bmodule\.exports\b|\bexports\.\w|\brequire\s*\(/.test(readFileSync(file, 'utf8'))
}

/** WeChat accepts `import` beside `module.exports` in one file; esbuild does not, so such a file is translated first. */
function commonJs(layout: Layout): Plugin {
  return {
    name: 'commonjs',
    setup({ onLoad }) {
      onLoad({ filter: /./, namespace: COMMON_JS }, async ({ path }) => {
        const source = readFileSync(path, 'utf8')
        const resolveDir = dirname(path)
        if (!/^\s*(import|export)\b/m.test(source)) return { contents: source, loader: 'js', resolveDir }
        const sourcefile = relative(layout.project, path)
        const { code } = await transform(source, { loader: 'js', format: 'cjs', sourcefile })
        return { contents: code, loader: 'js', resolveDir }
      })
    },
  }
}
