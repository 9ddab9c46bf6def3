import { EJSON } from 'bson'
import { collectionName, type DatabaseAction, fields, list, parse, query } from '../admin/databaseActions.ts'
import type { Database, Filter } from '../database/database.ts'
import type { Fields } from '../database/values.ts'
import { type ClientIdentity, ownerId } from '../identity/clientIdentity.ts'
import { DATABASE_LIMITS } from '../limits.ts'
import type { Action, Requester } from '../server/adminDoor.ts'
import { joinRefusal } from './joinedCollections.ts'
import { CLIENT_FIND_MAX } from './limits.ts'
import { withOwner } from './ownerPlaceholders.ts'
import { permissionDenied, type SecurityRules } from './securityRules.ts'

type Params = Record<string, unknown>

interface ClientSetup {
  /** The actions as functions on the server may use them, by name. */
  actions: Record<string, DatabaseAction>
  database: Database
  rules: SecurityRules
}

/**
 * The `database.*` actions that a client may use, by name, kept to the security rules: each is judged and then
 * handed on, with the caller's id filled in. No transactions. Throws DATABASE_PERMISSION_DENIED.
 */
export function clientActions({ actions, database, rules }: ClientSetup): Record<string, Action> {
  const run = (name: string, params: Params) => actions[`database.${name}`]!(params)
  const guarded =
    (act: (params: Params, client: ClientIdentity, collection: string) => Promise<Params>): Action =>
    async (params, { client }: Requester) => {
      if (client === undefined) throw permissionDenied('there is no user')
      if (params.transactionId) throw permissionDenied('transactions are for functions')
      return act(params, client, collectionName(params))
    }

  const permitQuery = async (
    operation: 'read' | 'update' | 'delete',
    params: Params,
    client: ClientIdentity,
    change?: Fields,
  ): Promise<Filter> => {
    const filter = query(params)
    return rules.permit({
      client,
      collection: collectionName(params),
      operation,
      filter,
      byId: params.queryType === 'DOC' && isIdAlone(filter),
      change,
    })
  }

  /** `doc(id).set`: an update where the document is, a create where it is not. */
  const set = async (params: Params, client: ClientIdentity, collection: string): Promise<Params> => {
    const filter = query(params)
    if (!isIdAlone(filter)) throw permissionDenied('a document to set is named by its _id alone')
    const body = fields(parse(params.data, 'data'), 'data')
    const [existing] = await database.find(collection, filter, { limit: 1 })
    if (existing === undefined) {
      const document = { ...body, _id: filter._id }
      await rules.permit({ client, collection, operation: 'create', document })
      const data = [format({ ...document, _openid: ownerId(client) })]
      await run('insertDocument', { collectionName: collection, data })
      return { data: { updated: 0, upsert_id: filter._id } }
    }
    const permitted = await permitQuery('update', params, client, { $set: body })
    const { _openid } = existing
    const owned = { $and: [permitted, { _openid: _openid ?? null }] }
    const data = format(_openid === undefined ? body : { ...body, _openid })
    return run('modifyDocument', { ...params, upsert: false, query: format(owned), data })
  }

  return {
    'database.insertDocument': guarded(async (params, client, collection) => {
      const documents = list(params, 'data').map((text) => fields(parse(text, 'data'), 'data'))
      for (const document of documents) await rules.permit({ client, collection, operation: 'create', document })
      const data = documents.map((document) => format({ ...document, _openid: ownerId(client) }))
      return run('insertDocument', { ...params, data })
    }),

    'database.getDocument': guarded(async (params, client) => {
      const permitted = await permitQuery('read', params, client)
      return run('getDocument', { ...params, query: format(permitted), limit: clamped(params.limit, client) })
    }),

    'database.calculateDocument': guarded(async (params, client) => {
      return run('calculateDocument', { ...params, query: format(await permitQuery('read', params, client)) })
    }),

    'database.modifyDocument': guarded(async (params, client, collection) => {
      if (params.merge !== true) return set(params, client, collection)
      if (params.upsert === true) throw permissionDenied('only doc(id).set makes a document that is missing')
      const change = fields(parse(params.data, 'data'), 'data')
      const permitted = await permitQuery('update', params, client, change)
      return run('modifyDocument', { ...params, query: format(permitted) })
    }),

    'database.removeDocument': guarded(async (params, client) => {
      return run('removeDocument', { ...params, query: format(await permitQuery('delete', params, client)) })
    }),

    'database.aggregateDocuments': guarded(async (params, client, collection) => {
      const stages = list(params, 'stages').map((stage) => {
        const { stageKey, stageValue } = fields(stage, 'stages')
        return { key: String(stageKey), value: withOwner(parse(stageValue, 'stageValue'), client) }
      })
      const joined = stages.map(({ key, value }) => ({ [key]: value }))
      const refusal = await joinRefusal(rules, client, joined)
      if (refusal !== undefined) throw permissionDenied(refusal)
      const isFiltered = stages[0]?.key === '$match'
      const filter = isFiltered ? fields(stages[0]!.value, 'stageValue') : {}
      const permitted = await rules.permit({ client, collection, operation: 'read', filter, byId: false })
      const ready = [
        ...(Object.keys(permitted).length === 0 ? [] : [{ key: '$match', value: permitted }]),
        ...(isFiltered ? stages.slice(1) : stages),
        { key: '$limit', value: findMax(client) },
      ].map(({ key, value }) => ({ stageKey: key, stageValue: format(value) }))
      return run('aggregateDocuments', { ...params, stages: ready })
    }),
  }
}

const isIdAlone = (filter: Filter): boolean =>
  Object.keys(filter).length === 1 && ['string', 'number'].includes(typeof filter._id)

/** Documents that a client gets at most: the web SDK asks for as many as the server SDKs. */
const findMax = (client: ClientIdentity): number => (client.kind === 'web' ? DATABASE_LIMITS.findMax : CLIENT_FIND_MAX)

function clamped(limit: unknown, client: ClientIdentity): unknown {
  if (client.kind === 'web') return limit
  return typeof limit === 'number' ? Math.min(limit || CLIENT_FIND_MAX, CLIENT_FIND_MAX) : (limit ?? CLIENT_FIND_MAX)
}

const format = (value: unknown): string => EJSON.stringify(value, { relaxed: false })
