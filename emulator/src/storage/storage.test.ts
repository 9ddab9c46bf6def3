import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Cloud, startCloud } from '../index.ts'
import { PATH_MAX_BYTES } from './limits.ts'

const scratch = mkdtempSync(join(tmpdir(), 'storage-'))
const running = new Set<Cloud>()
let project: string
beforeAll(() => {
  project = projectWith('PRIVATE')
})
afterEach(async () => {
  for (const cloud of running) await cloud.stop()
  running.clear()
})
afterAll(() => rmSync(scratch, { recursive: true }))

/** A project of nothing but the rights of its files. */
function projectWith(rules: unknown): string {
  const folder = mkdtempSync(join(scratch, 'project-'))
  writeFileSync(join(folder, 'cloudbaserc.json'), '{"envId":"local"}')
  writeFileSync(join(folder, 'storage-rules.json'), JSON.stringify(rules))
  return folder
}

async function start(data = mkdtempSync(join(scratch, 'data-')), folder = project): Promise<Cloud> {
  const cloud = await startCloud({ project: folder, port: 0, data, timers: 'manual' })
  running.add(cloud)
  return cloud
}
async function stop(cloud: Cloud): Promise<void> {
  running.delete(cloud)
  await cloud.stop()
}

const source = async function* (...chunks: string[]) {
  for (const chunk of chunks) yield Buffer.from(chunk)
}
const put = (cloud: Cloud, path: string, text: string, owner?: string) =>
  cloud.parts.storage.files.write(path, source(text), { owner })
const contents = (cloud: Cloud) => readdirSync(join(cloud.parts.dataFolder, 'storage/whole'))

interface Item {
  code: string
  tempFileURL?: string
}
interface Answer {
  code?: string
  data?: { download_list?: Item[]; delete_list?: Item[]; copy_list?: Item[] }
}
/** An action of a server, or of the mini-program's user `openid`. */
async function ask(cloud: Cloud, action: string, params: object, openid?: string): Promise<Answer> {
  const headers = { 'content-type': 'application/json', ...(openid === undefined ? {} : { 'x-emu-openid': openid }) }
  const body = JSON.stringify({ action, ...params })
  const answer = await fetch(`${cloud.url}/admin`, { method: 'POST', headers, body })
  return (await answer.json()) as Answer
}
type Permit = { url: string; token: string; authorization: string; fileId: string; cosFileId: string }
async function permit(cloud: Cloud, path: string, openid?: string): Promise<Permit> {
  return (await ask(cloud, 'storage.getUploadMetadata', { path }, openid)).data as unknown as Permit
}
const send = ({ url, token, authorization }: Permit, body: string, headers: Record<string, string> = {}) =>
  fetch(url, { method: 'PUT', body, headers: { authorization, 'x-cos-security-token': token, ...headers } })
const read = async (cloud: Cloud, path: string) => {
  const opened = await cloud.parts.storage.files.read(path)
  const text = await opened?.handle.readFile('utf8')
  await opened?.handle.close()
  return text
}

