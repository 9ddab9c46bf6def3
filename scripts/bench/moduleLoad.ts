import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { root } from '../root.ts'
import { type Figure, median } from './figure.ts'

const runs = 15

/**
 * What loading the built `diner` adds to starting Node, as a share of what loading its libraries from node_modules
 * adds: whole processes, interleaved, medians.
 */
export function moduleLoad(): Figure[] {
  const variants = {
    bare: '0',
    built: `require(${JSON.stringify(join(root, 'dist/cloudfunctions/diner'))})`,
    libraries: "require('wx-server-sdk');require('zod');require('dayjs')",
  }
  const times = { bare: [] as number[], built: [] as number[], libraries: [] as number[] }
  for (let run = 0; run < runs; run++) {
    for (const name of ['bare', 'built', 'libraries'] as const) times[name].push(startTime(variants[name]))
  }
  const bare = median(times.bare)
  const built = median(times.built) - bare
  const libraries = median(times.libraries) - bare
  return [
    { name: 'load of the built diner over bare Node', value: round(built), unit: 'ms' },
    { name: 'load of wx-server-sdk + zod + dayjs over bare Node', value: round(libraries), unit: 'ms' },
    {
      name: 'load of the built diner, as a share of that',
      value: round(built / libraries),
      unit: 'ratio',
      bound: '<= 0.25',
    },
  ]
}

function startTime(code: string): number {
  const sdk = { TENCENTCLOUD_RUNENV: 'SCF', TENCENTCLOUD_REGION: 'ap-shanghai', SCF_NAMESPACE: 'bench' }
  const start = performance.now()
  execFileSync(process.execPath, ['-e', `${code};process.exit()`], {
    cwd: join(root, 'platform'),
    env: { ...process.env, ...sdk },
  })
  return performance.now() - start
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}
