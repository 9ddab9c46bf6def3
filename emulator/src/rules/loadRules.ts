import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Project } from '../project/project.ts'
import { ProjectError } from '../project/projectError.ts'
import { type CollectionRules, RuleDeclarationError, readCollectionRules } from './collectionRules.ts'

const RULES_FILE = 'database-rules.json'
const PROJECT_FILE = 'cloudbaserc.json'

/**
 * The rights of a project's collections: from database-rules.json, else from `aclTag` (and `aclRule`, for the tag
 * CUSTOM) in cloudbaserc.json. A collection of neither is not in the map; its rights are ADMINONLY.
 * @throws ProjectError with one line that names the collection, the rule, the column in it and the reason
 */
export function loadRules(project: Pick<Project, 'folder' | 'collections'>): Map<string, CollectionRules> {
  const rules = new Map<string, CollectionRules>()
  const declarationFile = join(project.folder, PROJECT_FILE)
  for (const { name, aclTag, aclRule } of project.collections) {
    if (aclTag === 'CUSTOM') rules.set(name, read(declarationFile, `${name}.aclRule`, aclRule))
    else if (aclTag !== undefined) rules.set(name, read(declarationFile, `${name}.aclTag`, aclTag))
  }
  const file = join(project.folder, RULES_FILE)
  for (const [name, declaration] of Object.entries(readFile(file))) rules.set(name, read(file, name, declaration))
  return rules
}

/**
 * The rights of a project's collections as they are written: a tag, or rules by their keys; those of
 * database-rules.json go before those of cloudbaserc.json.
 * @throws ProjectError
 */
export function declaredRules(project: Pick<Project, 'folder' | 'collections'>): Map<string, unknown> {
  const ofCollections = project.collections.flatMap(({ name, aclTag, aclRule }) =>
    aclTag === undefined ? [] : [[name, aclTag === 'CUSTOM' ? aclRule : aclTag] as const],
  )
  return new Map([...ofCollections, ...Object.entries(readFile(join(project.folder, RULES_FILE)))])
}

function read(file: string, field: string, declaration: unknown): CollectionRules {
  try {
    return readCollectionRules(declaration, field)
  } catch (error) {
    if (error instanceof RuleDeclarationError) throw new ProjectError(file, error.field, error.reason)
    throw error
  }
}

function readFile(file: string): object {
  if (!existsSync(file)) return {}
  let content: unknown
  try {
    content = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new ProjectError(file, '', `is not JSON: ${(error as Error).message.split('\n')[0]}`)
  }
  if (typeof content === 'object' && content !== null && !Array.isArray(content)) return content
  throw new ProjectError(file, '', 'must be an object of collections')
}
