import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { ClientIdentity } from '../identity/clientIdentity.ts'
import { type Cloud, startCloud } from '../index.ts'
import { loadStorageRules } from './loadStorageRules.ts'
import { StorageRules } from './storageRules.ts'

const scratch = mkdtempSync(join(tmpdir(), 'storage-rules-'))
afterAll(() => rmSync(scratch, { recursive: true }))

const NOW = Date.parse('2026-05-01T12:00:00Z')
const ann: ClientIdentity = { kind: 'miniProgram', openid: 'ann' }
const web: ClientIdentity = { kind: 'web', uid: 'ann', loginType: 'CUSTOM' }
const guest: ClientIdentity = { kind: 'web', uid: 'guest', loginType: 'ANONYMOUS' }
const annsFile = { path: 'photos/a.png', owner: 'ann' }
const bobsFile = { path: 'photos/b.png', owner: 'bob' }
const serversFile = { path: 'public/c.png' }

/** Who may read and write which of the three files: `r`, `w`, `rw` or `-`. */
async function rights(declaration: unknown, client: ClientIdentity): Promise<string[]> {
  const rules = StorageRules.read(declaration, () => NOW)
  const marks = [annsFile, bobsFile, serversFile].map(async (file) => {
    const may = async (operation: 'read' | 'write') => (await rules.refusal(client, operation, file)) === undefined
    return `${(await may('read')) ? 'r' : ''}${(await may('write')) ? 'w' : ''}` || '-'
  })
  return Promise.all(marks)
}

describe('the rights of files', () => {
  it.each([
    [undefined, ['rw', 'r', 'r']],
    ['READONLY', ['rw', 'r', 'r']],
    ['PRIVATE', ['rw', '-', '-']],
    ['ADMINWRITE', ['r', 'r', 'r']],
    ['ADMINONLY', ['-', '-', '-']],
    [{}, ['-', '-', '-']],
    [{ read: true, write: 'resource.openid == auth.openid || resource.openid == auth.uid' }, ['rw', 'r', 'r']],
    [{ read: 'auth != null', write: false }, ['r', 'r', 'r']],
    [{ read: "resource.path == 'public/c.png'", write: '!(resource.openid in ["bob"])' }, ['w', '-', 'rw']],
    [{ read: 'now < 1777636800000', write: 'now >= 1777636800000' }, ['w', 'w', 'w']],
  ])('%j are %j to a mini-program’s user and to a web user of the same id', async (declaration, expected) => {
    expect(await rights(declaration, ann)).toEqual(expected)
    expect(await rights(declaration, web)).toEqual(expected)
  })

  it('know a mini-program’s user by openid and a web user by uid and loginType', async () => {
    expect(await rights({ read: 'resource.openid == auth.openid' }, web)).toEqual(['-', '-', '-'])
    expect(await rights({ read: 'resource.openid == auth.uid' }, ann)).toEqual(['-', '-', '-'])
    const members = { read: "auth.loginType != 'ANONYMOUS'" }
    expect([await rights(members, web), await rights(members, guest)]).toEqual([
      ['r', 'r', 'r'],
      ['-', '-', '-'],
    ])
  })

  it.each([
    [{ read: 'doc.openid == auth.openid' }, "read column 1: 'doc' is unknown: a rule speaks of auth, resource and now"],
    [{ read: 'get("database.a.b").c' }, "read column 1: 'get' is unknown: a rule speaks of auth, resource and now"],
    [{ write: 'auth.openid ==' }, 'write column 15: a value is missing, the rule ends'],
    [{ write: 1 }, 'write must be true, false or the text of a rule'],
    [{ create: true }, 'create is unknown: rules are read, write'],
    ['PUBLIC', 'must be an object of rules or one of READONLY, PRIVATE, ADMINWRITE, ADMINONLY'],
    [null, 'must be an object of rules or one of READONLY, PRIVATE, ADMINWRITE, ADMINONLY'],
  ])('cannot be %j, and the start says why', (declaration, reason) => {
    const folder = mkdtempSync(join(scratch, 'broken-'))
    writeFileSync(join(folder, 'storage-rules.json'), JSON.stringify(declaration))
    const file = join(folder, 'storage-rules.json')
    expect(() => loadStorageRules(folder, () => NOW)).toThrow(`${file}: ${reason}`)
  })
})

