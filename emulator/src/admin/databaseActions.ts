import { EJSON } from 'bson'
import { CloudError } from '../cloudError.ts'
import type { Database, Document, FindOptions, SortOrder } from '../database/database.ts'
import { requestFailed } from '../database/databaseErrors.ts'
import { type Fields, isFields } from '../database/values.ts'
import { DATABASE_LIMITS, type DatabaseLimits } from '../limits.ts'

type Params = Record<string, unknown>
export type DatabaseAction = (params: Params) => Promise<Record<string, unknown>>

/**
 * The `database.*` actions of the SDKs' wire protocol, by their names. Each takes the parsed request body and answers the
 * success body without `requestId`, or throws `CloudError`. Documents, conditions and changes travel as texts of
 * canonical Extended JSON. Source of names and shapes: @cloudbase/database 1.4.3.
 */
export function databaseActions(
  database: Database,
  limits: Pick<DatabaseLimits, 'findDefault' | 'findMax' | 'aggregateDefault' | 'answerBytes'> = DATABASE_LIMITS,
): Record<string, DatabaseAction> {
  /** Documents as the texts of an answer, which has a size that it may not pass. */
  const listed = (documents: Document[]) => {
    const list = documents.map(format)
    const bytes = list.reduce((sum, text) => sum + Buffer.byteLength(text), 0)
    if (bytes > limits.answerBytes) throw requestFailed(`the answer is larger than ${limits.answerBytes} bytes`)
    return { data: { list } }
  }

  return {
    'database.addCollection': async (params) => {
      const name = collectionName(params)
      if (database.collections().some((collection) => collection.name === name)) {
        throw requestFailed(`Table exist: ${name}`)
      }
      await database.createCollection(name)
      return {}
    },

    'database.insertDocument': async (params) => {
      const docs = list(params, 'data').map((text) => fields(parse(text, 'data'), 'data'))
      return { data: { insertedIds: await database.insert(collectionName(params), docs, transactionId(params)) } }
    },

    'database.getDocument': async (params) => {
      const options: FindOptions = { transaction: transactionId(params), skip: count(params, 'offset') ?? 0 }
      if (params.queryType === 'DOC') options.limit = 1
      else options.limit = Math.min(count(params, 'limit') || limits.findDefault, limits.findMax)
      if (params.order) options.sort = fields(parse(params.order, 'order'), 'order') as SortOrder
      if (params.projection) options.projection = fields(parse(params.projection, 'projection'), 'projection')
      return listed(await database.find(collectionName(params), query(params), options))
    },

    'database.calculateDocument': async (params) => ({
      data: { total: await database.count(collectionName(params), query(params)) },
    }),

    'database.modifyDocument': async (params) => {
      const {
        matched: _,
        upsertedId,
        ...updated
      } = await database.update(collectionName(params), query(params), fields(parse(params.data, 'data'), 'data'), {
        multi: params.multi === true,
        replace: params.merge !== true,
        upsert: params.upsert === true,
        transaction: transactionId(params),
      })
      return { data: upsertedId === undefined ? updated : { ...updated, upsert_id: upsertedId } }
    },

    'database.modifyAndReturnDoc': async (params) => {
      const change = fields(parse(params.data, 'data'), 'data')
      const name = collectionName(params)
      const { updated, doc } = await database.updateAndReturn(name, query(params), change, transactionId(params))
      return { data: doc === undefined ? { updated } : { updated, doc: format(doc) } }
    },

    'database.removeDocument': async (params) => {
      const options = { multi: params.multi === true, transaction: transactionId(params) }
      return { data: { deleted: await database.remove(collectionName(params), query(params), options) } }
    },

    'database.aggregateDocuments': async (params) => {
      const stages = list(params, 'stages').map((stage) => {
        const { stageKey, stageValue } = fields(stage, 'stages')
        return { [String(stageKey)]: parse(stageValue, 'stageValue') }
      })
      const isLimited = stages.some((stage) => '$limit' in stage)
      const ready = isLimited ? stages : [...stages, { $limit: limits.aggregateDefault }]
      return listed(await database.aggregate(collectionName(params), ready))
    },

    'database.startTransaction': async () => ({ transactionId: database.begin() }),

    'database.commitTransaction': async (params) => {
      await database.commit(text(params, 'transactionId'))
      return {}
    },

    'database.abortTransaction': async (params) => {
      await database.abort(text(params, 'transactionId'))
      return {}
    },
  }
}

const invalid = (reason: string) => new CloudError('INVALID_PARAM', `invalid parameter: ${reason}`)

const format = (document: Document): string => EJSON.stringify(document, { relaxed: false })

export function parse(value: unknown, name: string): unknown {
  if (typeof value !== 'string') throw invalid(`${name} must be a text of Extended JSON`)
  try {
    // Without `useBigInt64` a long number loses its last digits in silence.
    return withNumbers(EJSON.parse(value, { useBigInt64: true }), name)
  } catch (error) {
    if (error instanceof CloudError) throw error
    throw invalid(`${name} is not Extended JSON`)
  }
}

/** Long integers become numbers, in place. One that a number cannot hold is refused, for it would come back changed. */
function withNumbers(value: unknown, name: string): unknown {
  if (typeof value === 'bigint') {
    const number = Number(value)
    // The SDK writes a large number with as few digits as tell it apart, so the exact value may be another.
    if (BigInt(number) === value || String(number) === String(value)) return number
    throw requestFailed(`the local cloud cannot keep the long integer ${value} of ${name}: it has more than 53 bits`)
  }
  if (Array.isArray(value)) for (const [at, element] of value.entries()) value[at] = withNumbers(element, name)
  else if (isFields(value)) for (const key of Object.keys(value)) value[key] = withNumbers(value[key], name)
  return value
}

export function fields(value: unknown, name: string): Fields {
  if (isFields(value)) return value
  throw invalid(`${name} must be an object`)
}

export function list(params: Params, name: string): unknown[] {
  const value = params[name]
  if (Array.isArray(value)) return value
  throw invalid(`${name} must be an array`)
}

function text(params: Params, name: string): string {
  const value = params[name]
  if (typeof value === 'string' && value !== '') return value
  throw invalid(`${name} must be a text`)
}

function count(params: Params, name: string): number | undefined {
  const value = params[name]
  if (value === undefined || value === null) return undefined
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value
  throw invalid(`${name} must be an integer that is not negative`)
}

export const collectionName = (params: Params): string => text(params, 'collectionName')

const transactionId = (params: Params): string | undefined =>
  params.transactionId ? text(params, 'transactionId') : undefined

/** No condition, or an empty text, means every document. */
export const query = (params: Params): Fields => (params.query ? fields(parse(params.query, 'query'), 'query') : {})
