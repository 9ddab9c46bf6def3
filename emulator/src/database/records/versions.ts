import type { Document } from '../database.ts'

/** One state of a record. Versions are never changed, so readers share them. */
export interface Version {
  /** Undefined: the document is deleted. */
  document: Document | undefined
  /** The number of the commit that made this version. */
  commit: number
  older: Version | undefined
}

/** The chain of versions of the document with one `_id`. */
export class Record {
  newest: Version

  /** @param ordinal Place in insertion order, the order of answers that ask for none. */
  constructor(
    readonly id: Document['_id'],
    readonly ordinal: number,
  ) {
    this.newest = { document: undefined, commit: 0, older: undefined }
  }

  get document(): Document | undefined {
    return this.newest.document
  }

  /** The document as it was when `commit` was the last commit. */
  asOf(commit: number): Document | undefined {
    let version: Version | undefined = this.newest
    while (version !== undefined && version.commit > commit) version = version.older
    return version?.document
  }

  /** Drops the versions that no reader at `oldestSnapshot` or later can see. */
  trim(oldestSnapshot: number): void {
    let version = this.newest
    while (version.commit > oldestSnapshot && version.older !== undefined) version = version.older
    version.older = undefined
  }

  get hasHistory(): boolean {
    return this.newest.older !== undefined
  }
}
