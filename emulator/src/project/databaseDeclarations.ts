import type { IndexDeclaration } from '../database/database.ts'
import { DATABASE_TRIGGER_ACTIONS_MAX, FREQUENCY_SECONDS } from '../triggers/limits.ts'
import type { Declaration } from './declaration.ts'
import {
  CHANGE_EVENTS,
  CONDITION_OPERATORS,
  type CollectionDeclaration,
  type ConditionRule,
  type DatabaseTriggerDeclaration,
  type TriggerFrequency,
} from './project.ts'

const DATABASE_PLUGIN = '@cloudbase/framework-plugin-database'

/** Reads the collections that `framework.plugins` declares for the database plugin. Throws ProjectError. */
export function readCollections(root: Declaration): CollectionDeclaration[] {
  const framework = root.get('framework')
  if (framework.absent || framework.get('plugins').absent) return []
  const plugins = framework.get('plugins')
  return Object.keys(plugins.object())
    .map((name) => plugins.get(name))
    .filter((plugin) => plugin.get('use').value === DATABASE_PLUGIN)
    .flatMap((plugin) => plugin.get('inputs').get('collections').list())
    .map((collection) => ({
      name: collection.get('collectionName').text(),
      indexes: collection.get('createIndexes').list().map(readIndex),
      aclTag: collection.get('aclTag').absent ? undefined : collection.get('aclTag').text(),
      aclRule: collection.get('aclRule').value,
    }))
}

function readIndex(declaration: Declaration): IndexDeclaration {
  const keys = declaration.get('keys').list()
  if (keys.length === 0) throw declaration.get('keys').refusal('must name at least one field')
  const unique = readFlag(declaration.get('unique'))
  const read = keys.map((key) => ({ field: key.get('name').text(), direction: readDirection(key.get('direction')) }))
  if (unique && read.some(({ direction }) => direction === '2dsphere')) {
    throw declaration.get('unique').refusal('cannot be true of an index by place')
  }
  return {
    name: declaration.get('name').text(),
    unique,
    ...(readFlag(declaration.get('sparse')) && { sparse: true }),
    keys: read,
  }
}

function readFlag(declaration: Declaration): boolean {
  if (!declaration.absent && typeof declaration.value !== 'boolean') throw declaration.refusal('must be true or false')
  return declaration.value === true
}

/** The console and manager-node write an index by place as `2d` or `2dsphere`; both know the sphere here. */
function readDirection(declaration: Declaration): IndexDeclaration['keys'][number]['direction'] {
  const direction = declaration.oneOf(['1', '-1', '2d', '2dsphere'])
  if (direction === '1') return 1
  return direction === '-1' ? -1 : '2dsphere'
}

/**
 * Reads `databaseTriggers`, the local cloud's own key: the real service has these triggers but no file for them.
 * @param functions names that a trigger may start. Throws ProjectError.
 */
export function readDatabaseTriggers(root: Declaration, functions: readonly string[]): DatabaseTriggerDeclaration[] {
  return root
    .get('databaseTriggers')
    .list()
    .map((declaration) => {
      const started = declaration.get('functions').list()
      if (started.length === 0 || started.length > DATABASE_TRIGGER_ACTIONS_MAX) {
        throw declaration.get('functions').refusal(`must name 1 to ${DATABASE_TRIGGER_ACTIONS_MAX} functions`)
      }
      for (const name of started) {
        if (!functions.includes(name.text())) throw name.refusal(`is "${name.text()}", which is not a function here`)
      }
      return {
        name: declaration.get('name').text(),
        collection: declaration.get('collection').text(),
        event: declaration.get('event').oneOf(CHANGE_EVENTS),
        functions: started.map((name) => name.text()),
        frequency: readFrequency(declaration.get('frequency')),
        condition: readCondition(declaration.get('condition')),
      }
    })
}

function readFrequency(declaration: Declaration): TriggerFrequency {
  if (declaration.absent) return 'always'
  if (typeof declaration.value === 'string') return declaration.oneOf(['always', 'once'] as const)
  const { least, most } = FREQUENCY_SECONDS
  const everySeconds = declaration.get('everySeconds')
  if (everySeconds.absent) throw declaration.refusal('must be "always", "once" or {"everySeconds": 6 to 2592000}')
  return { everySeconds: everySeconds.wholeNumber(least, least, most) }
}

function readCondition(declaration: Declaration): DatabaseTriggerDeclaration['condition'] {
  if (declaration.absent) return undefined
  return {
    match: declaration.get('match').oneOf(['any', 'all']),
    rules: declaration.get('rules').list().map(readRule),
  }
}

function readRule(declaration: Declaration): ConditionRule {
  const field = declaration.get('field').text()
  const operator = declaration.get('operator').oneOf(CONDITION_OPERATORS)
  const { value } = declaration.get('value')
  const equality = operator === '=' || operator === '!='
  if (typeof value === 'string' || typeof value === 'number') return { field, operator, value }
  if (equality && (typeof value === 'boolean' || value === null)) return { field, operator, value }
  const types = equality ? 'a string, a number, a boolean or null' : `a string or a number for ${operator}`
  throw declaration.get('value').refusal(`must be ${types}`)
}
