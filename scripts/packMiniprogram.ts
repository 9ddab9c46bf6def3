import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, transform } from 'esbuild'
import { syncFolder } from './build/syncFolder.ts'
import { type PackageSize, packageSizes } from './miniprogram/packageSizes.ts'
import { filesOfComponents, npmComponentsUsed } from './miniprogram/reachedFiles.ts'

/** Our bound on the main package; WeChat's own is 2 MB. All of TDesign alone would be 1.9 MB. */
export const maxMainBytes = 700 * 1024

/** Packages that the phone's code imports by name. */
const sharedPackages = ['@yundian/domain', 'qrcode-generator']

export interface PackedMiniprogram {
  /** Size of the main package in bytes, as uploaded. */
  mainBytes: number
  packages: PackageSize[]
}

/**
 * Fills `miniprogram/miniprogram_npm/` with what the mini-program uses of npm, so that its folder opens in WeChat
 * DevTools as it is: the TDesign components that its pages reach, and our shared packages as one file each.
 * @param root the project's folder (with project.config.json)
 * @throws Error when the main package is larger than maxMainBytes, or when a component is not there
 */
export async function packMiniprogram({ root }: { root: string }): Promise<PackedMiniprogram> {
  const miniprogram = path.join(root, 'miniprogram')
  const staging = await mkdtemp(path.join(tmpdir(), 'miniprogram_npm-'))
  try {
    await copyComponents(root, miniprogram, staging)
    for (const name of sharedPackages) await bundleShared(root, name, staging)
    await syncFolder(staging, path.join(miniprogram, 'miniprogram_npm'))
  } finally {
    await rm(staging, { recursive: true, force: true })
  }
  const packages = await packageSizes(root, miniprogram)
  const mainBytes = packages.find((part) => part.root === '')?.bytes ?? 0
  if (mainBytes > maxMainBytes) {
    throw new Error(`The mini-program's main package is ${mainBytes} bytes, more than ${maxMainBytes}`)
  }
  return { mainBytes, packages }
}

async function copyComponents(root: string, miniprogram: string, npm: string): Promise<void> {
  const byPackage = new Map<string, string[]>()
  for (const component of await npmComponentsUsed(miniprogram)) {
    const name = component.split('/').slice(0, component.startsWith('@') ? 2 : 1)
    const key = name.join('/')
    byPackage.set(key, [...(byPackage.get(key) ?? []), component.slice(key.length + 1)])
  }
  const require = createRequire(path.join(root, 'package.json'))
  for (const [name, components] of byPackage) {
    const manifest = require.resolve(`${name}/package.json`)
    const { miniprogram: dist = 'miniprogram_dist' } = JSON.parse(await readFile(manifest, 'utf8'))
    const folder = path.join(path.dirname(manifest), dist)
    for (const file of await filesOfComponents(folder, components)) {
      await copyMinified(path.join(folder, file), path.join(npm, name, file))
    }
  }
}

async function copyMinified(from: string, to: string): Promise<void> {
  const text = await readFile(from, 'utf8')
  await mkdir(path.dirname(to), { recursive: true })
  // DevTools turns ES modules into its own, so their form is kept.
  const small = from.endsWith('.js') ? (await transform(text, { minify: true, target: 'es2018' })).code : text
  await writeFile(to, small)
}

async function bundleShared(root: string, name: string, npm: string): Promise<void> {
  await build({
    stdin: {
      contents: `import * as all from '${name}'\nexport * from '${name}'\nexport default all.default`,
      resolveDir: root,
      loader: 'ts',
    },
    outfile: path.join(npm, name, 'index.js'),
    bundle: true,
    minify: true,
    format: 'cjs',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    target: 'es2018',
    logLevel: 'silent',
  })
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { packages } = await packMiniprogram({ root: path.join(import.meta.dirname, '..') })
  for (const { root, bytes } of packages) console.log(`${root || 'main package'}: ${(bytes / 1024).toFixed(1)} KB`)
}
