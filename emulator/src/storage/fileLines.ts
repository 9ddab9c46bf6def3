import { pathRefusal } from './filePath.ts'
import type { Storage } from './storage.ts'

/** A file as it stands in an export. */
export interface FileLine {
  path: string
  contentType: string
  owner?: string
  /** Base64. */
  bytes: string
}

/** Divides by three, so that the Base64 of the parts is that of the whole. */
const CHUNK_BYTES = 3 * 64 * 1024

/** All files, one a line: `{"file": {"path", "contentType", "owner"?, "bytes"}}`, in the order of their paths. */
export async function* exportFiles(files: Storage): AsyncGenerator<string> {
  for (let after = ''; ; ) {
    const page = files.list({ after })
    for (const { path } of page.files) yield* exportFile(files, path)
    if (!page.more) return
    after = page.files.at(-1)!.path
  }
}

async function* exportFile(files: Storage, path: string): AsyncGenerator<string> {
  const opened = await files.read(path)
  if (opened === undefined) return
  const { handle, file } = opened
  try {
    const { contentType, owner } = file
    yield `${JSON.stringify({ file: { path, contentType, owner } }).slice(0, -2)},"bytes":"`
    const chunk = Buffer.alloc(CHUNK_BYTES)
    for (let at = 0; at < file.size; at += CHUNK_BYTES) {
      const { bytesRead } = await handle.read(chunk, 0, CHUNK_BYTES, at)
      yield chunk.toString('base64', 0, bytesRead)
    }
    yield '"}}\n'
  } finally {
    await handle.close()
  }
}

/** A file of an export; undefined when it is none. */
export function readFileLine(value: unknown): FileLine | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { path, contentType, owner, bytes } = value as Record<string, unknown>
  if (pathRefusal(path) !== undefined || typeof contentType !== 'string' || typeof bytes !== 'string') return undefined
  if (owner !== undefined && typeof owner !== 'string') return undefined
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(bytes)) return undefined
  return { path: path as string, contentType, owner, bytes }
}

/** Keeps an exported file, in place of one of the same path. Throws what the disk throws. */
export async function importFile(files: Storage, { path, contentType, owner, bytes }: FileLine): Promise<void> {
  const source = (async function* () {
    yield Buffer.from(bytes, 'base64')
  })()
  await files.write(path, source, { contentType, owner })
}
