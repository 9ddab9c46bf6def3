import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { filesOfComponents, npmComponentsUsed } from './miniprogram/reachedFiles.ts'
import { maxMainBytes, packMiniprogram } from './packMiniprogram.ts'

const project = path.join(import.meta.dirname, '..')
let root: string

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'pack-'))
  for (const part of ['miniprogram', 'project.config.json', 'package.json']) {
    await cp(path.join(project, part), path.join(root, part), { recursive: true })
  }
  await symlink(path.join(project, 'node_modules'), path.join(root, 'node_modules'))
})

afterAll(() => rm(root, { recursive: true, force: true }))

describe('packMiniprogram', () => {
  it('keeps the main package with its TDesign components below the bound', async () => {
    const { mainBytes, packages } = await packMiniprogram({ root })
    expect(mainBytes).toBeGreaterThan(50 * 1024)
    expect(mainBytes).toBeLessThan(maxMainBytes)
    expect(packages.map((part) => part.root)).toEqual(['', 'table', 'staff', 'queue'])
  })

  it('copies every component that a page reaches, and none that no page reaches', async () => {
    await packMiniprogram({ root })
    const dist = path.join(root, 'miniprogram/miniprogram_npm/tdesign-miniprogram')
    for (const component of await npmComponentsUsed(path.join(root, 'miniprogram'))) {
      const [, folder = '', name = ''] = component.split('/')
      expect(JSON.parse(await readFile(path.join(dist, folder, `${name}.json`), 'utf8')).component).toBe(true)
    }
    await expect(readFile(path.join(dist, 'calendar/calendar.json'))).rejects.toMatchObject({ code: 'ENOENT' })
  })

  it('bundles the rules of the house once, so that a phone can require them', async () => {
    await packMiniprogram({ root })
    const bundle = path.join(root, 'miniprogram/miniprogram_npm/@yundian/domain/index.js')
    const module = { exports: {} as { formatYuan?: (fen: number) => string } }
    new Function('module', 'exports', await readFile(bundle, 'utf8'))(module, module.exports)
    expect(module.exports.formatYuan?.(1280)).toBe('12.80')
  })

  it('refuses a main package above the bound', async () => {
    const heavy = path.join(root, 'miniprogram/heavy.png')
    await writeFile(heavy, Buffer.alloc(maxMainBytes))
    await expect(packMiniprogram({ root })).rejects.toThrow(`more than ${maxMainBytes}`)
    await rm(heavy)
  })
})

describe('filesOfComponents', () => {
  it('follows components, scripts, styles, templates and wxs', async () => {
    const folder = path.join(root, 'dist')
    const files: Record<string, string> = {
      'a/a.json': '{"component":true,"usingComponents":{"b":"../b/b"}}',
      'a/a.wxml': '<wxs src="./a.wxs" module="m"/><import src="../shared/row.wxml"/>',
      'a/a.wxss': "@import '../shared/base.wxss';",
      'a/a.js': 'import{x}from"../shared";require("tool")',
      'a/a.wxs': 'var u=require("../shared/u.wxs")',
      'b/b.json': '{"component":true}',
      'b/b.wxml': '',
      'b/b.js': '',
      'shared/index.js': '',
      'shared/row.wxml': '',
      'shared/base.wxss': '',
      'shared/u.wxs': '',
      'miniprogram_npm/tool/index.js': '',
      'other/other.js': '',
    }
    for (const [file, text] of Object.entries(files)) {
      await mkdir(path.dirname(path.join(folder, file)), { recursive: true })
      await writeFile(path.join(folder, file), text)
    }
    expect(await filesOfComponents(folder, ['a/a'])).toEqual(
      Object.keys(files)
        .filter((file) => file !== 'other/other.js')
        .sort(),
    )
  })

  it('names the file that refers to something that is not there', async () => {
    const folder = path.join(root, 'broken')
    await mkdir(path.join(folder, 'a'), { recursive: true })
    await writeFile(path.join(folder, 'a/a.json'), '{"component":true}')
    await writeFile(path.join(folder, 'a/a.wxml'), '<wxs src="./gone.wxs" module="m"/>')
    await writeFile(path.join(folder, 'a/a.js'), '')
    await expect(filesOfComponents(folder, ['a/a'])).rejects.toThrow(/^a\/a\.wxml needs a\/gone\.wxs/)
  })
})
