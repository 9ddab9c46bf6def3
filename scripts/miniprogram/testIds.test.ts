import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

const miniprogram = path.join(import.meta.dirname, '../../miniprogram')

describe("the mini-program's test ids", () => {
  it('are all listed in its README', async () => {
    const readme = await readFile(path.join(miniprogram, 'README.md'), 'utf8')
    const listed = new Set([...readme.matchAll(/`([a-z-]+)(?=[<`])/g)].map((match) => match[1]))
    const missing = new Set<string>()
    for (const file of await readdir(miniprogram, { recursive: true })) {
      if (!file.endsWith('.wxml') || file.startsWith('miniprogram_npm')) continue
      const text = await readFile(path.join(miniprogram, file), 'utf8')
      for (const [, id = ''] of text.matchAll(/data-testid="([a-z-]+)/g)) if (!listed.has(id)) missing.add(id)
    }
    expect([...missing]).toEqual([])
  })
})