describe('a client', () => {
  const wholeRules = {
    read: "resource.path == 'all/menu.txt' || resource.openid == auth.openid",
    write: 'resource.openid == auth.openid',
  }
  const start = async (rules: unknown): Promise<Cloud> => {
    const folder = mkdtempSync(join(scratch, 'project-'))
    writeFileSync(join(folder, 'cloudbaserc.json'), '{"envId":"local"}')
    writeFileSync(join(folder, 'storage-rules.json'), JSON.stringify(rules))
    return startCloud({ project: folder, port: 0, timers: 'manual' })
  }
  const ask = async (cloud: Cloud, openid: string, action: string, params: object) => {
    const headers = { 'content-type': 'application/json', 'x-emu-openid': openid }
    const body = JSON.stringify({ action: `storage.${action}`, ...params })
    return (await (await fetch(`${cloud.url}/admin`, { method: 'POST', headers, body })).json()) as {
      code?: string
      data?: Record<string, { code: string; tempFileURL?: string }[]> & {
        url: string
        authorization: string
        token: string
      }
    }
  }
  const put = (cloud: Cloud, path: string, owner?: string) => {
    const bytes = (async function* () {
      yield Buffer.from(path)
    })()
    return cloud.parts.storage.files.write(path, bytes, { owner })
  }
  const id = (path: string) => `cloud://local.6c6f-local-1250000000/${path}`

  it('uploads what becomes its own, and replaces only that', async () => {
    const cloud = await start(wholeRules)
    const metadata = async (openid: string, path: string) => ask(cloud, openid, 'getUploadMetadata', { path })
    const { data } = await metadata('ann', 'mine.txt')
    const headers = { authorization: data!.authorization, 'x-cos-security-token': data!.token }
    expect((await fetch(data!.url, { method: 'PUT', headers, body: 'mine' })).status).toBe(200)
    expect(cloud.parts.storage.files.find('mine.txt')).toMatchObject({ owner: 'ann' })
    expect((await metadata('ann', 'mine.txt')).code).toBeUndefined()
    expect((await metadata('bob', 'mine.txt')).code).toBe('STORAGE_EXCEED_AUTHORITY')
    await put(cloud, 'servers.txt')
    expect((await metadata('ann', 'servers.txt')).code).toBe('STORAGE_EXCEED_AUTHORITY')
    await cloud.stop()
  })

  it('is refused each file of a list by itself', async () => {
    const cloud = await start(wholeRules)
    for (const [path, owner] of [['all/menu.txt'], ['anns.txt', 'ann'], ['bobs.txt', 'bob']] as const) {
      await put(cloud, path, owner)
    }
    const fileids = ['all/menu.txt', 'anns.txt', 'bobs.txt', 'nowhere.txt'].map(id)
    const codes = async (action: string, params: object, list: string) =>
      (await ask(cloud, 'ann', action, params)).data![list]!.map(({ code }) => code)
    const [success, refused] = ['SUCCESS', 'STORAGE_EXCEED_AUTHORITY']
    const file_list = fileids.map((fileid) => ({ fileid }))
    expect(await codes('batchGetDownloadUrl', { file_list }, 'download_list')).toEqual([
      success,
      success,
      refused,
      'STORAGE_FILE_NONEXIST',
    ])
    const copies = [
      { src_path: 'all/menu.txt', dst_path: 'ann/menu.txt' },
      { src_path: 'all/menu.txt', dst_path: 'ann2/menu.txt', remove_original: true },
      { src_path: 'bobs.txt', dst_path: 'ann/bobs.txt' },
      { src_path: 'anns.txt', dst_path: 'bobs.txt' },
      { src_path: 'anns.txt', dst_path: '../anns.txt' },
      { src_path: 'anns.txt', dst_path: 'ann/anns.txt', remove_original: true },
      { src_path: 'all/menu.txt', dst_path: 'ann/anns.txt', overwrite: false },
    ]
    expect(await codes('batchCopyFile', { file_list: copies }, 'copy_list')).toEqual([
      success,
      refused,
      refused,
      refused,
      'INVALID_PARAM',
      success,
      'STORAGE_REQUEST_FAIL',
    ])
    const fileid_list = [...fileids, id('ann/anns.txt')]
    expect(await codes('batchDeleteFile', { fileid_list }, 'delete_list')).toEqual([
      refused,
      'STORAGE_FILE_NONEXIST',
      refused,
      'STORAGE_FILE_NONEXIST',
      success,
    ])
    const left = cloud.parts.storage.files.list().files.map(({ path }) => path)
    expect(left).toEqual(['all/menu.txt', 'ann/menu.txt', 'bobs.txt'])
    await cloud.stop()
  })

  it('cannot read a file by moving it where it may read', async () => {
    const cloud = await start({ read: 'resource.openid == auth.openid', write: true })
    await put(cloud, 'bobs.txt', 'bob')
    const file_list = [{ src_path: 'bobs.txt', dst_path: 'anns/bobs.txt', remove_original: true }]
    const { data } = await ask(cloud, 'ann', 'batchCopyFile', { file_list })
    expect(data!.copy_list).toMatchObject([{ code: 'STORAGE_EXCEED_AUTHORITY' }])
    expect(cloud.parts.storage.files.list().files).toMatchObject([{ path: 'bobs.txt', owner: 'bob' }])
    await cloud.stop()
  })

  it('reads by an address without signature where everybody may read, and needs one elsewhere', async () => {
    for (const [rules, isPublic] of [
      ['READONLY', true],
      ['ADMINWRITE', true],
      [{ read: true }, true],
      ['PRIVATE', false],
      [{ read: 'true' }, false],
    ] as const) {
      const cloud = await start(rules)
      await put(cloud, 'a b.txt', 'ann')
      const { data } = await ask(cloud, 'ann', 'batchGetDownloadUrl', { file_list: [{ fileid: id('a b.txt') }] })
      const address = data!.download_list![0]!.tempFileURL!
      expect(address.includes('?sign=')).toBe(!isPublic)
      cloud.clock.advance(2 * 24 * 3600_000)
      expect((await fetch(address)).status).toBe(isPublic ? 200 : 403)
      await cloud.stop()
    }
  })
})

it('tells a function what the user it works for may do with files', async () => {
  const folder = mkdtempSync(join(scratch, 'project-'))
  writeFileSync(join(folder, 'cloudbaserc.json'), '{"envId":"local"}')
  const cloud = await startCloud({ project: folder, port: 0, timers: 'manual' })
  const bytes = (async function* () {
    yield Buffer.from('x')
  })()
  await cloud.parts.storage.files.write('anns.txt', bytes, { owner: 'ann' })
  const path = 'cloud://local.6c6f-local-1250000000/anns.txt'
  const authority = async (who: object) => {
    const fileList = [{ path, type: 'READWRITE' }]
    const body = JSON.stringify({ action: 'storage.getFileAuthority', ...who, fileList })
    const answer = await fetch(`${cloud.url}/admin`, { method: 'POST', body })
    return ((await answer.json()) as { data: object[] }).data
  }
  expect(await authority({ openId: 'ann' })).toMatchObject([
    { path, cosFileId: expect.any(String), read: true, write: true },
  ])
  expect(await authority({ uid: 'bob', loginType: 'CUSTOM' })).toMatchObject([{ read: true, write: false }])
  await cloud.stop()
})
