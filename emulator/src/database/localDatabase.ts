import type { Clock } from '../clock.ts'
import type { DatabaseLimits } from '../limits.ts'
import type {
  Change,
  Database,
  Document,
  Filter,
  FindOptions,
  IndexDeclaration,
  Observation,
  QueryPlan,
  UpdateOptions,
} from './database.ts'
import { requestFailed } from './databaseErrors.ts'
import { disagreements } from './disagreements.ts'
import type { Disk } from './disk.ts'
import type { Journal } from './journal.ts'
import { aggregate } from './queries/aggregation.ts'
import { compileFilter } from './queries/conditions.ts'
import { pageOf } from './queries/page.ts'
import { projected } from './queries/projection.ts'
import type { Store, Writer } from './store.ts'
import type { SystemRecords } from './systemRecords.ts'
import type { Transaction } from './transaction.ts'
import { compileOperators, compileReplacement, fieldsOfFilter } from './updates/compileUpdate.ts'
import { type Fields, fromCaller, isFields, seal } from './values.ts'
import { insertDocument, removeDocuments, updateDocuments } from './writes.ts'

export interface DatabaseParts {
  disk: Disk
  store: Store
  journal: Journal
  system: SystemRecords
  clock: Clock
  makeId: () => string
  limits: DatabaseLimits
}

/** The database as its callers see it: takes requests apart, runs them, and answers when the disk has what was seen. */
export class LocalDatabase implements Database {
  private readonly alarms = new Map<Transaction, () => void>()

  constructor(private readonly parts: DatabaseParts) {}

  insert(collection: string, docs: Fields[], transaction?: string): Promise<Document['_id'][]> {
    return this.run(transaction, async (writer) => {
      const target = this.parts.store.collection(collection)
      const ready = docs.map((doc) => this.newDocument(doc))
      for (const document of ready) await insertDocument(writer, target, document)
      return ready.map((document) => document._id)
    })
  }

  find(collection: string, filter: Filter, options: FindOptions = {}): Promise<Document[]> {
    return this.run(options.transaction, (writer) => {
      const { projection } = options
      const { page } = this.search(writer, collection, filter, options)
      return projection === undefined || Object.keys(projection).length === 0
        ? page
        : projected(page, projection, filter)
    })
  }

  explain(collection: string, filter: Filter, options: FindOptions = {}): Promise<QueryPlan> {
    return this.run(options.transaction, (writer) => this.search(writer, collection, filter, options).plan)
  }

  count(collection: string, filter: Filter): Promise<number> {
    return this.run(undefined, (writer) => {
      const isAll = Object.keys(filter).length === 0
      return isAll ? this.parts.store.collection(collection).size : this.matching(writer, collection, filter).length
    })
  }

  observe(collection: string, filter: Filter): Promise<Observation> {
    return this.run(undefined, (writer) => {
      const target = this.parts.store.collection(collection)
      const found = this.matching(writer, collection, filter)
      const matches = found.map((document) => ({ document, ordinal: target.ordinalFor(document._id) }))
      return { commit: this.parts.store.lastCommit, matches }
    })
  }

  update(collection: string, filter: Filter, change: Fields, options: UpdateOptions) {
    return this.run(options.transaction, async (writer) => {
      const target = this.parts.store.collection(collection)
      const condition = this.condition(filter)
      const replaces = options.replace === true
      const changeDocument = this.compileChange(condition, change, replaces)
      const matches = this.test(condition)
      const kind = replaces ? 'replace' : 'update'
      const request = { filter: condition, matches, changeDocument, kind, multi: options.multi } as const
      for (;;) {
        const { matched, updated } = await updateDocuments(writer, target, request)
        if (matched > 0 || options.upsert !== true) return { matched, updated }
        const seed = this.newDocument(replaces ? { ...this.idOf(condition), ...change } : fieldsOfFilter(condition))
        const document = replaces ? seed : changeDocument(seed, true)
        const holder = writer.write(target, document._id, document, 'insert')
        if (holder === undefined) return { matched, updated, upsertedId: document._id }
        // The transaction in the way may have made the document that was missing, so the search begins again.
        await holder.ended
      }
    })
  }

  updateAndReturn(collection: string, filter: Filter, change: Fields, transaction?: string) {
    return this.run(transaction, async (writer) => {
      const target = this.parts.store.collection(collection)
      const condition = this.condition(filter)
      const changeDocument = this.compileChange(condition, change, false)
      const matches = this.test(condition)
      const request = { filter: condition, matches, changeDocument, kind: 'update' as const, multi: false }
      const { updated, last } = await updateDocuments(writer, target, request)
      const result: { updated: number; doc?: Document } = { updated }
      return last === undefined ? result : { ...result, doc: last }
    })
  }

  remove(collection: string, filter: Filter, options: { multi: boolean; transaction?: string }): Promise<number> {
    return this.run(options.transaction, (writer) => {
      const target = this.parts.store.collection(collection)
      const condition = this.condition(filter)
      const request = { filter: condition, matches: this.test(condition), multi: options.multi }
      return removeDocuments(writer, target, request)
    })
  }

  aggregate(collection: string, stages: Fields[]): Promise<Document[]> {
    return this.run(undefined, () => {
      const ready = stages.map((stage) => fromCaller(stage, this.parts.clock.now()) as Fields)
      return aggregate(this.parts.store, collection, ready, this.parts.clock.now())
    })
  }

  begin(): string {
    const { store, clock, makeId, limits } = this.parts
    const transaction = store.beginTransaction(makeId())
    const end = () => this.end(transaction)
    const forgetAlarm = clock.at(clock.now() + limits.transactionMs, end)
    // A clock that jumps back must not keep what an abandoned transaction holds.
    const alarm = setTimeout(end, limits.transactionMs).unref()
    this.alarms.set(transaction, () => {
      forgetAlarm()
      clearTimeout(alarm)
    })
    return transaction.id
  }

