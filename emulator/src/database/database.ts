/**
 * A stored document: plain JSON plus Date and GeoJSON objects; `_id` is always set. An ObjectId (`{ $oid }` or bson's)
 * is taken and kept as its hex text. Documents that the database answers are shared and frozen: copy before changing.
 */
export type Document = { _id: string | number; [field: string]: unknown }
export type Filter = Record<string, unknown>
export type SortOrder = Record<string, 1 | -1>

export interface IndexDeclaration {
  name: string
  unique: boolean
  /** True: documents that have none of the fields are left out, so that a unique index lets them be. */
  sparse?: boolean
  /** `2dsphere` (of one field, which may stand beside others that then do not count): by place, for geo queries. */
  keys: { field: string; direction: 1 | -1 | '2dsphere' }[]
}

/** How a query was answered. */
export interface QueryPlan {
  /** The index through which the documents were found, `_id_` for the one by `_id`; absent when all were looked at. */
  index?: string
  /** How many leading fields of the index narrowed the search; 0 when it only gave the order. */
  fields: number
  /** Documents that were looked at. */
  examined: number
  /** True when the index gave the order, so that nothing was sorted. */
  isSortedByIndex: boolean
}

/** One committed change, told in commit order and only after it is durable. */
export interface Change {
  collection: string
  kind: 'insert' | 'update' | 'replace' | 'delete'
  id: Document['_id']
  /** The document after the change; for a delete, the document before it. */
  doc: Document
  before?: Document
  /** Dotted paths that an update set, with their new values. */
  updatedFields?: Record<string, unknown>
  removedFields?: string[]
  /** Grows with each commit; the changes of one transaction share it. */
  commit: number
  /** Place of the document in insertion order. */
  ordinal: number
}

/** All matches of a filter at one moment, from which `onChange` leads on with the commits after `commit`. */
export interface Observation {
  commit: number
  /** In insertion order. */
  matches: { document: Document; ordinal: number }[]
}

export interface FindOptions {
  sort?: SortOrder
  skip?: number
  /** Absent: every match. The default and the maximum of the real service are kept at the door, in `databaseActions`. */
  limit?: number
  projection?: Record<string, unknown>
  transaction?: string
}

export interface UpdateOptions {
  /** All matching documents, or the first. */
  multi: boolean
  /** True: `change` is a plain body that replaces the document; false: `change` holds update operators. */
  replace?: boolean
  upsert?: boolean
  transaction?: string
}

/**
 * The document store. Every promise of a write resolves only when the write is on disk; so does every other answer that
 * may have seen a write. Values may hold `{ $tcb_server_date: { offset } }`, which becomes the instant of the request.
 * Without a transaction, a writer waits for a transaction that holds its document; in one, that is a conflict at once,
 * and any error ends the transaction.
 * Errors are `CloudError` with the codes of the real service (DATABASE_COLLECTION_NOT_EXIST, DATABASE_DUPLICATE_WRITE,
 * DATABASE_REQUEST_FAILED, DATABASE_TRANSACTION_CONFLICT, DATABASE_TRANSACTION_FAIL), and SYS_ERR when the disk refuses.
 */
export interface Database {
  insert(collection: string, docs: Record<string, unknown>[], transaction?: string): Promise<Document['_id'][]>
  find(collection: string, filter: Filter, options?: FindOptions): Promise<Document[]>
  count(collection: string, filter: Filter): Promise<number>
  /** Runs the query and tells how it was answered. */
  explain(collection: string, filter: Filter, options?: FindOptions): Promise<QueryPlan>
  observe(collection: string, filter: Filter): Promise<Observation>
  update(
    collection: string,
    filter: Filter,
    change: Record<string, unknown>,
    options: UpdateOptions,
  ): Promise<{ matched: number; updated: number; upsertedId?: Document['_id'] }>
  /** Updates the first match and returns it as it is afterwards; `doc` is undefined when nothing matched. */
  updateAndReturn(
    collection: string,
    filter: Filter,
    change: Record<string, unknown>,
    transaction?: string,
  ): Promise<{ updated: number; doc?: Document }>
  remove(collection: string, filter: Filter, options: { multi: boolean; transaction?: string }): Promise<number>
  aggregate(collection: string, stages: Record<string, unknown>[]): Promise<Document[]>

  begin(): string
  commit(transaction: string): Promise<void>
  abort(transaction: string): Promise<void>

  /**
   * Idempotent: makes the collection when it is missing, and the indexes that it lacks; an index of the same name with
   * other keys is replaced. Throws a duplicate key error when a new unique index does not hold.
   */
  createCollection(name: string, indexes?: IndexDeclaration[]): Promise<void>
  collections(): { name: string; count: number; indexes: IndexDeclaration[] }[]

  /** Small records of the local cloud's own parts (payments, timers), kept beside the collections, unseen by SDKs. Undefined deletes. */
  systemPut(space: string, key: string, value: unknown): Promise<void>
  systemAll(space: string): { key: string; value: unknown }[]

  /** Proves that indexes agree with documents, and memory with the disk: a line for each thing that is wrong. */
  check(): Promise<string[]>
  /**
   * From now on the disk refuses every write, as a full one does, until called with undefined: requests that wrote, or
   * may have seen what was written, fail with SYS_ERR, and nothing of them is kept.
   * @param reason for the message, such as `No space left on device`
   */
  refuseWrites(reason: string | undefined | (() => string | undefined)): void
  onChange(listener: (change: Change) => void): () => void
  close(): Promise<void>
}
