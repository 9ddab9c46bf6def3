import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from '../scripts/root.ts'

/** Which folders may be imported from which; a folder may always import from itself. */
const mayImport: Record<string, string[]> = {
  domain: [],
  contract: ['domain'],
  platform: ['domain', 'contract'],
  cloudfunctions: ['domain', 'contract', 'platform'],
  miniprogram: ['domain', 'contract'],
  demo: ['domain', 'contract'],
  emulator: [],
  preview: [],
}

/** The only packages that a folder may use, where that is decided. */
const packages: Record<string, string[]> = {
  domain: ['dayjs'],
  contract: ['zod'],
  cloudfunctions: ['zod'],
  miniprogram: ['tdesign-miniprogram', 'qrcode-generator'],
}

describe('who may import whom', () => {
  for (const [folder, allowed] of Object.entries(mayImport)) {
    it(`${folder} imports ${allowed.length === 0 ? 'nothing else of ours' : `only ${allowed.join(', ')}`}`, () => {
      expect(
        imports(folder)
          .filter(({ target }) => target.ours && !allowed.includes(target.name))
          .map(show),
      ).toEqual([])
    })
  }

  for (const [folder, allowed] of Object.entries(packages)) {
    it(`${folder} uses no package but ${allowed.join(', ')}`, () => {
      const foreign = imports(folder).filter(({ target }) => !target.ours && !allowed.includes(target.name))
      expect(foreign.map(show)).toEqual([])
    })
  }

  it('keeps zod away from the phone: miniprogram takes only types from contract', () => {
    const values = imports('miniprogram').filter(({ target, typeOnly }) => target.name === 'contract' && !typeOnly)
    expect(values.map(show)).toEqual([])
  })

  it('lets domain neither wait, nor look at the clock, nor draw lots', () => {
    for (const file of sources('domain')) {
      expect(readFileSync(file, 'utf8'), relative(root, file)).not.toMatch(
        /\bawait\b|Date\.now|new Date\(\)|Math\.random/,
      )
    }
  })

  it('lets only platform/clock.ts read the clock among what is deployed', () => {
    const readers = ['contract', 'platform', 'cloudfunctions']
      .flatMap(sources)
      .filter((file) => /Date\.now|new Date\(\)/.test(readFileSync(file, 'utf8')))
    expect(readers.map((file) => relative(root, file))).toEqual(['platform/clock.ts'])
  })
})

interface Import {
  file: string
  target: { ours: boolean; name: string }
  typeOnly: boolean
}

function show({ file, target }: Import): string {
  return `${file} → ${target.name}`
}

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.ts$/.test(name) && !/\.test\.ts$|node_modules|miniprogram_npm|fixtures/.test(name))
    .map((name) => join(root, folder, name))
    .filter((file) => statSync(file).isFile())
}

function imports(folder: string): Import[] {
  return sources(folder).flatMap((file) => {
    const found = readFileSync(file, 'utf8').matchAll(
      /^(?:import|export)\s+(type\s)?[^'"]*?from\s+'([^']+)'|^import\s+'([^']+)'/gm,
    )
    return [...found].flatMap(([, type, from, bare]) => {
      const target = targetOf(from ?? bare ?? '', file, folder)
      return target ? [{ file: relative(root, file), target, typeOnly: type !== undefined }] : []
    })
  })
}

function targetOf(specifier: string, file: string, folder: string): Import['target'] | undefined {
  if (specifier.startsWith('node:')) return undefined
  if (specifier.startsWith('.')) {
    const top = relative(root, resolve(file, '..', specifier)).split('/')[0] ?? ''
    return top === folder ? undefined : { ours: true, name: top }
  }
  const own = /^@yundian\/([a-z]+)/.exec(specifier)
  if (own) return own[1] === folder ? undefined : { ours: true, name: own[1] ?? '' }
  const name = specifier.startsWith('@') ? specifier.split('/').slice(0, 2).join('/') : (specifier.split('/')[0] ?? '')
  return { ours: false, name }
}
