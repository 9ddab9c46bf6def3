import type { Document } from '../database/database.ts'
import type { ConditionRule, DatabaseTriggerDeclaration } from '../project/project.ts'

/**
 * Whether a document meets a trigger's condition: any or all of its rules. A rule compares values of one type only, so
 * `> 3` never holds for a string, and `!=` holds for a value of another type or a missing field.
 */
export function meets(doc: Document, condition: DatabaseTriggerDeclaration['condition']): boolean {
  if (condition === undefined) return true
  const holds = (rule: ConditionRule) => meetsRule(valueAt(doc, rule.field), rule)
  return condition.match === 'all' ? condition.rules.every(holds) : condition.rules.some(holds)
}

function valueAt(doc: Document, path: string): unknown {
  let value: unknown = doc
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null) return undefined
    value = (value as Record<string, unknown>)[key]
  }
  return value
}

function meetsRule(actual: unknown, { operator, value }: ConditionRule): boolean {
  if (operator === '=') return actual === value
  if (operator === '!=') return actual !== value
  if (typeof actual !== typeof value || value === null || typeof value === 'boolean') return false
  const comparable = actual as string | number
  if (operator === '>') return comparable > value
  if (operator === '>=') return comparable >= value
  if (operator === '<') return comparable < value
  return comparable <= value
}