describe('a temporary address', () => {
  it('holds for the age asked for, by the cloud’s clock, and for a day at most', async () => {
    const cloud = await start()
    await put(cloud, 'a.txt', 'secret')
    const fileid = 'cloud://local.6c6f-local-1250000000/a.txt'
    const file_list = [
      { fileid, max_age: 60 },
      { fileid, max_age: 9_999_999 },
    ]
    const { data } = await ask(cloud, 'storage.batchGetDownloadUrl', { file_list })
    const [short, long] = data!.download_list!.map(({ tempFileURL }) => String(tempFileURL))
    cloud.clock.advance(58_000)
    expect(await (await fetch(short!)).text()).toBe('secret')
    cloud.clock.advance(3000)
    const late = await fetch(short!)
    expect([late.status, await late.text()]).toEqual([403, expect.stringContaining('<Code>RequestHasExpired</Code>')])
    expect((await fetch(long!)).status).toBe(200)
    cloud.clock.advance(24 * 3600_000)
    expect((await fetch(long!)).status).toBe(403)
  })

  it('opens one file only, and no file without its signature', async () => {
    const cloud = await start()
    for (const path of ['a.txt', 'b.txt']) await put(cloud, path, path)
    const { addresses } = cloud.parts.storage
    const signed = addresses.temporary('a.txt', 60)
    for (const [address, code] of [
      [signed.replace('a.txt', 'b.txt'), 'SignatureDoesNotMatch'],
      [signed.replace(/t=\d+/, 't=9999999999'), 'SignatureDoesNotMatch'],
      [signed.replace(/sign=.*&/, 'sign=&'), 'SignatureDoesNotMatch'],
      [addresses.permanent('a.txt'), 'AccessDenied'],
      [addresses.permanent('nowhere.txt'), 'AccessDenied'],
      [`${cloud.url}/storage/other-bucket/a.txt`, 'AccessDenied'],
    ] as const) {
      const answer = await fetch(address)
      expect([answer.status, await answer.text()]).toEqual([403, expect.stringContaining(`<Code>${code}</Code>`)])
    }
  })

  it('outlives a restart', async () => {
    const cloud = await start()
    await put(cloud, 'a.txt', 'kept')
    const { pathname, search } = new URL(cloud.parts.storage.addresses.temporary('a.txt', 600))
    const { dataFolder } = cloud.parts
    await stop(cloud)
    const again = await start(dataFolder)
    expect(await (await fetch(again.url + pathname + search)).text()).toBe('kept')
  })
})

