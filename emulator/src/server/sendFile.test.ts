import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sendFile } from './sendFile.ts'

const folder = mkdtempSync(join(tmpdir(), 'send-'))
const handles: FileHandle[] = []
const server = createServer(async (request, response) => {
  const handle = await open(join(folder, 'large'), 'r')
  handles.push(handle)
  const { size } = await handle.stat()
  const file = { handle, size, contentType: 'text/plain', etag: '"1"', modified: new Date(0) }
  await sendFile(request, response, file).catch(() => response.destroy())
})
beforeAll(async () => {
  writeFileSync(join(folder, 'large'), Buffer.alloc(20_000_000, 'x'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
  rmSync(folder, { recursive: true })
})

it('closes the file, however the answer ends', async () => {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const ask = (init: RequestInit) => fetch(url, init)
  const whole = await ask({})
  expect((await whole.arrayBuffer()).byteLength).toBe(20_000_000)
  const statuses = [
    await ask({ method: 'HEAD' }),
    await ask({ headers: { 'if-none-match': '"1"' } }),
    await ask({ headers: { range: 'bytes=99999999-' } }),
  ].map(({ status }) => status)
  expect(statuses).toEqual([200, 304, 416])
  const stop = new AbortController()
  const cut = await ask({ signal: stop.signal })
  await cut.body!.getReader().read()
  stop.abort()
  expect(handles).toHaveLength(5)
  await expect.poll(() => handles.map(({ fd }) => fd)).toEqual([-1, -1, -1, -1, -1])
})
