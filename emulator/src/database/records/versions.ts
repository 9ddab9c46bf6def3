import type { Document } from '../database.ts'

/** A former state of a record. Versions are never changed, so readers share them. */
interface Version {
  /** Undefined: the document was deleted, or not there yet. */
  document: Document | undefined
  /** The number of the commit that made this version. */
  commit: number
  older: Version | undefined
}

/** The chain of versions of the document with one `_id`; it holds the newest itself, which is mostly the only one. */
export class Record implements Version {
  document: Document | undefined
  commit = 0
  older: Version | undefined

  /** @param ordinal Place in insertion order, the order of answers that ask for none. */
  constructor(
    readonly id: Document['_id'],
    readonly ordinal: number,
  ) {}

  /** Makes `document` (undefined: deleted) the newest version. */
  push(document: Document | undefined, commit: number): void {
    this.older = { document: this.document, commit: this.commit, older: this.older }
    this.document = document
    this.commit = commit
  }

  /** The document as it was when `commit` was the last commit. */
  asOf(commit: number): Document | undefined {
    let version: Version | undefined = this
    while (version !== undefined && version.commit > commit) version = version.older
    return version?.document
  }

  /** Drops the versions that no reader at `oldestSnapshot` or later can see. */
  trim(oldestSnapshot: number): void {
    let version: Version = this
    while (version.commit > oldestSnapshot && version.older !== undefined) version = version.older
    version.older = undefined
  }

  get hasHistory(): boolean {
    return this.older !== undefined
  }
}
