import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ProjectError } from '../project/projectError.ts'
import { RuleDeclarationError } from '../rules/collectionRules.ts'
import { StorageRules } from './storageRules.ts'

const RULES_FILE = 'storage-rules.json'

/**
 * The rights of files from the project's storage-rules.json, a file of the local cloud's own: the platform keeps them
 * in its console only. What is in it is what the console takes.
 * @throws ProjectError with one line that names the rule, the column in it and the reason
 */
export function loadStorageRules(folder: string, now: () => number): StorageRules {
  const file = join(folder, RULES_FILE)
  try {
    return StorageRules.read(existsSync(file) ? readJson(file) : undefined, now)
  } catch (error) {
    if (error instanceof RuleDeclarationError) throw new ProjectError(file, error.field, error.reason)
    throw error
  }
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new ProjectError(file, '', `is not JSON: ${(error as Error).message.split('\n')[0]}`)
  }
}
