import { type CollectionReference, Db, type Query } from '@cloudbase/database'
import { asyncMember, Failure, type Options } from './asyncMember.ts'
import { type Answer, askCloud } from './cloudDoor.ts'

/** Most documents of one `get` in a mini-program, and how many without a limit. Source: WeChat, Collection.limit. */
const MOST_DOCUMENTS = 20

/** What the query builder sends goes to the local cloud as this phone's. */
class PhoneRequest {
  constructor(private readonly config: { env: string }) {}

  send(action: string, params: Record<string, unknown>): Promise<Answer> {
    return askCloud(this.config.env, { ...params, action })
  }
}

type Condition = Record<string, unknown>
type Written = Options & { data?: Condition }
interface WatchOptions {
  onChange: (snapshot: { docs: Condition[]; [field: string]: unknown }) => void
  onError: (error: unknown) => void
}

/**
 * wx.cloud.database(): the SDK's own query builder and realtime client in the shape that a mini-program knows, where
 * what is written stands in `data`, a document that is not there fails, and every call may take callbacks.
 */
export function openDatabase(env: string): Record<string, unknown> {
  Db.reqClass = PhoneRequest as never
  const database = new Db({ env, throwOnCode: true })
  return {
    command: database.command,
    Geo: database.Geo,
    RegExp: database.RegExp,
    serverDate: database.serverDate,
    collection: (name: string) => collectionOf(database.collection(name)),
  }
}

function collectionOf(collection: CollectionReference): Record<string, unknown> {
  return {
    ...queryOf(collection),
    doc: (id: string) => documentOf(collection, id),
    add: asyncMember('collection.add', async ({ data }: Written) => {
      const { id } = (await collection.add(data ?? {})) as { id?: string }
      return { _id: id }
    }),
  }
}

/** @param limit of documents, once the mini-program has set one */
function queryOf(query: Query, limit = MOST_DOCUMENTS): Record<string, unknown> {
  return {
    where: (condition: Condition) => queryOf(query.where(condition), limit),
    orderBy: (field: string, direction: 'asc' | 'desc') => queryOf(query.orderBy(field, direction), limit),
    limit: (count: number) => queryOf(query.limit(count), Math.min(count, MOST_DOCUMENTS)),
    skip: (count: number) => queryOf(query.skip(count), limit),
    field: (projection: Record<string, boolean>) => queryOf(query.field(projection), limit),
    get: asyncMember('collection.get', async () => ({ data: (await query.limit(limit).get()).data })),
    count: asyncMember('collection.count', async () => ({ total: (await query.count()).total })),
    update: asyncMember('collection.update', async ({ data }: Written) => ({
      stats: { updated: (await query.update(data ?? {})).updated },
    })),
    remove: asyncMember('collection.remove', async () => ({ stats: { removed: (await query.remove()).deleted } })),
    watch: (options: WatchOptions) => query.watch(options as never),
  }
}

function documentOf(collection: CollectionReference, id: string): Record<string, unknown> {
  const document = collection.doc(id)
  return {
    get: asyncMember('document.get', async () => {
      const [data] = ((await document.get()) as { data: unknown[] }).data
      if (data === undefined) throw new Failure(`cannot find document with _id ${id}`, { errCode: -1 })
      return { data }
    }),
    set: asyncMember('document.set', async ({ data }: Written) => {
      const { updated, upsertedId } = (await document.set(data ?? {})) as { updated?: number; upsertedId?: string }
      return { _id: id, stats: { updated, created: upsertedId === undefined ? 0 : 1 } }
    }),
    update: asyncMember('document.update', async ({ data }: Written) => ({
      stats: { updated: ((await document.update(data ?? {})) as { updated?: number }).updated },
    })),
    remove: asyncMember('document.remove', async () => ({
      stats: { removed: ((await document.remove()) as { deleted?: number }).deleted },
    })),
    watch: (options: WatchOptions) => collection.where({ _id: id }).watch(options as never),
  }
}
