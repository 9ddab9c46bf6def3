import { fields, list } from '../admin/databaseActions.ts'
import { CloudError } from '../cloudError.ts'
import { isFields } from '../database/values.ts'
import type { Action, Requester } from '../server/adminDoor.ts'
import { extendedJson, plainDocument } from './documentValues.ts'

type Params = Record<string, unknown>

/**
 * The `database.*` actions of version 1 of the wire protocol, by name: each is put as version 2 has it, judged and run
 * by `clientActions`, and its answer put back. Source of names and shapes: @cloudbase/database 0.9.18-beta.
 * @param clientActions version 2, kept to the security rules
 */
export function documentActions(clientActions: Record<string, Action>): Record<string, Action> {
  const ask = async (name: string, params: Params, requester: Requester): Promise<Params> => {
    const { data } = (await clientActions[`database.${name}`]!(params, requester)) as Params
    return fields(data, 'data')
  }

  return {
    'database.addDocument': async (params, requester) => {
      const { collectionName, _id } = params
      const document = fields(params.data, 'data')
      const data = [extendedJson(_id === undefined ? document : { ...document, _id })]
      const answer = await ask('insertDocument', { collectionName, data }, requester)
      return { data: { _id: list(answer, 'insertedIds')[0] } }
    },

    'database.queryDocument': async (params, requester) => {
      const { collectionName, queryType, limit, offset, projection } = params
      const asked = {
        ...{ collectionName, queryType, limit, offset },
        query: optionalJson(params.query),
        order: params.order === undefined ? undefined : extendedJson(orderOf(list(params, 'order'))),
        projection: optionalJson(projection),
      }
      const answer = await ask('getDocument', asked, requester)
      return { data: { list: list(answer, 'list').map(plainDocument) }, limit, offset }
    },

    'database.countDocument': async ({ collectionName, query }, requester) => ({
      data: await ask('calculateDocument', { collectionName, query: optionalJson(query) }, requester),
    }),

    'database.updateDocument': async (params, requester) => {
      const asked = {
        ...params,
        query: optionalJson(params.query),
        data: extendedJson(fields(params.data, 'data')),
        transactionId: undefined,
      }
      const { upsert_id: upserted_id, ...data } = await ask('modifyDocument', asked, requester)
      return { data: upserted_id === undefined ? data : { ...data, upserted_id } }
    },

    'database.deleteDocument': async ({ collectionName, queryType, multi, query }, requester) => ({
      data: await ask('removeDocument', { collectionName, queryType, multi, query: optionalJson(query) }, requester),
    }),

    'database.aggregate': async (params, requester) => {
      const stages = list(params, 'stages').map((stage) => {
        const { stageKey, stageValue } = fields(stage, 'stages')
        return { stageKey, stageValue: extendedJson(json(stageValue)) }
      })
      const answer = await ask('aggregateDocuments', { collectionName: params.collectionName, stages }, requester)
      return { data: { list: JSON.stringify(list(answer, 'list')) } }
    },
  }
}

/** No condition, or an empty one, means every document. */
const optionalJson = (value: unknown): string | undefined =>
  value === undefined || value === null ? undefined : extendedJson(value)

function orderOf(order: unknown[]): Record<string, 1 | -1> {
  return Object.fromEntries(
    order.map((each) => {
      const { field, direction } = isFields(each) ? each : {}
      if (typeof field !== 'string' || (direction !== 'asc' && direction !== 'desc')) {
        throw new CloudError('INVALID_PARAM', 'invalid parameter: order must be a list of {field, direction}')
      }
      return [field, direction === 'asc' ? 1 : -1]
    }),
  )
}

function json(text: unknown): unknown {
  try {
    return JSON.parse(String(text))
  } catch {
    throw new CloudError('INVALID_PARAM', 'invalid parameter: stageValue is not JSON')
  }
}
