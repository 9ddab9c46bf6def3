import { type Expression, RuleSyntaxError } from './expression.ts'
import { parseRule } from './parseRule.ts'

/** The platform's ready-made rights. */
export const ACL_TAGS = ['READONLY', 'PRIVATE', 'ADMINWRITE', 'ADMINONLY'] as const
export type AclTag = (typeof ACL_TAGS)[number]

export const RULE_KEYS = ['read', 'write', 'create', 'update', 'delete'] as const
type RuleKey = (typeof RULE_KEYS)[number]
export type Operation = Exclude<RuleKey, 'write'>

/** The rights of one collection: a tag, or a rule for each operation. */
export type CollectionRules = AclTag | Record<Operation, Expression>

/** As in database-rules.json: a tag, or rules by their keys as texts or booleans. */
export type RuleDeclaration = AclTag | { [key in RuleKey]?: string | boolean }

/** Rights that cannot be read: `field` names the collection, and the rule when one is at fault. */
export class RuleDeclarationError extends Error {
  constructor(
    readonly field: string,
    readonly reason: string,
  ) {
    super(`${field} ${reason}`)
    this.name = 'RuleDeclarationError'
  }
}

/**
 * Reads the rights of one collection. `create`, `update` and `delete` fall back to `write`; what is missing is false.
 * @param name what messages call the whole
 * @throws RuleDeclarationError
 */
export function readCollectionRules(declaration: unknown, name: string): CollectionRules {
  const tag = ACL_TAGS.find((candidate) => candidate === declaration)
  if (tag !== undefined) return tag
  if (typeof declaration !== 'object' || declaration === null || Array.isArray(declaration)) {
    throw new RuleDeclarationError(name, `must be an object of rules or one of ${ACL_TAGS.join(', ')}`)
  }
  const rules = new Map<string, Expression>()
  for (const [key, rule] of Object.entries(declaration)) {
    if (!RULE_KEYS.some((known) => known === key)) {
      throw new RuleDeclarationError(`${name}.${key}`, `is unknown: rules are ${RULE_KEYS.join(', ')}`)
    }
    rules.set(key, readRule(rule, `${name}.${key}`))
  }
  const never: Expression = { kind: 'literal', value: false, column: 1 }
  const write = rules.get('write') ?? never
  return {
    read: rules.get('read') ?? never,
    create: rules.get('create') ?? write,
    update: rules.get('update') ?? write,
    delete: rules.get('delete') ?? write,
  }
}

function readRule(rule: unknown, field: string): Expression {
  if (typeof rule === 'boolean') return { kind: 'literal', value: rule, column: 1 }
  if (typeof rule !== 'string') throw new RuleDeclarationError(field, 'must be true, false or the text of a rule')
  try {
    return parseRule(rule)
  } catch (error) {
    if (error instanceof RuleSyntaxError) throw new RuleDeclarationError(field, error.message)
    throw error
  }
}
