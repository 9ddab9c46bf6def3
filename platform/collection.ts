import type tcb from '@cloudbase/node-sdk'
import { mayCarry } from './mayCarry.ts'

/** The document database as the SDK opens it. */
export type ServiceDatabase = ReturnType<ReturnType<typeof tcb.init>['database']>

/** Conditions on fields: values, or operators made by the SDK's `db.command`. */
export type Filter = Record<string, unknown>
/** Fields to change: values, or operators made by the SDK's `db.command`. */
export type Change = Record<string, unknown>

export interface FindOptions {
  orderBy?: { field: string; direction: 'asc' | 'desc' }[]
  /** At most 1000, the service's own limit. */
  limit?: number
  fields?: string[]
}

/**
 * One collection; every method is one round trip. A failure of the service is thrown, never returned; so is a filter that
 * the SDK would send as another.
 */
export interface Collection<Doc extends { _id: string }> {
  get(id: string): Promise<Doc | undefined>
  find(filter: Filter, options?: FindOptions): Promise<Doc[]>
  /** @returns 'exists' when a document with this id, or another unique key of it, is already there */
  add(doc: Doc): Promise<'added' | 'exists'>
  /** Replaces the document, or makes it. */
  put(doc: Doc): Promise<void>
  /** One conditional write to every document that matches; @returns how many were changed. */
  update(filter: Filter, change: Change): Promise<number>
  /** One conditional write to one document; @returns it as it is afterwards, or undefined when none matched. */
  updateAndReturn(filter: Filter, change: Change): Promise<Doc | undefined>
  /** The same, where the change may take a unique key that another document has: 'exists', and nothing was changed. */
  updateUnique(filter: Filter, change: Change): Promise<Doc | undefined | 'exists'>
  /** Runs stages built by the SDK's aggregate. */
  aggregate<Result>(build: (stages: AggregateStages) => AggregateStages): Promise<Result[]>
}

/** The aggregation builder of the SDK, of which the SDK's own types say too little. */
export interface AggregateStages {
  match(condition: unknown): AggregateStages
  group(fields: unknown): AggregateStages
  lookup(join: unknown): AggregateStages
  project(fields: unknown): AggregateStages
  end(): Promise<unknown>
}

interface Answer {
  code?: string
  message?: string
  requestId?: string
  data?: unknown
  updated?: number
  doc?: unknown
}

/** The node SDK returns some failures instead of throwing them; here both are thrown. */
function sound(answer: unknown): Answer {
  const { code, message, requestId } = answer as Answer
  if (code) throw Object.assign(new Error(`${code}: ${message ?? ''}`), { code, requestId })
  return answer as Answer
}

/** Duplicates are told by their text: the service's code for them differs from path to path. */
function isDuplicate(error: unknown): boolean {
  return /E11000|duplicate/i.test(error instanceof Error ? error.message : String(error))
}

export function openCollection<Doc extends { _id: string }>(db: ServiceDatabase, name: string): Collection<Doc> {
  const collection = db.collection(name)
  const updateAndReturn = async (filter: Filter, change: Change): Promise<Doc | undefined> => {
    const query = collection.where(mayCarry(filter)) as unknown as { updateAndReturn(change: Change): Promise<unknown> }
    const answer = sound(await query.updateAndReturn(change))
    return (answer.doc ?? undefined) as Doc | undefined
  }
  return {
    async get(id) {
      const answer = sound(await collection.where({ _id: id }).limit(1).get())
      return (answer.data as Doc[])[0]
    },
    async find(filter, { orderBy = [], limit = 100, fields } = {}) {
      let query = collection.where(mayCarry(filter))
      for (const { field, direction } of orderBy) query = query.orderBy(field, direction)
      if (fields) query = query.field(Object.fromEntries(fields.map((field) => [field, true])))
      return sound(await query.limit(limit).get()).data as Doc[]
    },
    async add(doc) {
      try {
        sound(await collection.add(doc))
        return 'added'
      } catch (error) {
        if (isDuplicate(error)) return 'exists'
        throw error
      }
    },
    async put({ _id, ...body }) {
      sound(await collection.doc(_id).set(body))
    },
    async update(filter, change) {
      return sound(await collection.where(mayCarry(filter)).update(change)).updated ?? 0
    },
    updateAndReturn,
    async updateUnique(filter, change) {
      try {
        return await updateAndReturn(filter, change)
      } catch (error) {
        if (isDuplicate(error)) return 'exists'
        throw error
      }
    },
    async aggregate<Result>(build: (stages: AggregateStages) => AggregateStages) {
      const stages = collection.aggregate() as unknown as AggregateStages
      return sound(await build(stages).end()).data as Result[]
    },
  }
}
