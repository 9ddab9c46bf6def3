import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { WebUser } from '../fixtures/webUser.ts'
import { openTarget, type Target } from './target.ts'

let target: Target
let ann: WebUser
let bob: WebUser
beforeAll(async () => {
  target = await openTarget()
  ann = target.webApp()
  bob = target.webApp()
  for (const { auth } of [ann, bob]) await auth.signInAnonymously()
})
afterAll(() => target.close())

const upload = async ({ sdk }: WebUser, name: string, text: string) => {
  const filePath = new File([text], 'picked.txt', { type: 'text/plain' })
  return String((await sdk.uploadFile({ cloudPath: `conformance/${name}`, filePath })).fileID)
}
const contentOf = async (fileID: string) => String((await target.serverApp().downloadFile({ fileID })).fileContent)
const codesOf = async (answer: Promise<{ fileList: { code?: string }[] }>) =>
  (await answer).fileList.map(({ code }) => code)

describe('files of tcb-js-sdk', () => {
  it('are uploaded, read over an address, and deleted', async () => {
    const fileID = await upload(ann, 'web 图.txt', '汤')
    expect(await contentOf(fileID)).toBe('汤')
    const { fileList } = await ann.sdk.getTempFileURL({ fileList: [fileID] })
    const [{ tempFileURL }] = fileList as unknown as [{ tempFileURL: string }]
    expect(await (await fetch(tempFileURL)).text()).toBe('汤')
    expect(await codesOf(ann.sdk.deleteFile({ fileList: [fileID] }))).toEqual(['SUCCESS'])
    expect(await codesOf(ann.sdk.getTempFileURL({ fileList: [fileID] }))).toEqual(['STORAGE_FILE_NONEXIST'])
  })

  it('are not deleted or replaced by another user', async () => {
    const fileID = await upload(ann, 'mine.txt', 'mine')
    await bob.sdk.deleteFile({ fileList: [fileID] }).catch(() => undefined)
    await upload(bob, 'mine.txt', 'yours').catch(() => undefined)
    expect(await contentOf(fileID)).toBe('mine')
    await ann.sdk.deleteFile({ fileList: [fileID] })
  })
})