describe('an upload', () => {
  it('needs a permit for its own path, used within a quarter of an hour', async () => {
    const cloud = await start()
    const permitted = await permit(cloud, 'a.txt')
    expect((await send(permitted, 'one')).status).toBe(200)
    const other = await send({ ...permitted, url: permitted.url.replace('a.txt', 'b.txt') }, 'stolen')
    expect([other.status, await other.text()]).toEqual([403, expect.stringContaining('SignatureDoesNotMatch')])
    const owned = Buffer.from('{"owner":"eve","until":9e99}').toString('base64url')
    expect((await send({ ...permitted, token: owned }, 'forged')).status).toBe(403)
    expect((await fetch(permitted.url, { method: 'PUT', body: 'bare' })).status).toBe(403)
    cloud.clock.advance(16 * 60_000)
    expect(await (await send(permitted, 'late')).text()).toContain('<Code>RequestHasExpired</Code>')
    expect(cloud.parts.storage.files.list().files.map(({ path }) => path)).toEqual(['a.txt'])
    expect(await read(cloud, 'a.txt')).toBe('one')
  })

  it('by a form answers 201 when asked to, and keeps the type of the file', async () => {
    const cloud = await start()
    const { url, token, authorization, cosFileId } = await permit(cloud, 'photos/图.data', 'ann')
    const form = new FormData()
    const fields = { key: 'photos/图.data', signature: authorization, 'x-cos-meta-fileid': cosFileId }
    const more = { success_action_status: '201', 'x-cos-security-token': token }
    for (const [name, value] of Object.entries({ ...fields, ...more })) form.append(name, value)
    form.append('file', new Blob(['picture'], { type: 'image/png' }), 'x.png')
    const answer = await fetch(url, { method: 'POST', body: form })
    expect([answer.status, await answer.text()]).toEqual([201, expect.stringContaining('<Key>photos/图.data</Key>')])
    expect(cloud.parts.storage.files.find('photos/图.data')).toMatchObject({
      owner: 'ann',
      contentType: 'image/png',
      size: 7,
    })
  })

  it.each([
    ['no form', 'text/plain', 'hello', 400],
    ['a form without boundary', 'multipart/form-data', 'hello', 400],
    [
      'a form that is cut off',
      'multipart/form-data; boundary=b',
      '--b\r\ncontent-disposition: form-data; name="k',
      400,
    ],
    ['a form without a file', 'multipart/form-data; boundary=b', '--b--\r\n', 400],
    [
      'a form without a permit',
      'multipart/form-data; boundary=b',
      '--b\r\ncontent-disposition: form-data; name="file"; filename="f"\r\n\r\nx\r\n--b--\r\n',
      403,
    ],
  ])('of %s is refused, and the cloud goes on', async (_, type, body, status) => {
    const cloud = await start()
    const { url } = await permit(cloud, 'a.txt')
    const answer = await fetch(url, { method: 'POST', headers: { 'content-type': type }, body })
    expect([answer.status, await answer.text()]).toEqual([status, expect.stringContaining('<Error><Code>')])
    expect(cloud.parts.storage.files.list().files).toEqual([])
    expect(await send(await permit(cloud, 'a.txt'), 'fine')).toMatchObject({ status: 200 })
  })

  it('that breaks off leaves the file as it was, and nothing of itself', async () => {
    const cloud = await start()
    await put(cloud, 'a.txt', 'whole')
    const { url, authorization, token } = await permit(cloud, 'a.txt')
    const stop = new AbortController()
    const body = new ReadableStream({ start: (controller) => controller.enqueue(Buffer.from('half')) })
    const headers = { authorization, 'x-cos-security-token': token }
    const half = fetch(url, { method: 'PUT', body, headers, signal: stop.signal, duplex: 'half' } as RequestInit)
    const broken = expect(half).rejects.toThrow()
    const arriving = () => readdirSync(join(cloud.parts.dataFolder, 'storage/arriving'))
    await expect.poll(arriving).toHaveLength(1)
    stop.abort()
    await broken
    await expect.poll(arriving).toEqual([])
    expect(await read(cloud, 'a.txt')).toBe('whole')
    expect(contents(cloud)).toHaveLength(1)
  })

  it('that the disk has no room for is refused, and the earlier file stays', async () => {
    const cloud = await start()
    await put(cloud, 'a.txt', 'earlier')
    const arriving = join(cloud.parts.dataFolder, 'storage/arriving')
    rmSync(arriving, { recursive: true })
    const answer = await send(await permit(cloud, 'a.txt'), 'later')
    expect([answer.status, await answer.text()]).toEqual([500, expect.stringContaining('<Code>InternalError</Code>')])
    expect(await read(cloud, 'a.txt')).toBe('earlier')
  })

  it('whose record the disk refuses is refused, takes no room, and can be tried again', async () => {
    const cloud = await start()
    await put(cloud, 'a.txt', 'earlier')
    const permitted = await permit(cloud, 'a.txt')
    cloud.database.refuseWrites('no space left on device')
    const answer = await send(permitted, 'later')
    expect([answer.status, await answer.text()]).toEqual([500, expect.stringContaining('<Code>InternalError</Code>')])
    await expect(cloud.parts.storage.files.delete('a.txt')).rejects.toThrow()
    expect([contents(cloud).length, await read(cloud, 'a.txt')]).toEqual([1, 'earlier'])
    cloud.database.refuseWrites(undefined)
    expect((await send(permitted, 'later')).status).toBe(200)
    expect([contents(cloud).length, await read(cloud, 'a.txt')]).toEqual([1, 'later'])
  })

  it.each(['', '/a', 'a//b', '../a', 'a/../b', 'a/.', 'a\u001bb', '\ud800', `${'汉'.repeat(283)}ab`, 7, null])(
    'to %j is refused',
    async (path) => {
      const cloud = await start()
      expect(await ask(cloud, 'storage.getUploadMetadata', { path })).toMatchObject({ code: 'INVALID_PARAM' })
    },
  )

  it('may have any other name, up to its full length', async () => {
    const cloud = await start()
    const names = ['…', '...', 'a\0b', '\u0001', ' ', 'con', '.htaccess', 'x'.repeat(PATH_MAX_BYTES), 'a/'.repeat(400)]
    for (const name of names) expect((await send(await permit(cloud, name), name)).status).toBe(200)
    const { dataFolder } = cloud.parts
    await stop(cloud)
    const again = await start(dataFolder)
    for (const name of names) expect(await read(again, name)).toBe(name)
  })
})

