import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { transform } from 'esbuild'
import { readAppJson, subpackagesOf } from './reachedFiles.ts'

export interface PackageSize {
  /** '' is the main package. */
  root: string
  bytes: number
}

interface IgnoreRule {
  type: string
  value: string
}

/**
 * The size of every package as WeChat DevTools would upload it: TypeScript as minified JavaScript, JSON without
 * spaces, everything else as it is; without what project.config.json tells DevTools to leave out.
 */
export async function packageSizes(project: string, miniprogram: string): Promise<PackageSize[]> {
  const config = JSON.parse(await readFile(path.join(project, 'project.config.json'), 'utf8'))
  const ignored: IgnoreRule[] = config.packOptions?.ignore ?? []
  const roots = subpackagesOf(await readAppJson(miniprogram)).map(({ root }) => root.replace(/\/$/, ''))
  const sizes = new Map<string, number>([['', 0], ...roots.map((root): [string, number] => [root, 0])])
  for (const file of await filesBelow(miniprogram)) {
    if (ignored.some((rule) => leavesOut(rule, file)) || file.endsWith('.d.ts')) continue
    const root = roots.find((candidate) => file.startsWith(`${candidate}/`)) ?? ''
    sizes.set(root, (sizes.get(root) ?? 0) + (await uploadedBytes(path.join(miniprogram, file))))
  }
  return [...sizes].map(([root, bytes]) => ({ root, bytes }))
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort()
}

async function uploadedBytes(file: string): Promise<number> {
  const bytes = await readFile(file)
  const extension = path.extname(file)
  if (extension === '.json') return Buffer.byteLength(JSON.stringify(JSON.parse(bytes.toString('utf8'))))
  if (extension !== '.ts' && extension !== '.js') return bytes.length
  const loader = extension === '.ts' ? 'ts' : 'js'
  const { code } = await transform(bytes.toString('utf8'), { loader, minify: true, target: 'es2018', format: 'cjs' })
  return Buffer.byteLength(code)
}

/** The rules of packOptions.ignore that this project uses; values are relative to the mini-program's folder. */
function leavesOut({ type, value }: IgnoreRule, file: string): boolean {
  if (type === 'suffix') return file.endsWith(value)
  if (type === 'prefix') return path.posix.basename(file).startsWith(value)
  if (type === 'file') return file === value.replace(/^\//, '')
  if (type === 'folder') return file.startsWith(`${value.replace(/^\/|\/$/g, '')}/`)
  throw new Error(`project.config.json: packOptions.ignore of type "${type}" is not supported here`)
}
