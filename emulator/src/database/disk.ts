import { deserialize, serialize } from 'node:v8'

/** Where a record lives: its kind, then its own name parts. */
export type DiskKey =
  | [kind: 'collection', name: string]
  | [kind: 'document' | 'system', space: string, key: string | number]

/** A record as bytes, or its removal. */
export interface DiskWrite {
  key: DiskKey
  bytes: Buffer | undefined
}

/** Where the journal keeps its records. */
export interface Disk {
  /** True: a write costs so little that each is kept at once, rather than with all of its turn of the event loop. */
  readonly isInstant: boolean
  /** How many records there are. */
  readonly size: number
  /** Every record; those of collections before those of their documents. */
  records(): Iterable<{ key: DiskKey; bytes: Buffer }>
  /** All of the writes are kept for good when it returns; none is when it throws, and the disk can go on. */
  write(writes: DiskWrite[]): void
  close(): Promise<void>
}

/** The bytes in which a record is kept: Node's structured clone, which keeps dates, -0, NaN and the order of fields. */
export const encodeRecord = (record: unknown): Buffer => serialize(record)

export const decodeRecord = (bytes: Buffer): unknown => deserialize(bytes)
