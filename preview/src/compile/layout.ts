import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { CompileError } from './problem.ts'

const NPM = 'miniprogram_npm/'

/** Where the parts of a mini-program lie on disk, and the ids by which they know each other. */
export type Layout = {
  /** The folder holding project.config.json. */
  project: string
  /** The folder holding app.json. */
  root: string
  /** The id of a file: its path from the root, or `miniprogram_npm/<package>/…` when it lies in an installed package. */
  idOf(file: string): string
  /** The file of an id; the inverse of idOf. */
  fileOf(id: string): string
  /** The folder of a package's mini-program sources, as WeChat's "build npm" would copy it, or undefined. */
  packageFolder(name: string): string | undefined
}

/** Reads JSON; a missing or malformed file becomes a CompileError that names it. */
export function readJson(file: string, shownAs = file): Record<string, unknown> {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    throw new CompileError([{ file: shownAs, message: 'file not found' }])
  }
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const position = Number(/position (\d+)/.exec(message)?.[1] ?? Number.NaN)
    const line = Number.isNaN(position) ? undefined : text.slice(0, position).split('\n').length
    throw new CompileError([{ file: shownAs, line, message: `not valid JSON: ${message}` }])
  }
}

/**
 * Finds the mini-program of a project folder: project.config.json's `miniprogramRoot`, or the folder itself.
 * @throws CompileError when there is no app.json.
 */
export function findLayout(projectFolder: string): Layout {
  const project = resolve(projectFolder)
  const configFile = join(project, 'project.config.json')
  const config = existsSync(configFile) ? readJson(configFile, 'project.config.json') : {}
  const root = resolve(project, typeof config.miniprogramRoot === 'string' ? config.miniprogramRoot : '.')
  if (!existsSync(join(root, 'app.json'))) {
    throw new CompileError([{ file: relative(project, join(root, 'app.json')), message: 'file not found' }])
  }

  const folders = new Map<string, string | undefined>()
  const packageFolder = (name: string) => {
    if (!folders.has(name)) folders.set(name, findPackage(name, project, root))
    return folders.get(name)
  }

  return {
    project,
    root,
    packageFolder,
    idOf(file) {
      for (const [name, folder] of folders) {
        if (folder === undefined) continue
        const inPackage = relative(folder, file)
        if (!inPackage.startsWith('..')) return `${NPM}${name}/${inPackage.split(sep).join('/')}`
      }
      const inRoot = relative(root, file)
      return (inRoot.startsWith('..') ? relative(project, file) : inRoot).split(sep).join('/')
    },
    fileOf(id) {
      const direct = join(root, id)
      if (!id.startsWith(NPM)) return direct
      const { name, rest } = splitPackagePath(id.slice(NPM.length))
      const folder = packageFolder(name)
      return folder === undefined ? direct : join(folder, rest)
    },
  }
}

/** Splits `@scope/name/a/b` or `name/a/b` into the package's name and the path inside it. */
export function splitPackagePath(path: string): { name: string; rest: string } {
  const parts = path.split('/')
  const length = path.startsWith('@') ? 2 : 1
  return { name: parts.slice(0, length).join('/'), rest: parts.slice(length).join('/') }
}

function findPackage(name: string, project: string, root: string): string | undefined {
  const built = join(root, 'miniprogram_npm', name)
  if (existsSync(built)) return built
  for (let folder = project; ; folder = dirname(folder)) {
    const installed = join(folder, 'node_modules', name)
    const manifest = join(installed, 'package.json')
    if (existsSync(manifest)) {
      const { miniprogram } = readJson(manifest)
      if (typeof miniprogram === 'string') return join(installed, miniprogram)
      const usual = join(installed, 'miniprogram_dist')
      return existsSync(usual) ? usual : undefined
    }
    if (dirname(folder) === folder) return undefined
  }
}
