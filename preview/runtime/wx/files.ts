import { asyncMember, Failure } from './asyncMember.ts'

/** What the mini-program keeps or was handed, by path; it lasts as long as the page of the browser. */
const contents = new Map<string, Blob>()
let handed = 0

/** wx members for files: choosing one of a chat opens the browser's file dialog, sharing one downloads it. */
export const files = {
  chooseMessageFile: asyncMember('chooseMessageFile', async ({ extension }) => {
    const chosen = await chooseFile((extension ?? []) as string[])
    if (!chosen) throw new Failure('cancel')
    handed += 1
    const path = `wxfile://tmp/${handed}-${chosen.name}`
    contents.set(path, chosen)
    const { name, size, lastModified } = chosen
    return { tempFiles: [{ path, name, size, type: 'file', time: Math.floor(lastModified / 1000) }] }
  }),
  shareFileMessage: asyncMember('shareFileMessage', ({ filePath, fileName }) => {
    const address = URL.createObjectURL(find(String(filePath)))
    const link = document.createElement('a')
    link.href = address
    link.download = String(fileName ?? String(filePath).split('/').pop())
    link.click()
    URL.revokeObjectURL(address)
    return {}
  }),
  getFileSystemManager: () => fileSystem,
}

const fileSystem = {
  /** In base64 or, without an encoding, as bytes; as text otherwise. */
  readFile: asyncMember('readFile', async ({ filePath, encoding }) => {
    const blob = find(String(filePath))
    if (encoding === undefined) return { data: await blob.arrayBuffer() }
    return { data: encoding === 'base64' ? await toBase64(blob) : await blob.text() }
  }),
  writeFile: asyncMember('writeFile', ({ filePath, data, encoding }) => {
    contents.set(String(filePath), new Blob([encoding === 'base64' ? fromBase64(String(data)) : (data as BlobPart)]))
    return {}
  }),
}

function find(path: string): Blob {
  const blob = contents.get(path)
  if (!blob) throw new Failure(`no such file or directory, open '${path}'`)
  return blob
}

function chooseFile(extensions: string[]): Promise<File | undefined> {
  const field = document.createElement('input')
  field.type = 'file'
  field.accept = extensions.map((extension) => `.${extension}`).join(',')
  return new Promise((resolve) => {
    field.onchange = () => resolve(field.files?.[0])
    field.oncancel = () => resolve(undefined)
    field.click()
  })
}

async function toBase64(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer())
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
}
