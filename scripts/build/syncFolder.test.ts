import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { syncFolder } from './syncFolder.ts'

let base: string
beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'sync-'))
})
afterAll(() => rm(base, { recursive: true }))

it('writes what differs, removes what is gone, and touches nothing else', async () => {
  const [from, to] = [join(base, 'from'), join(base, 'to')]
  await mkdir(join(from, 'deep'), { recursive: true })
  await writeFile(join(from, 'same'), 'same')
  await writeFile(join(from, 'deep/changed'), 'old')
  await syncFolder(from, to)
  await writeFile(join(to, 'gone'), 'gone')
  const long = new Date('2020-01-01T00:00:00Z')
  await utimes(join(to, 'same'), long, long)
  await writeFile(join(from, 'deep/changed'), 'new')
  await syncFolder(from, to)
  expect(await readFile(join(to, 'deep/changed'), 'utf8')).toBe('new')
  expect((await stat(join(to, 'same'))).mtime).toEqual(long)
  expect((await readdir(to)).sort()).toEqual(['deep', 'same'])
})
