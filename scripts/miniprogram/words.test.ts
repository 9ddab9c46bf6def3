import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

const folder = path.join(import.meta.dirname, '../../miniprogram/words')
type Words = Record<'zh' | 'en', Record<string, string>>

describe("i18n: the mini-program's words", () => {
  it('stand in both languages on every screen, with no Chinese among the English ones', async () => {
    const files = (await readdir(folder)).filter((file) => file.endsWith('Words.ts'))
    expect(files.length).toBeGreaterThan(8)
    for (const file of files) {
      const name = path.basename(file, '.ts')
      const { [name]: words } = (await import(path.join(folder, file))) as Record<string, Words>
      expect(Object.keys(words?.en ?? {}).sort(), name).toEqual(Object.keys(words?.zh ?? { none: '' }).sort())
      expect(Object.values(words?.en ?? {}).join(''), name).not.toMatch(/[\u4e00-\u9fff，。]/)
      expect(
        Object.values(words?.zh ?? {}).filter((word) => !/[\u4e00-\u9fff]/.test(word)),
        name,
      ).toEqual([])
    }
  })
})
