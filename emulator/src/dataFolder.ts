import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

/** Another local cloud serves the folder; the message is one line for the user. */
export class DataInUseError extends Error {
  constructor(
    folder: string,
    readonly url: string,
  ) {
    super(`${folder} is in use by the local cloud at ${url}`)
    this.name = 'DataInUseError'
  }
}

/** The folder cannot be written; the message is one line for the user. */
export class DataFolderError extends Error {
  constructor(folder: string, reason: string) {
    super(`data cannot be kept in ${folder}: ${reason}`)
    this.name = 'DataFolderError'
  }
}

const RUNNING_FILE = 'running.json'
const DATABASE_FOLDER = 'database'
const STORAGE_FOLDER = 'storage'
const ANSWER_WITHIN_MS = 2000

/** The cloud that has the folder, as it wrote itself down. */
interface Holder {
  url: string
  pid: number
}

/** The folder in which one local cloud at a time keeps its data. */
export class DataFolder {
  readonly path: string
  private readonly temporary: boolean

  /** @param path absent: a temporary folder, deleted at the end */
  constructor(path: string | undefined) {
    this.temporary = path === undefined
    this.path = path === undefined ? mkdtempSync(join(tmpdir(), 'local-cloud-')) : resolve(path)
  }

  get database(): string {
    return join(this.path, DATABASE_FOLDER)
  }

  get storage(): string {
    return join(this.path, STORAGE_FOLDER)
  }

  /**
   * Takes the folder for the cloud at `url`. Two clouds with the same documents in memory would overwrite each other.
   * @param reset deletes the data first (nothing else that lies in the folder)
   * @throws DataInUseError when a cloud that is still running has the folder; DataFolderError
   */
  async take(url: string, reset: boolean): Promise<void> {
    const holder = this.readHolder()
    if (holder !== undefined && holder.url !== url && (await this.isServedBy(holder))) {
      throw new DataInUseError(this.path, holder.url)
    }
    try {
      for (const folder of [this.database, this.storage]) {
        if (reset) rmSync(folder, { recursive: true, force: true })
        mkdirSync(folder, { recursive: true })
      }
      writeFileSync(join(this.path, RUNNING_FILE), JSON.stringify({ url, pid: process.pid }))
    } catch (error) {
      throw new DataFolderError(this.path, (error as Error).message)
    }
  }

  /** Gives the folder up. */
  release(url: string): void {
    if (this.temporary) rmSync(this.path, { recursive: true, force: true })
    else if (this.readHolder()?.url === url) rmSync(join(this.path, RUNNING_FILE), { force: true })
  }

  private readHolder(): Holder | undefined {
    try {
      const { url, pid } = JSON.parse(readFileSync(join(this.path, RUNNING_FILE), 'utf8'))
      return typeof url === 'string' && typeof pid === 'number' ? { url, pid } : undefined
    } catch {
      return undefined
    }
  }

  /** A holder that takes long to answer is still loading its data, or busy: it counts while its process lives. */
  private async isServedBy({ url, pid }: Holder): Promise<boolean> {
    try {
      const answer = await fetch(`${url}/emulator/health`, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) })
      return ((await answer.json()) as { data?: unknown }).data === this.path
    } catch (error) {
      return (error as Error).name === 'TimeoutError' && isAlive(pid)
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
