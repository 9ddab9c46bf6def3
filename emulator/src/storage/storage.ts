import type { FileHandle } from 'node:fs/promises'
import type { Clock } from '../clock.ts'
import { CloudError } from '../cloudError.ts'
import type { Database } from '../database/database.ts'
import { contentTypeOf } from '../server/contentTypes.ts'
import { type Content, Contents, ContentTooLarge } from './contents.ts'
import { fileIdOf, pathRefusal } from './filePath.ts'
import { FILE_MAX_BYTES, LIST_MAX } from './limits.ts'

const SPACE = 'storage'

/** A stored file as it is listed. */
export interface StoredFile {
  /** `photos/menu.png` */
  path: string
  /** `cloud://<environment>.<bucket>/<path>` */
  fileId: string
  /** Bytes. */
  size: number
  contentType: string
  /** The openid or uid of the client that uploaded it; absent when a server did. */
  owner?: string
  /** ms since the epoch, by the cloud's clock. */
  modifiedAt: number
  /** The content's MD5. */
  md5: string
}

interface FileRecord {
  content: Content
  contentType: string
  owner?: string
  modifiedAt: number
}

/** Who a written file will belong to, and as what it will be served. */
export interface WriteOptions {
  owner?: string
  /** Absent: by the path's ending. */
  contentType?: string
}

interface StorageSetup {
  envId: string
  clock: Clock
  database: Database
  /** Where the contents lie; made when missing. */
  folder: string
  maxBytes?: number
}

/**
 * The files of the environment: what a path names is kept beside the database, the bytes in files of their own. A write
 * is answered when both are on disk, and replaces an earlier file of the path at one instant, or not at all.
 * Asks nobody for rights: that is the doors' part.
 */
export class Storage {
  private readonly files = new Map<string, FileRecord>()

  private constructor(
    private readonly setup: StorageSetup,
    private readonly contents: Contents,
  ) {
    for (const { key, value } of setup.database.systemAll(SPACE)) this.files.set(key, value as FileRecord)
  }

  /** Opens the folder, and clears away what a crash left of uploads that were never answered. */
  static async open(setup: StorageSetup): Promise<Storage> {
    const contents = new Contents(setup.folder)
    const storage = new Storage(setup, contents)
    await contents.sweep(new Set(Array.from(storage.files.values(), ({ content }) => content.id)))
    return storage
  }

  get envId(): string {
    return this.setup.envId
  }

  find(path: string): StoredFile | undefined {
    const record = this.files.get(path)
    return record && this.describe(path, record)
  }

  /**
   * Files in the order of their paths.
   * @param after the last path of the page before
   */
  list({ prefix = '', after = '', limit = LIST_MAX }: { prefix?: string; after?: string; limit?: number } = {}): {
    files: StoredFile[]
    more: boolean
  } {
    const paths = [...this.files.keys()].filter((path) => path.startsWith(prefix) && path > after).sort()
    const page = paths.slice(0, Math.min(limit, LIST_MAX))
    return { files: page.map((path) => this.find(path)!), more: page.length < paths.length }
  }

  /**
   * Keeps a file, in place of an earlier one of the same path.
   * @throws CloudError INVALID_PARAM for a path that cannot be, STORAGE_REQUEST_FAIL for too many bytes; whatever the
   *   source or the disk throws
   */
  async write(path: string, source: AsyncIterable<Uint8Array>, options: WriteOptions = {}): Promise<StoredFile> {
    assertPath(path)
    const { maxBytes = FILE_MAX_BYTES } = this.setup
    const content = await this.contents.write(source, maxBytes).catch((error: unknown) => {
      if (!(error instanceof ContentTooLarge)) throw error
      throw new CloudError('STORAGE_REQUEST_FAIL', `The file is larger than ${maxBytes} bytes`)
    })
    return this.place(path, content, options)
  }

  /** Opens a file for reading; undefined when there is none. The caller closes the handle. */
  async read(path: string): Promise<{ file: StoredFile; handle: FileHandle } | undefined> {
    for (;;) {
      const record = this.files.get(path)
      if (record === undefined) return undefined
      try {
        return { file: this.describe(path, record), handle: await this.contents.open(record.content.id) }
      } catch (error) {
        // The file was replaced or deleted just now: look again.
        if (this.files.get(path) === record) throw error
      }
    }
  }

  /** Answers whether there was such a file. */
  async delete(path: string): Promise<boolean> {
    if (!this.files.has(path)) return false
    await this.record(path, undefined)
    return true
  }

  /** Copies a file with its owner; undefined when there is none. Throws CloudError INVALID_PARAM for a bad path. */
  async copy(from: string, to: string): Promise<StoredFile | undefined> {
    assertPath(to)
    const record = this.files.get(from)
    if (record === undefined) return undefined
    const { owner, contentType } = record
    return this.place(to, await this.contents.copy(record.content), { owner, contentType })
  }

  private async place(path: string, content: Content, { owner, contentType }: WriteOptions): Promise<StoredFile> {
    const record: FileRecord = {
      content,
      contentType: contentType ?? contentTypeOf(path),
      ...(owner === undefined ? {} : { owner }),
      modifiedAt: this.setup.clock.now(),
    }
    try {
      await this.record(path, record)
    } catch (error) {
      await this.contents.remove(content.id)
      throw error
    }
    return this.describe(path, record)
  }

  /** What a path names changes for readers when it is on disk: records get there in the order in which they are put. */
  private async record(path: string, record: FileRecord | undefined): Promise<void> {
    await this.setup.database.systemPut(SPACE, path, record)
    const earlier = this.files.get(path)
    if (record === undefined) this.files.delete(path)
    else this.files.set(path, record)
    if (earlier !== undefined) await this.contents.remove(earlier.content.id)
  }

  private describe(path: string, { content, contentType, owner, modifiedAt }: FileRecord): StoredFile {
    const { size, md5 } = content
    return { path, fileId: fileIdOf(this.setup.envId, path), size, contentType, owner, modifiedAt, md5 }
  }
}

function assertPath(path: string): void {
  const refusal = pathRefusal(path)
  if (refusal !== undefined) throw new CloudError('INVALID_PARAM', refusal)
}
