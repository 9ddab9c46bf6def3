import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeOf } from './codeOf.ts'
import { openTarget, type ServerApp, type Target } from './target.ts'
import type { WxCloud } from './wxCloud.ts'

let target: Target
let app: ServerApp
let wx: WxCloud
const uploaded = new Set<string>()

beforeAll(async () => {
  target = await openTarget()
  app = target.serverApp()
  wx = await target.wxCloud()
})
afterAll(async () => {
  if (uploaded.size > 0) await app.deleteFile({ fileList: [...uploaded] })
  await target.close()
})

/** Uploads under a folder of this suite. */
async function upload(name: string, content: Buffer | string): Promise<string> {
  const { fileID } = await app.uploadFile({ cloudPath: `conformance/${name}`, fileContent: Buffer.from(content) })
  uploaded.add(fileID)
  return fileID
}
const download = async (fileID: string) => String((await app.downloadFile({ fileID })).fileContent)
const fetched = async (address: string) => (await fetch(encodeURI(address))).text()
const bytes = Buffer.from(Array.from({ length: 256 }, (_, n) => n))

describe('@cloudbase/node-sdk', () => {
  it('downloads the very bytes that it uploaded', async () => {
    const fileID = await upload('bytes.bin', bytes)
    expect(fileID).toMatch(new RegExp(`^cloud://${target.envId}\\.[^/]+/conformance/bytes\\.bin$`))
    expect((await app.downloadFile({ fileID })).fileContent).toEqual(bytes)
  })

  it('keeps an empty file, and one of more than a mebibyte', async () => {
    expect(await download(await upload('empty.txt', ''))).toBe('')
    const large = Buffer.alloc(1_500_000, 'x')
    const { fileContent } = await app.downloadFile({ fileID: await upload('large.bin', large) })
    expect(large.equals(fileContent as Buffer)).toBe(true)
  })

  it.each(['a|b测试.txt', 'with space/and+plus.txt', '100%25.txt', 'why?.txt', 'a#b&c=d.txt', '😀.txt'])(
    'reaches a file called %s by its id and by its address',
    async (name) => {
      const fileID = await upload(name, name)
      expect(await download(fileID)).toBe(name)
      const { fileList } = await app.getTempFileURL({ fileList: [fileID] })
      expect(fileList[0]).toMatchObject({ code: 'SUCCESS', fileID })
      expect(await fetched(fileList[0]!.tempFileURL)).toBe(name)
    },
  )

  it('replaces a file by uploading to its path again', async () => {
    const first = await upload('again.txt', 'first')
    expect(await upload('again.txt', 'second')).toBe(first)
    expect(await download(first)).toBe('second')
  })

  it('tells of each file of a list by itself', async () => {
    const there = await upload('there.txt', 'there')
    const missing = there.replace('there.txt', 'missing.txt')
    const { fileList } = await app.getTempFileURL({ fileList: [there, { fileID: missing, maxAge: 60 }] })
    expect(fileList.map(({ code, fileID }) => ({ code, fileID }))).toEqual([
      { code: 'SUCCESS', fileID: there },
      { code: 'STORAGE_FILE_NONEXIST', fileID: missing },
    ])
    expect(await codeOf(app.downloadFile({ fileID: missing }))).toBe('STORAGE_FILE_NONEXIST')
  })

  it('does not know a file of another bucket', async () => {
    const there = await upload('bucket.txt', 'there')
    const elsewhere = there.replace(/\.[^/]+/, '.tcbenv-mPIgjhnq')
    const { fileList } = await app.getTempFileURL({ fileList: [elsewhere] })
    expect(fileList[0]).toMatchObject({ code: 'STORAGE_FILE_NONEXIST' })
  })

  it('deletes files', async () => {
    const fileID = await upload('doomed.txt', 'doomed')
    const { fileList } = await app.deleteFile({ fileList: [fileID] })
    expect(fileList).toMatchObject([{ code: 'SUCCESS', fileID }])
    expect(await codeOf(app.downloadFile({ fileID }))).toBe('STORAGE_FILE_NONEXIST')
  })

  it('names at most 50 files at a time', async () => {
    const fileList = Array<string>(51).fill(await upload('one.txt', '1'))
    expect(await codeOf(app.getTempFileURL({ fileList }))).toBe('INVALID_PARAM')
    expect(await codeOf(app.deleteFile({ fileList }))).toBe('INVALID_PARAM')
    expect(await download(fileList[0]!)).toBe('1')
  })

  it('copies a file into another folder, and moves it', async () => {
    const from = await upload('menu.txt', 'menu')
    const [srcPath, dstPath] = ['conformance/menu.txt', 'conformance/copies/menu.txt']
    const to = from.replace(srcPath, dstPath)
    uploaded.add(to)
    await app.copyFile({ fileList: [{ srcPath, dstPath }] })
    expect([await download(from), await download(to)]).toEqual(['menu', 'menu'])
    await upload('menu.txt', 'new menu')
    await app.copyFile({ fileList: [{ srcPath, dstPath, removeOriginal: true }] })
    expect(await download(to)).toBe('new menu')
    expect(await codeOf(app.downloadFile({ fileID: from }))).toBe('STORAGE_FILE_NONEXIST')
  })

  it('answers a part of a file, and nothing when it has not changed', async () => {
    const { fileList } = await app.getTempFileURL({ fileList: [await upload('parts.txt', '0123456789')] })
    const ask = (headers: Record<string, string>) => fetch(fileList[0]!.tempFileURL, { headers })
    const part = await ask({ range: 'bytes=2-4' })
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([206, 'bytes 2-4/10', '234'])
    const known = await ask({ 'if-none-match': part.headers.get('etag')! })
    expect(known.status).toBe(304)
  })
})

describe('wx-server-sdk', () => {
  it('uploads, downloads, gives out addresses and deletes', async () => {
    const { fileID, statusCode } = await wx.uploadFile({ cloudPath: 'conformance/wx.bin', fileContent: bytes })
    uploaded.add(fileID)
    expect(statusCode).toBe(-1)
    expect(await wx.downloadFile({ fileID })).toMatchObject({ statusCode: 200, fileContent: bytes })
    const { fileList } = await wx.getTempFileURL({ fileList: [fileID] })
    expect(fileList).toMatchObject([{ fileID, status: 0, errMsg: 'ok' }])
    expect((await fetch(fileList[0]!.tempFileURL!)).status).toBe(200)
    expect(await wx.deleteFile({ fileList: [fileID] })).toMatchObject({ fileList: [{ fileID, status: 0 }] })
  })

  it('knows a missing file of a list by -503003, and one to download by -1', async () => {
    const missing = (await upload('here.txt', '')).replace('here', 'gone')
    const { fileList } = await wx.getTempFileURL({ fileList: [missing] })
    expect(fileList).toMatchObject([{ fileID: missing, status: -503003 }])
    await expect(wx.downloadFile({ fileID: missing })).rejects.toMatchObject({ errCode: -1 })
  })
})
