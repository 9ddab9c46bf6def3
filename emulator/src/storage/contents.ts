import { createHash, randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { copyFile, type FileHandle, mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** A content as it lies on disk. */
export interface Content {
  /** The name of its file; has nothing to do with the path under which a program knows it. */
  id: string
  /** Bytes. */
  size: number
  /** MD5 in hexadecimal digits, which is what COS has for an ETag. */
  md5: string
}

/** What is handed over has more bytes than may be kept. */
export class ContentTooLarge extends Error {}

/**
 * The bytes of the stored files. A content is written once, under a name of its own, and appears there only when it is
 * whole and on disk; so a crash leaves at worst a file that nothing refers to, which `sweep` takes away.
 */
export class Contents {
  private readonly whole: string
  private readonly arriving: string

  /** @param folder made when missing, by `sweep` */
  constructor(folder: string) {
    this.whole = join(folder, 'whole')
    this.arriving = join(folder, 'arriving')
  }

  /** Makes the folders and removes what no record refers to. */
  async sweep(referred: ReadonlySet<string>): Promise<void> {
    await rm(this.arriving, { recursive: true, force: true })
    await mkdir(this.arriving, { recursive: true })
    await mkdir(this.whole, { recursive: true })
    for (const id of await readdir(this.whole)) if (!referred.has(id)) await this.remove(id)
  }

  /**
   * Resolves when the bytes are on disk; when they are not, nothing of them is left.
   * @throws ContentTooLarge, and whatever the source or the disk throws (ENOSPC)
   */
  async write(source: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Content> {
    const id = randomUUID()
    const path = join(this.arriving, id)
    const hash = createHash('md5')
    let size = 0
    try {
      const file = await open(path, 'wx')
      try {
        for await (const chunk of source) {
          size += chunk.byteLength
          if (size > maxBytes) throw new ContentTooLarge()
          hash.update(chunk)
          await writeAll(file, chunk)
        }
        await file.sync()
      } finally {
        await file.close()
      }
      await this.reveal(id)
    } catch (error) {
      await rm(path, { force: true })
      throw error
    }
    return { id, size, md5: hash.digest('hex') }
  }

  /** A second content with the same bytes. */
  async copy({ id, ...rest }: Content): Promise<Content> {
    const copied = randomUUID()
    await copyFile(join(this.whole, id), join(this.arriving, copied), constants.COPYFILE_FICLONE)
    await syncPath(join(this.arriving, copied))
    await this.reveal(copied)
    return { ...rest, id: copied }
  }

  /** Opens a content for reading. Throws ENOENT when it is gone. */
  open(id: string): Promise<FileHandle> {
    return open(join(this.whole, id), 'r')
  }

  /** Who has the content open may read it to its end. */
  async remove(id: string): Promise<void> {
    await rm(join(this.whole, id), { force: true })
  }

  private async reveal(id: string): Promise<void> {
    await rename(join(this.arriving, id), join(this.whole, id))
    await syncPath(this.whole)
  }
}

async function writeAll(file: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let done = 0; done < chunk.byteLength; ) {
    done += (await file.write(chunk, done, chunk.byteLength - done)).bytesWritten
  }
}

async function syncPath(path: string): Promise<void> {
  const file = await open(path, 'r')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}
