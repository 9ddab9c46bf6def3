import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { type WebProject, webProject } from '../../fixtures/webProject.ts'
import { openWebUser, ticketFor, type WebUser } from '../../fixtures/webUser.ts'
import type { Cloud } from '../index.ts'

let project: WebProject
let cloud: Cloud
afterEach(async () => {
  await cloud.stop()
  project.remove()
})

async function start(rules: unknown): Promise<void> {
  project = webProject({})
  writeFileSync(join(project.folder, 'storage-rules.json'), JSON.stringify(rules))
  cloud = await project.start()
}
async function guest(): Promise<WebUser> {
  const user = openWebUser(cloud)
  await user.auth.signInAnonymously()
  return user
}
async function cook(): Promise<WebUser> {
  const user = openWebUser(cloud)
  await user.auth.signInWithTicket(ticketFor(cloud, 'cook-1'))
  return user
}
const upload = async ({ sdk }: WebUser, cloudPath: string, text: string) => {
  const filePath = new File([text], 'picked.svg', { type: 'image/svg+xml' })
  const { fileID } = await sdk.uploadFile({ cloudPath, filePath })
  return String(fileID)
}
/** The package's own types know neither a file with its age nor what a list answers. */
interface Addresses {
  getTempFileURL(list: { fileList: (string | { fileID: string; maxAge: number })[] }): Promise<{
    fileList: { code: string; tempFileURL: string }[]
  }>
}
const addresses = async ({ sdk }: WebUser, fileList: (string | { fileID: string; maxAge: number })[]) =>
  (await (sdk as Addresses).getTempFileURL({ fileList })).fileList
const codes = async (user: WebUser, fileList: string[]) => (await addresses(user, fileList)).map(({ code }) => code)

describe('tcb-js-sdk', () => {
  it('uploads a form, gets an address, downloads and deletes', async () => {
    await start('PRIVATE')
    const user = await guest()
    const fileID = await upload(user, 'web/图 1.svg', '<svg/>')
    expect(fileID).toBe('cloud://web-env.7765-web-env-1250000000/web/图 1.svg')
    expect(cloud.parts.storage.files.find('web/图 1.svg')).toMatchObject({
      owner: user.auth.currentUser?.uid,
      contentType: 'image/svg+xml',
      size: 6,
    })
    const [address] = await addresses(user, [{ fileID, maxAge: 60 }])
    expect(await (await fetch(address!.tempFileURL)).text()).toBe('<svg/>')
    const downloaded = (await user.sdk.downloadFile({ fileID })) as unknown as { statusCode: number; data: ArrayBuffer }
    expect([downloaded.statusCode, Buffer.from(downloaded.data).toString()]).toEqual([200, '<svg/>'])
    expect((await user.sdk.deleteFile({ fileList: [fileID] })).fileList).toMatchObject([{ code: 'SUCCESS', fileID }])
    expect(await codes(user, [fileID])).toEqual(['STORAGE_FILE_NONEXIST'])
  })

  it('is kept to the rights of its user, who is known by uid', async () => {
    await start({
      read: 'resource.openid == auth.uid || auth.loginType == "CUSTOM"',
      write: 'resource.openid == auth.uid',
    })
    const [ann, bob, staff] = [await guest(), await guest(), await cook()]
    const fileID = await upload(ann, 'ann.svg', '<svg/>')
    const seen = [await codes(ann, [fileID]), await codes(bob, [fileID]), await codes(staff, [fileID])]
    expect(seen.flat()).toEqual(['SUCCESS', 'STORAGE_EXCEED_AUTHORITY', 'SUCCESS'])
    await expect(upload(staff, 'ann.svg', 'mine now')).rejects.toThrow('STORAGE_EXCEED_AUTHORITY')
    const { fileList } = await bob.sdk.deleteFile({ fileList: [fileID] })
    expect(fileList).toMatchObject([{ code: 'STORAGE_EXCEED_AUTHORITY' }])
    expect(cloud.parts.storage.files.find('ann.svg')).toMatchObject({ size: 6 })
  })

  it('cannot upload before a login', async () => {
    await start('READONLY')
    await expect(upload(openWebUser(cloud), 'a.svg', '<svg/>')).rejects.toBeDefined()
    expect(cloud.parts.storage.files.list().files).toEqual([])
  })
})
