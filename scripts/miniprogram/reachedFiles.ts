import { readFile } from 'node:fs/promises'
import path from 'node:path'

interface ComponentJson {
  usingComponents?: Record<string, string>
  componentGenerics?: Record<string, boolean | { default?: string }>
}

interface AppJson extends ComponentJson {
  pages: string[]
  subPackages?: { root: string; pages: string[] }[]
  subpackages?: { root: string; pages: string[] }[]
}

/** The subpackages of an app.json; WeChat takes both spellings. */
export function subpackagesOf(app: AppJson): { root: string; pages: string[] }[] {
  return app.subPackages ?? app.subpackages ?? []
}

export async function readAppJson(miniprogram: string): Promise<AppJson> {
  return JSON.parse(await readFile(path.join(miniprogram, 'app.json'), 'utf8'))
}

/**
 * Follows `usingComponents` from app.json through every page and component of the mini-program.
 * @returns the components that come from npm packages, as written: `tdesign-miniprogram/popup/popup`.
 */
export async function npmComponentsUsed(miniprogram: string): Promise<Set<string>> {
  const app = await readAppJson(miniprogram)
  const pages = [
    ...app.pages,
    ...subpackagesOf(app).flatMap(({ root, pages: below }) => below.map((page) => path.posix.join(root, page))),
  ]
  const npm = new Set<string>()
  const seen = new Set<string>()
  const waiting = [...pages]
  const follow = (json: ComponentJson, from: string) => {
    for (const target of componentsOf(json)) {
      const own = path.posix.normalize(target.startsWith('/') ? target.slice(1) : path.posix.join(from, target))
      if (target.startsWith('/') || target.startsWith('.')) waiting.push(own)
      else npm.add(target)
    }
  }
  follow(app, '')
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (seen.has(next)) continue
    seen.add(next)
    const json = await readFile(path.join(miniprogram, `${next}.json`), 'utf8')
    follow(JSON.parse(json), path.posix.dirname(next))
  }
  return npm
}

/**
 * All files that components of an npm package need: their own four, the components they use, and whatever those
 * require or import.
 * @param folder the package's `miniprogram_dist`
 * @param components below the folder, without extension: `popup/popup`
 * @returns paths below the folder
 * @throws Error naming the file when something that is referred to is not there
 */
export async function filesOfComponents(folder: string, components: Iterable<string>): Promise<string[]> {
  const files = new Map<string, string>()
  const waiting = [...components].flatMap((component) =>
    ownFiles(component).map((file) => ({ file, from: 'app.json' })),
  )
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { file, from } = next
    if (files.has(file)) continue
    const text = await readText(path.join(folder, file))
    if (text === undefined) {
      if (file.endsWith('.wxss')) continue
      throw new Error(`${from} needs ${file}, which is not in ${folder}`)
    }
    files.set(file, text)
    for (const target of await targetsIn(folder, file, text)) waiting.push({ file: target, from: file })
  }
  return [...files.keys()].sort()
}

function componentsOf(json: ComponentJson): string[] {
  const generics = Object.values(json.componentGenerics ?? {}).flatMap((generic) =>
    typeof generic === 'object' && generic.default !== undefined ? [generic.default] : [],
  )
  return [...Object.values(json.usingComponents ?? {}), ...generics]
}

function ownFiles(component: string): string[] {
  return ['.json', '.wxml', '.wxss', '.js'].map((extension) => component + extension)
}

const references: Record<string, RegExp> = {
  '.js': /(?:\bfrom|\bimport|\brequire\()\s*["']([^"']+)["']/g,
  '.wxs': /\brequire\(\s*["']([^"']+)["']/g,
  '.wxss': /@import\s+(?:url\()?["']?([^"';)]+)/g,
  '.wxml': /<(?:wxs|import|include)\b[^>]*?\bsrc="([^"]+)"/g,
}

async function targetsIn(folder: string, file: string, text: string): Promise<string[]> {
  const extension = path.extname(file)
  const below = (target: string) =>
    path.posix.normalize(target.startsWith('/') ? target.slice(1) : path.posix.join(path.posix.dirname(file), target))
  if (extension === '.json') return componentsOf(JSON.parse(text)).flatMap((target) => ownFiles(below(target)))
  const targets = [...text.matchAll(references[extension] ?? /$^/g)].map((match) => match[1] ?? '')
  if (extension === '.js') return Promise.all(targets.map((target) => resolveScript(folder, target, below(target))))
  return targets.map((target) => (path.posix.extname(target) ? below(target) : below(target) + extension))
}

/** A script as WeChat resolves it: beside the file, as a folder's index, or in the package's own miniprogram_npm. */
async function resolveScript(folder: string, target: string, beside: string): Promise<string> {
  const base = target.startsWith('.') || target.startsWith('/') ? beside : path.posix.join('miniprogram_npm', target)
  const candidates = [withExtension(base, '.js'), path.posix.join(base, 'index.js')]
  for (const candidate of candidates) {
    if ((await readText(path.join(folder, candidate))) !== undefined) return candidate
  }
  return withExtension(base, '.js')
}

function withExtension(file: string, extension: string): string {
  return file.endsWith(extension) ? file : file + extension
}

async function readText(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (['ENOENT', 'EISDIR', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined
    throw error
  }
}
