import { execFile } from 'node:child_process'
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { build, type Plugin } from 'esbuild'

const execute = promisify(execFile)

/**
 * Parts of the SDKs that no function of ours calls (AI, data models, XML, file types): loading them is most of a cold
 * start. Called all the same, each throws and says its name.
 */
const neverCalled = [
  '@cloudbase/ai',
  '@cloudbase/wx-cloud-client-sdk',
  '@cloudbase/adapter-interface',
  'xml2js',
  'mime-types',
  'ws',
]

const prune: Plugin = {
  name: 'prune',
  setup({ onResolve, onLoad }) {
    const names = new RegExp(`^(${neverCalled.map((name) => name.replace('/', '\\/')).join('|')})$`)
    onResolve({ filter: names }, ({ path }) => ({ path, namespace: 'never-called' }))
    onLoad({ filter: /.*/, namespace: 'never-called' }, ({ path }) => ({ contents: absent(path) }))
  },
}

/** A module whose every member throws when it is called, and can be imported and extended. */
function absent(name: string): string {
  return `
    const refuse = function () { throw new Error(${JSON.stringify(`${name} is not part of this bundle`)}) }
    module.exports = new Proxy(refuse, { get: (target, key) => (key === 'prototype' ? target.prototype : key === '__esModule' ? false : refuse) })`
}

/**
 * Bundles every folder of `cloudfunctions/` into `<out>/<name>/`: `index.js`, which is what CloudBase loads, `main.js`,
 * the whole function in one file, and `main.cache`, its compiled form for this very Node, ignored by any other.
 * What did not change is left alone, so that a running local cloud is not disturbed.
 * @returns the names of the functions
 */
export async function bundleFunctions(root: string, out: string): Promise<string[]> {
  const folder = join(root, 'cloudfunctions')
  const names = await folders(folder)
  const { outputFiles } = await build({
    entryPoints: names.map((name) => ({ in: join(folder, name, 'index.ts'), out: `${name}/main` })),
    outdir: out,
    write: false,
    bundle: true,
    minify: true,
    keepNames: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    mainFields: ['main'],
    legalComments: 'none',
    logLevel: 'warning',
    plugins: [prune],
  })
  await Promise.all(outputFiles.map((file) => writeFunction(dirname(file.path), file.text)))
  const gone = (await folders(out)).filter((name) => !names.includes(name))
  await Promise.all(gone.map((name) => rm(join(out, name), { recursive: true })))
  return names
}

async function folders(parent: string): Promise<string[]> {
  const entries = await readdir(parent, { withFileTypes: true })
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
}

async function writeFunction(folder: string, main: string): Promise<void> {
  const before = await readFile(join(folder, 'main.js'), 'utf8').catch(() => undefined)
  const cached = await stat(join(folder, 'main.cache')).catch(() => undefined)
  if (before === main && cached) return
  await mkdir(folder, { recursive: true })
  await rm(join(folder, 'main.cache'), { force: true })
  await writeFile(join(folder, 'main.js'), main)
  await writeFile(join(folder, 'index.js'), loader)
  const manifest = { name: basename(folder), version: '1.0.0', main: 'index.js' }
  await writeFile(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  // Compiled after a run, in a process of its own: then the functions that loading runs are in the cache too.
  await execute(process.execPath, ['-e', makeCache], { cwd: folder, env: { ...process.env, ...quietSdk } })
}

/** What the SDK wants to see when it is loaded as a function. */
const quietSdk = { TENCENTCLOUD_RUNENV: 'SCF', TENCENTCLOUD_REGION: 'ap-shanghai', SCF_NAMESPACE: 'build' }

const open = `
const { existsSync, readFileSync, writeFileSync } = require('node:fs')
const { join } = require('node:path')
const { Script } = require('node:vm')
const file = join(folder, 'main.js')
const cache = join(folder, 'main.cache')
const source = '(function (exports, require, module, __filename, __dirname) {' + readFileSync(file, 'utf8') + '\\n})'`

const makeCache = `'use strict'
const folder = process.cwd()${open}
const script = new Script(source, { filename: file })
script.runInThisContext()({}, require, { exports: {} }, file, folder)
writeFileSync(cache, script.createCachedData())
process.exit(0)`

/** Runs main.js from its compiled form; V8 checks that it fits this Node and compiles anew when it does not. */
const loader = `'use strict'
const folder = __dirname${open.replace(', writeFileSync', '')}
const cachedData = existsSync(cache) ? readFileSync(cache) : undefined
new Script(source, { filename: file, cachedData }).runInThisContext()(exports, require, module, file, folder)
`