describe('the files on disk', () => {
  it('are those that were acknowledged: what a crash left over goes at the next start', async () => {
    const cloud = await start()
    await put(cloud, 'a.txt', 'old')
    await put(cloud, 'a.txt', 'new')
    await put(cloud, 'b.txt', 'gone')
    await cloud.parts.storage.files.delete('b.txt')
    expect(contents(cloud)).toHaveLength(1)
    const { dataFolder } = cloud.parts
    await stop(cloud)
    for (const left of ['whole/orphan', 'arriving/half']) writeFileSync(join(dataFolder, 'storage', left), 'left over')
    const again = await start(dataFolder)
    expect(contents(again)).toHaveLength(1)
    expect(existsSync(join(dataFolder, 'storage/arriving/half'))).toBe(false)
    expect(await read(again, 'a.txt')).toBe('new')
    expect(again.parts.storage.files.list()).toMatchObject({ files: [{ path: 'a.txt', size: 3 }], more: false })
  })

  it('hold the last of many uploads to one path, and no other', async () => {
    const cloud = await start()
    await Promise.all(Array.from({ length: 20 }, (_, n) => put(cloud, 'hot.txt', `${n}`)))
    expect(contents(cloud)).toHaveLength(1)
    const text = await read(cloud, 'hot.txt')
    const { dataFolder } = cloud.parts
    await stop(cloud)
    expect(await read(await start(dataFolder), 'hot.txt')).toBe(text)
  })

  it('are readable while they are being replaced', async () => {
    const cloud = await start()
    await put(cloud, 'hot.txt', 'text')
    const writes = Array.from({ length: 20 }, () => put(cloud, 'hot.txt', 'text'))
    const reads = await Promise.all(Array.from({ length: 40 }, () => read(cloud, 'hot.txt')))
    await Promise.all(writes)
    expect(new Set(reads)).toEqual(new Set(['text']))
  })
})

it('lists files by prefix, page by page, in the order of their paths', async () => {
  const cloud = await start()
  for (const path of ['b/2.txt', 'a/1.txt', 'b/10.txt', 'b/1.png']) await put(cloud, path, 'x', 'ann')
  const { files } = cloud.parts.storage
  const first = files.list({ prefix: 'b/', limit: 2 })
  expect([first.files.map(({ path }) => path), first.more]).toEqual([['b/1.png', 'b/10.txt'], true])
  const second = files.list({ prefix: 'b/', after: 'b/10.txt', limit: 2 })
  expect([second.files.map(({ path }) => path), second.more]).toEqual([['b/2.txt'], false])
  expect(first.files[0]).toEqual({
    path: 'b/1.png',
    fileId: 'cloud://local.6c6f-local-1250000000/b/1.png',
    size: 1,
    contentType: 'image/png',
    owner: 'ann',
    modifiedAt: expect.any(Number),
    md5: '9dd4e461268c8034f5c8564e155c67a6',
  })
})

it('lets the control API list, open and delete files', async () => {
  const cloud = await start()
  for (const path of ['a/1.txt', 'a/2.txt', 'b.txt']) await put(cloud, path, path)
  const control = async (path: string, body?: object) => {
    const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }
    return (await fetch(`${cloud.url}/emulator${path}`, init)).json()
  }
  expect(await control('/files?prefix=a/&limit=1')).toMatchObject({ files: [{ path: 'a/1.txt' }], more: true })
  const { address } = (await control('/files/address', { path: 'b.txt' })) as { address: string }
  expect(await (await fetch(address)).text()).toBe('b.txt')
  expect(await control('/files/delete', { path: 'b.txt' })).toEqual({ ok: true })
  for (const path of ['/files/delete', '/files/address']) {
    expect(await control(path, { path: 'b.txt' })).toMatchObject({ ok: false, code: 'STORAGE_FILE_NONEXIST' })
  }
  expect(await control('/files?limit=0')).toMatchObject({ ok: false, code: 'INVALID_PARAM' })
})

