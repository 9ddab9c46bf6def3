import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

export type RuntimeBundle = { script: string; css: string }

const runtimeFile = (name: string) => fileURLToPath(new URL(`../runtime/${name}`, import.meta.url))

/** Bundles the browser half of the preview: the component framework, the built-in tags and wx. */
export async function bundleRuntime(): Promise<RuntimeBundle> {
  const { outputFiles } = await build({
    entryPoints: [runtimeFile('boot.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    charset: 'utf8',
    logLevel: 'silent',
    define: { 'process.env.NODE_ENV': '"production"' },
    tsconfigRaw: '{}',
  })
  return { script: outputFiles[0]?.text ?? '', css: await readFile(runtimeFile('phone.css'), 'utf8') }
}
