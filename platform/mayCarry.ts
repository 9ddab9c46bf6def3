import type { Filter } from './collection.ts'

interface Logic {
  operator: string
  operands: unknown[]
}

/**
 * Lets a filter pass that the SDK sends as it was meant. The SDK (@cloudbase/database) writes an `or` on a field as `$or`
 * of the whole filter, and joins two of them into one, so that either is enough where both were asked for.
 * @throws Error that names the fields, before anything is sent
 */
export function mayCarry(filter: Filter): Filter {
  if (isLogic(filter)) {
    for (const operand of filter.operands) if (isFilter(operand)) mayCarry(operand)
    return filter
  }
  const fields = Object.entries(filter).flatMap(([field, value]) =>
    isLogic(value) && value.operator === 'or' ? [field] : [],
  )
  if (fields.length > 1) throw new Error(`one filter cannot carry an "or" on each of ${fields.join(', ')}`)
  return filter
}

function isFilter(value: unknown): value is Filter {
  return typeof value === 'object' && value !== null
}

/** Data that happens to have such fields is told from an operator of the SDK by the mark that those bear. */
function isLogic(value: unknown): value is Logic {
  return isFilter(value) && '_internalType' in value && Array.isArray(value.operands)
}