it('goes along with an export, and comes back with an import and as a seed', async () => {
  const cloud = await start()
  const large = 'x'.repeat(300_001)
  await put(cloud, 'empty.txt', '')
  await put(cloud, '图/large.txt', large, 'ann')
  await cloud.database.createCollection('notes')
  await cloud.database.insert('notes', [{ _id: '1', text: 'hi' }])
  const exported = await (await fetch(`${cloud.url}/emulator/export`)).text()
  const described = cloud.parts.storage.files.list().files.map(({ modifiedAt: _, ...file }) => file)
  const seed = join(scratch, 'seed.jsonl')
  writeFileSync(seed, exported)

  const imported = await start()
  const answer = await fetch(`${imported.url}/emulator/import`, { method: 'POST', body: exported })
  expect(await answer.json()).toEqual({ ok: true, written: 3 })
  const seeded = await startCloud({ project, port: 0, timers: 'manual', seed })
  running.add(seeded)
  for (const copy of [imported, seeded]) {
    const { files } = copy.parts.storage.files.list()
    expect(files.map(({ modifiedAt: _, ...file }) => file)).toEqual(described)
    expect(await read(copy, '图/large.txt')).toBe(large)
    expect(await copy.database.find('notes', {})).toEqual([{ _id: '1', text: 'hi' }])
  }
})

it.each([
  '{"file":{}}',
  '{"file":{"path":"/a","contentType":"text/plain","bytes":""}}',
  '{"file":{"path":"a","contentType":"text/plain","bytes":"*"}}',
  '{"file":{"path":"a","contentType":"text/plain","bytes":"","owner":7}}',
  '{"file":null}',
])('does not import %s, nor anything before it', async (bad) => {
  const cloud = await start()
  const good = '{"file":{"path":"good.txt","contentType":"text/plain","bytes":""}}'
  const answer = await fetch(`${cloud.url}/emulator/import`, { method: 'POST', body: `${good}\n${bad}` })
  expect([answer.status, await answer.json()]).toMatchObject([400, { code: 'INVALID_PARAM' }])
  expect(cloud.parts.storage.files.list().files).toEqual([])
})

it('serves nothing as a page of this machine', async () => {
  const cloud = await start()
  await put(cloud, 'evil.html', '<script>fetch("/emulator/clock")</script>')
  const { headers } = await fetch(cloud.parts.storage.addresses.temporary('evil.html', 60))
  expect(headers.get('content-security-policy')).toBe('sandbox')
  expect(headers.get('x-content-type-options')).toBe('nosniff')
})

it('refuses malformed lists', async () => {
  const cloud = await start()
  for (const [action, params] of [
    ['storage.batchGetDownloadUrl', {}],
    ['storage.batchGetDownloadUrl', { file_list: [] }],
    ['storage.batchGetDownloadUrl', { file_list: [null] }],
    ['storage.batchDeleteFile', { fileid_list: [{}] }],
    ['storage.batchDeleteFile', { fileid_list: 'a' }],
    ['storage.batchCopyFile', { file_list: ['a'] }],
    ['storage.getFileAuthority', { fileList: [{ path: 'x', type: 'READ' }] }],
  ] as const) {
    expect(await ask(cloud, action, params)).toMatchObject({ code: 'INVALID_PARAM' })
  }
  const file_list = [{ fileid: 'cloud://other.6c6f-local-1250000000/a.txt' }, { fileid: 'a.txt' }]
  const { data } = await ask(cloud, 'storage.batchGetDownloadUrl', { file_list })
  expect(data!.download_list!.map(({ code }) => code)).toEqual(['INVALIID_ENV', 'STORAGE_FILE_NONEXIST'])
})
