import { CloudError } from '../cloudError.ts'
import type { Document, Filter } from '../database/database.ts'
import { type Fields, fromCaller } from '../database/values.ts'
import { authOf, type ClientIdentity, ownerId } from '../identity/clientIdentity.ts'
import type { AclTag, CollectionRules, Operation } from './collectionRules.ts'
import type { Expression } from './expression.ts'
import { type Facts, refusalOf, Undecidable } from './judge.ts'
import { GET_MAX_DOCUMENTS, QUERY_MAX_CASES } from './limits.ts'
import { withOwner } from './ownerPlaceholders.ts'
import { queryCases, TooManyCases } from './queryCases.ts'
import { changesOwner, dataOfUpdate } from './requestData.ts'

/**
 * What a rule knows when a client names a document by its id alone. The platform's pages contradict each other:
 * `reject` takes the id as the whole query, so that a rule on any other field refuses; `preRead` judges the document.
 */
export type DocumentById = 'reject' | 'preRead'

/** What a client asks for, in the database's own terms. */
export type ClientOperation =
  /** The document as the client sent it, without the `_openid` that it will get. */
  | { operation: 'create'; document: Fields }
  | {
      operation: Exclude<Operation, 'create'>
      filter: Filter
      /** The filter is nothing but the `_id` that `doc(id)` names. */
      byId: boolean
      /** Of an update: its operators, `{ $set: { 'a.b': 1 }, $inc: … }`. */
      change?: Fields
    }

export type ClientRequest = { client: ClientIdentity; collection: string } & ClientOperation

/** Why a request is refused, or under which filter it may run. */
export type Verdict = { refusal: string } | { filter: Filter }

interface RulesSetup {
  rules: ReadonlyMap<string, CollectionRules>
  /** Reads a document whatever its rights; undefined when there is none. */
  read: (collection: string, id: Document['_id']) => Promise<Document | undefined>
  /** ms since the epoch. */
  now: () => number
  documentById?: DocumentById
}

/**
 * The rights of clients: users of the mini-program and of web apps. A rule is validated, it does not filter: a query passes only when the rule follows
 * from its conditions. Only the tags READONLY and PRIVATE add the condition that the document is the user's own.
 */
export class SecurityRules {
  constructor(private readonly setup: RulesSetup) {}

  /** `{openid}` and `{uid}` in the filter become the caller's id. Throws DATABASE_REQUEST_FAILED for a value that cannot be. */
  async decide(request: ClientRequest): Promise<Verdict> {
    const rules = this.setup.rules.get(request.collection) ?? 'ADMINONLY'
    const filter = 'filter' in request ? this.readFilter(request.filter, request.client) : {}
    const refusal =
      (setsOwner(request) ? '_openid is for the server to write' : undefined) ??
      (typeof rules === 'string'
        ? refusalByTag(rules, request.operation)
        : await this.refusalByRule(rules[request.operation], request, filter))
    if (refusal !== undefined) return { refusal }
    const isOwnOnly = rules === 'PRIVATE' || (rules === 'READONLY' && request.operation !== 'read')
    return { filter: isOwnOnly ? { $and: [filter, { _openid: ownerId(request.client) }] } : filter }
  }

  /** As `decide`, but a refusal is thrown as DATABASE_PERMISSION_DENIED. */
  async permit(request: ClientRequest): Promise<Filter> {
    const verdict = await this.decide(request)
    if ('filter' in verdict) return verdict.filter
    throw permissionDenied(`${request.operation} of ${request.collection}: ${verdict.refusal}`)
  }

  private async refusalByRule(rule: Expression, request: ClientRequest, filter: Filter): Promise<string | undefined> {
    const now = this.setup.now()
    const common = { auth: authOf(request.client), now, read: this.limitedReader() }
    if (request.operation === 'create') {
      const document = fromCaller({ ...request.document, _openid: ownerId(request.client) }, now) as Fields
      return refusalOf(rule, { ...common, data: document, doc: { known: document } })
    }
    const data = request.change && dataOfUpdate(fromCaller(request.change, now) as Fields)
    const meant = (request.byId && (await this.documentMeant(request.collection, filter))) || casesOf(filter)
    if (typeof meant === 'string') return meant
    for (const doc of meant) {
      const refusal = await refusalOf(rule, { ...common, data, doc })
      if (refusal !== undefined) return refusal
    }
    return undefined
  }

  /** The filter in the store's own values, so that what is judged is exactly what will run. */
  private readFilter(filter: Filter, client: ClientIdentity): Filter {
    return fromCaller(withOwner(filter, client), this.setup.now()) as Filter
  }

  private async documentMeant(collection: string, { _id }: Filter): Promise<Facts['doc'][] | undefined> {
    if (this.setup.documentById !== 'preRead') return undefined
    const known = await this.setup.read(collection, _id as Document['_id'])
    return known && [{ known }]
  }

  private limitedReader(): Facts['read'] {
    const asked = new Map<string, Promise<Document | undefined>>()
    return async (collection, id) => {
      const address = `${collection}.${id}`
      const known = asked.get(address)
      if (known !== undefined) return known
      if (asked.size === GET_MAX_DOCUMENTS) {
        throw new Undecidable(`get() would read more than ${GET_MAX_DOCUMENTS} documents`)
      }
      const reading = this.setup.read(collection, id)
      asked.set(address, reading)
      return reading
    }
  }
}

const setsOwner = (request: ClientRequest): boolean =>
  request.operation === 'create' ? '_openid' in request.document : changesOwner(request.change ?? {})

export const permissionDenied = (reason: string) =>
  new CloudError('DATABASE_PERMISSION_DENIED', `Permission denied. ${reason}`)

function refusalByTag(tag: AclTag, operation: Operation): string | undefined {
  const isAllowed = tag === 'READONLY' || tag === 'PRIVATE' || (tag === 'ADMINWRITE' && operation === 'read')
  return isAllowed ? undefined : `its rights are ${tag}`
}

/** What `doc` may be, or why that is not known. */
function casesOf(filter: Filter): Facts['doc'][] | string {
  try {
    return queryCases(filter).map((query) => ({ query }))
  } catch (error) {
    if (error instanceof TooManyCases) return `the query has more than ${QUERY_MAX_CASES} alternatives`
    throw error
  }
}
