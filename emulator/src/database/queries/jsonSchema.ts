import { Ajv, type AnySchema } from 'ajv'
import { requestFailed } from '../databaseErrors.ts'
import { type Fields, isFields } from '../values.ts'
import { typeTest } from './typeTests.ts'

/** Keywords that MongoDB's `$jsonSchema` does not know. Source: MongoDB manual, "$jsonSchema", omissions. */
const OMITTED = [
  '$ref',
  '$schema',
  'default',
  'definitions',
  'format',
  'id',
  '$id',
  '$async',
  'const',
  'if',
  'contains',
]

/**
 * Compiles a schema of MongoDB's draft-4 dialect with `bsonType`.
 * Throws DATABASE_REQUEST_FAILED for a schema that MongoDB refuses.
 */
export function compileSchema(schema: unknown): (document: Fields) => boolean {
  if (!isFields(schema)) throw requestFailed('$jsonSchema must be an object')
  const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false, strictTuples: false, logger: false })
  ajv.addKeyword({ keyword: 'bsonType', compile: typeTest })
  try {
    return ajv.compile<Fields>(translated(schema) as AnySchema)
  } catch (error) {
    throw requestFailed(`$jsonSchema: ${error instanceof Error ? error.message : String(error)}`)
  }
}

const SCHEMA_MAPS = new Set(['properties', 'patternProperties'])
const SCHEMA_LISTS = new Set(['allOf', 'anyOf', 'oneOf'])
const SCHEMAS = new Set(['not', 'additionalProperties', 'additionalItems', 'items'])

/** From draft 4, where exclusive bounds are flags, to the draft that the validator speaks; dates are objects to it. */
function translated(schema: unknown): unknown {
  if (!isFields(schema)) return schema
  const result: Fields = {}
  for (const [keyword, value] of Object.entries(schema)) {
    if (OMITTED.includes(keyword)) throw requestFailed(`$jsonSchema keyword '${keyword}' is not currently supported`)
    if (SCHEMA_MAPS.has(keyword) && isFields(value)) {
      result[keyword] = Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, translated(inner)]))
    } else if (keyword === 'dependencies' && isFields(value)) {
      result[keyword] = Object.fromEntries(
        Object.entries(value).map(([name, inner]) => [name, Array.isArray(inner) ? inner : translated(inner)]),
      )
    } else if (Array.isArray(value) && (SCHEMA_LISTS.has(keyword) || keyword === 'items')) {
      result[keyword] = value.map(translated)
    } else if (keyword === 'type') {
      result.bsonType = bsonTypesOf(value)
    } else result[keyword] = SCHEMAS.has(keyword) ? translated(value) : value
  }
  for (const end of ['Minimum', 'Maximum'] as const) {
    const flag = `exclusive${end}`
    if (typeof result[flag] !== 'boolean') continue
    const inclusive = end.toLowerCase()
    if (result[flag]) {
      result[flag] = result[inclusive]
      delete result[inclusive]
    } else delete result[flag]
  }
  return result
}

/** `type` takes JSON's names, which are fewer; 'integer' is refused as in MongoDB. */
function bsonTypesOf(type: unknown): unknown {
  const names = Array.isArray(type) ? type : [type]
  return names.map((name) => {
    if (!['object', 'array', 'number', 'boolean', 'string', 'null'].includes(String(name))) {
      throw requestFailed(`$jsonSchema type '${String(name)}' is not currently supported`)
    }
    return name === 'boolean' ? 'bool' : name
  })
}
