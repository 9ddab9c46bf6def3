import type { Document, Filter } from '../database/database.ts'
import type { Fields } from '../database/values.ts'
import type { ClientIdentity, WebLoginType } from '../identity/clientIdentity.ts'
import { type RuleDeclaration, readCollectionRules } from './collectionRules.ts'
import { joinRefusal } from './joinedCollections.ts'
import { type ClientOperation, type DocumentById, SecurityRules } from './securityRules.ts'

export type ClientCall = 'get' | 'count' | 'aggregate' | 'create' | 'update' | 'delete'

/** A query by MongoDB's operators, an `_id` as `doc(id)` takes it, stages of an aggregation, or the document to create. */
export type CallTarget = Filter | Document['_id'] | Fields[]

/** Asks security rules without a cloud. */
export interface RulesKit {
  allowed(who: Caller, call: ClientCall, collection: string, target: CallTarget, change?: Fields): Promise<boolean>
  /** Why the call is refused; undefined when it is not. */
  refused(
    who: Caller,
    call: ClientCall,
    collection: string,
    target: CallTarget,
    change?: Fields,
  ): Promise<string | undefined>
}

/** A mini-program's user, or a web user (logged in anonymously unless said otherwise). */
type Caller = { openid: string } | { uid: string; loginType?: WebLoginType }

interface KitOptions {
  /** What `get()` and `documentById: 'preRead'` find, by collection. */
  documents?: Record<string, Document[]>
  /** ms since the epoch, for `now`. */
  now?: number
  documentById?: DocumentById
}

/**
 * For tests of a project's rules.
 * @param declarations the content of database-rules.json
 * @throws RuleDeclarationError that names the collection, the rule and the column
 */
export function rulesKit(declarations: Record<string, RuleDeclaration>, options: KitOptions = {}): RulesKit {
  const { documents = {}, now = Date.now(), documentById } = options
  const rules = new SecurityRules({
    rules: new Map(Object.entries(declarations).map(([name, rule]) => [name, readCollectionRules(rule, name)])),
    read: async (collection, id) => documents[collection]?.find(({ _id }) => _id === id),
    now: () => now,
    documentById,
  })
  const refused: RulesKit['refused'] = async (who, call, collection, target, change) => {
    const client = clientOf(who)
    const verdict = await rules.decide({ client, collection, ...requestOf(call, target, change) })
    if ('refusal' in verdict) return verdict.refusal
    return Array.isArray(target) ? joinRefusal(rules, client, target) : undefined
  }
  return { refused, allowed: async (...asked) => (await refused(...asked)) === undefined }
}

function clientOf(who: Caller): ClientIdentity {
  if ('openid' in who) return { kind: 'miniProgram', openid: who.openid }
  return { kind: 'web', uid: who.uid, loginType: who.loginType ?? 'ANONYMOUS' }
}

function requestOf(call: ClientCall, target: CallTarget, change: Fields | undefined): ClientOperation {
  if (call === 'create') return { operation: 'create', document: target as Fields }
  const operation = call === 'update' || call === 'delete' ? call : 'read'
  if (typeof target !== 'object') return { operation, filter: { _id: target }, byId: true, change }
  if (!Array.isArray(target)) return { operation, filter: target, byId: false, change }
  const first = target[0]?.$match
  return { operation, filter: (first ?? {}) as Filter, byId: false }
}