  commit(transaction: string): Promise<void> {
    return this.settle(async () => {
      const open = this.parts.store.transaction(transaction)
      this.parts.store.commit(open.pending())
      this.end(open)
    })
  }

  async abort(transaction: string): Promise<void> {
    this.end(this.parts.store.transaction(transaction))
  }

  async createCollection(name: string, indexes: IndexDeclaration[] = []): Promise<void> {
    if (!/^[^$\0\s][^\0]{0,127}$/.test(name)) throw requestFailed(`'${name}' is not a name for a collection`)
    await this.settle(async () => this.parts.store.define(name, indexes))
  }

  collections(): { name: string; count: number; indexes: IndexDeclaration[] }[] {
    return this.parts.store.collections().map((collection) => ({
      name: collection.name,
      count: collection.size,
      indexes: collection.allIndexes.map((index) => index.declaration),
    }))
  }

  async systemPut(space: string, key: string, value: unknown): Promise<void> {
    const { system, limits } = this.parts
    if (!isId(key, limits.idBytes)) throw requestFailed(`a system key is a text of 1 to ${limits.idBytes} bytes`)
    await this.settle(async () => system.put(space, key, value))
  }

  systemAll(space: string): { key: string; value: unknown }[] {
    return this.parts.system.all(space)
  }

  async check(): Promise<string[]> {
    const { disk, store, journal } = this.parts
    while (!journal.isSettled) await journal.settled()
    return disagreements(disk, store)
  }

  refuseWrites(reason: string | undefined | (() => string | undefined)): void {
    this.parts.journal.refuseWrites = typeof reason === 'function' ? reason : () => reason
  }

  onChange(listener: (change: Change) => void): () => void {
    return this.parts.store.onChange(listener)
  }

  async close(): Promise<void> {
    for (const transaction of [...this.alarms.keys()]) this.end(transaction)
    // Writers that waited for a transaction go on within this turn of the event loop, and must find the disk open.
    await new Promise(setImmediate)
    await this.parts.journal.close()
  }

  /**
   * Runs a request, in its transaction when it names one; an error in a transaction ends it, as in MongoDB. The answer,
   * good or bad, is given once everything that the request may have seen is on disk.
   */
  private async run<Answer>(
    transactionId: string | undefined,
    request: (writer: Writer) => Answer | Promise<Answer>,
  ): Promise<Answer> {
    const transaction = transactionId === undefined ? undefined : this.parts.store.transaction(transactionId)
    return this.settle(async () => {
      try {
        return await request(transaction ?? this.parts.store)
      } catch (error) {
        if (transaction !== undefined) this.end(transaction)
        throw error
      }
    })
  }

  /** Answers, well or badly, when all that may have been seen is on disk; refuses when the disk refused any of it. */
  private async settle<Answer>(act: () => Promise<Answer>): Promise<Answer> {
    const { journal } = this.parts
    const before = journal.refusal
    const [outcome] = await Promise.allSettled([act()])
    await journal.settled()
    if (journal.refusal !== undefined && journal.refusal !== before) throw journal.refusal
    if (outcome.status === 'rejected') throw outcome.reason
    return outcome.value
  }

  private end(transaction: Transaction): void {
    this.alarms.get(transaction)?.()
    this.alarms.delete(transaction)
    this.parts.store.endTransaction(transaction)
  }

  private matching(writer: Writer, collection: string, filter: Filter): Document[] {
    return this.search(writer, collection, filter, {}).page
  }

  private search(writer: Writer, collection: string, filter: Filter, options: FindOptions) {
    const condition = this.condition(filter)
    const query = { filter: condition, matches: this.test(condition) }
    return pageOf(writer, this.parts.store.collection(collection), query, options)
  }

  /** An undefined value would vanish and leave a condition that everything meets, so it is refused. */
  private condition(filter: Filter): Filter {
    for (const [field, value] of Object.entries(filter)) {
      if (value === undefined) throw requestFailed(`the condition on '${field}' is undefined`)
    }
    return fromCaller(filter, this.parts.clock.now()) as Filter
  }

  private test(condition: Filter): (document: Document) => boolean {
    return compileFilter(condition, { variables: { NOW: new Date(this.parts.clock.now()) } })
  }

  private compileChange(filter: Filter, change: Fields, replaces: boolean) {
    const now = this.parts.clock.now()
    const { nesting } = this.parts.limits
    const ready = fromCaller(change, now) as Fields
    return replaces
      ? compileReplacement(seal(ready, nesting), nesting)
      : compileOperators(ready, { filter, now, nesting })
  }

  private newDocument(fields: Fields): Document {
    const { clock, limits, makeId } = this.parts
    const { _id: given, ...others } = fromCaller(fields, clock.now()) as Fields
    const _id = given ?? makeId()
    if (!isId(_id, limits.idBytes)) {
      throw requestFailed(`_id must be a number, or a text of 1 to ${limits.idBytes} bytes`)
    }
    return seal({ _id, ...others }, limits.nesting)
  }

  private idOf(filter: Filter): Fields {
    const condition = filter._id
    const id = isFields(condition) ? condition.$eq : condition
    return id === undefined ? {} : { _id: id }
  }
}

/** Half characters are refused: on disk they would all become the same key. */
function isId(value: unknown, maxBytes: number): value is Document['_id'] {
  if (typeof value !== 'string') return Number.isFinite(value) && !Object.is(value, -0)
  const bytes = Buffer.from(value)
  return bytes.length > 0 && bytes.length <= maxBytes && bytes.toString() === value
}
