import { authOf, type ClientIdentity, ownerId } from '../identity/clientIdentity.ts'
import { ACL_TAGS, type AclTag, RuleDeclarationError } from '../rules/collectionRules.ts'
import { type Expression, RuleSyntaxError } from '../rules/expression.ts'
import { refusalOf } from '../rules/judge.ts'
import { parseRule, type RuleVocabulary } from '../rules/parseRule.ts'

const OPERATIONS = ['read', 'write'] as const
/** `read` is to download a file, `write` to upload, replace or delete one. */
export type FileOperation = (typeof OPERATIONS)[number]

/** As in storage-rules.json: a tag, or rules by their keys as texts or booleans; what is missing is false. */
export type StorageRuleDeclaration = AclTag | { [key in FileOperation]?: string | boolean }

/** What a rule knows as `resource`. Source: docs.cloudbase.net/storage/security-rules. */
export interface RuledFile {
  path: string
  /** `resource.openid`: the openid or uid of the file's owner; of a file that a client is about to make, its own. */
  owner?: string
}

const OF_FILES: RuleVocabulary = {
  names: new Map([
    ['auth', 'auth'],
    ['resource', 'doc'],
    ['now', 'now'],
  ]),
  get: false,
  inWords: 'auth, resource and now',
}

/** The platform's own: "by default all users read, only who made a file writes it" (docs.cloudbase.net/storage). */
const DEFAULT_TAG: AclTag = 'READONLY'

/** The rights of clients over files. Servers are free of them. */
export class StorageRules {
  private constructor(
    private readonly rules: AclTag | Record<FileOperation, Expression | boolean>,
    private readonly now: () => number,
  ) {}

  /**
   * @param declaration as in storage-rules.json; undefined when there is none
   * @param now ms since the epoch
   * @throws RuleDeclarationError that names the rule and the column
   */
  static read(declaration: unknown, now: () => number): StorageRules {
    if (declaration === undefined) return new StorageRules(DEFAULT_TAG, now)
    const tag = ACL_TAGS.find((candidate) => candidate === declaration)
    if (tag !== undefined) return new StorageRules(tag, now)
    if (typeof declaration !== 'object' || declaration === null || Array.isArray(declaration)) {
      throw new RuleDeclarationError('', `must be an object of rules or one of ${ACL_TAGS.join(', ')}`)
    }
    const unknown = Object.keys(declaration).find((key) => !OPERATIONS.some((operation) => operation === key))
    if (unknown !== undefined) throw new RuleDeclarationError(unknown, `is unknown: rules are ${OPERATIONS.join(', ')}`)
    const { read, write } = declaration as Record<FileOperation, unknown>
    return new StorageRules({ read: readRule(read, 'read'), write: readRule(write, 'write') }, now)
  }

  /** True when anyone may read every file, logged in or not: then addresses need no signature and hold for ever. */
  get isPublic(): boolean {
    if (typeof this.rules === 'string') return this.rules === 'READONLY' || this.rules === 'ADMINWRITE'
    return this.rules.read === true
  }

  /** Why a client may not do it; undefined when it may. */
  async refusal(client: ClientIdentity, operation: FileOperation, file: RuledFile): Promise<string | undefined> {
    if (typeof this.rules === 'string') return refusalByTag(this.rules, operation, file.owner === ownerId(client))
    const rule = this.rules[operation]
    if (typeof rule === 'boolean') return rule ? undefined : 'the rule is false'
    const resource = { path: file.path, ...(file.owner === undefined ? {} : { openid: file.owner }) }
    return refusalOf(rule, {
      auth: authOf(client),
      now: this.now(),
      doc: { known: resource },
      read: async () => undefined,
    })
  }
}

function readRule(rule: unknown, field: string): Expression | boolean {
  if (rule === undefined) return false
  if (typeof rule === 'boolean') return rule
  if (typeof rule !== 'string') throw new RuleDeclarationError(field, 'must be true, false or the text of a rule')
  try {
    return parseRule(rule, OF_FILES)
  } catch (error) {
    if (error instanceof RuleSyntaxError) throw new RuleDeclarationError(field, error.message)
    throw error
  }
}

function refusalByTag(tag: AclTag, operation: FileOperation, isOwn: boolean): string | undefined {
  const isForAll = operation === 'read' && (tag === 'READONLY' || tag === 'ADMINWRITE')
  const isForOwners = tag === 'READONLY' || tag === 'PRIVATE'
  return isForAll || (isForOwners && isOwn) ? undefined : `the rights of files are ${tag}`
}
