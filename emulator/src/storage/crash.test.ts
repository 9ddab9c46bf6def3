import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { SpawnedCloud } from '../../fixtures/spawnCloud.ts'
import { WEB_FOLDER } from '../../fixtures/web.ts'
import { startCloud } from '../index.ts'

const UPLOADERS = 4

/** A file whose bytes are known by its name. */
const bytesOf = (path: string) => Buffer.alloc(300_000, path)
const md5 = (bytes: Buffer) => createHash('md5').update(bytes).digest('hex')

it('keeps every acknowledged upload whole, and no half of another, when the cloud is killed', async () => {
  const data = mkdtempSync(join(tmpdir(), 'crash-'))
  const spawned = new SpawnedCloud(['--project', WEB_FOLDER, '--port', '0', '--data', data])
  const url = await spawned.url()
  const acknowledged = new Set<string>()
  const permitFor = async (path: string) => {
    const body = JSON.stringify({ action: 'storage.getUploadMetadata', path })
    const answer = await fetch(`${url}/admin`, { method: 'POST', body })
    return ((await answer.json()) as { data: { url: string; authorization: string; token: string } }).data
  }
  const uploader = async (who: number) => {
    for (let n = 0; ; n += 1) {
      const path = `${who}/${n}.bin`
      const permit = await permitFor(path)
      const headers = { authorization: permit.authorization, 'x-cos-security-token': permit.token }
      const { status } = await fetch(permit.url, { method: 'PUT', headers, body: bytesOf(path) })
      if (status === 200) acknowledged.add(path)
    }
  }
  const uploading = Array.from({ length: UPLOADERS }, (_, who) => uploader(who).catch(() => undefined))
  await expect.poll(() => acknowledged.size, { timeout: 30_000, interval: 5 }).toBeGreaterThan(10)
  await spawned.kill('SIGKILL')
  await Promise.all(uploading)

  const again = await startCloud({ project: WEB_FOLDER, port: 0, data, timers: 'manual' })
  const { files } = again.parts.storage.files.list()
  const paths = files.map(({ path }) => path)
  expect([...acknowledged].filter((path) => !paths.includes(path))).toEqual([])
  for (const file of files) {
    const opened = await again.parts.storage.files.read(file.path)
    const bytes = await opened!.handle.readFile()
    await opened!.handle.close()
    expect([file.path, file.md5, md5(bytes)]).toEqual([file.path, md5(bytesOf(file.path)), file.md5])
  }
  expect(readdirSync(join(data, 'storage/whole'))).toHaveLength(files.length)
  expect(readdirSync(join(data, 'storage/arriving'))).toEqual([])
  await again.stop()
  rmSync(data, { recursive: true })
})
