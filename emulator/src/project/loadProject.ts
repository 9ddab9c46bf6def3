import { existsSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { readCollections, readDatabaseTriggers } from './databaseDeclarations.ts'
import { Declaration } from './declaration.ts'
import { readFunctions } from './functionDeclarations.ts'
import { readHttpRoutes } from './gatewayDeclarations.ts'
import { readHosting } from './hostingDeclaration.ts'
import { fillPlaceholders, readEnvFiles } from './placeholders.ts'
import type { Project } from './project.ts'
import { ProjectError } from './projectError.ts'

const PROJECT_FILE = 'cloudbaserc.json'
const MINI_PROGRAM_FILE = 'project.config.json'
/** Stands for the app id of a project that has none yet. */
const NO_APP_ID = 'wx0000000000000000'

/** A value for `{{env.X}}`, which may depend on the id of the environment. */
export type Supplied = string | ((envId: string) => string)

/**
 * Loads the project of a folder from the files that the real tools read.
 * @param env values for `{{env.X}}`, before those of the process and of `.env` files
 * @param supplied values used when nothing else sets them
 * @param built false: the functions' code need not be there, since another host runs it
 * @throws ProjectError with one line that names the file and the field
 */
export function loadProject(
  folder: string,
  env: Record<string, string>,
  supplied: Record<string, Supplied>,
  built = true,
): Project {
  const absolute = resolve(folder)
  const file = join(absolute, PROJECT_FILE)
  const own = { ...readEnvFiles(absolute), ...process.env, ...env }
  const content = new Declaration(file, '', readJson(file))
  const envId = readEnvId(file, content, { ...fixedValues(supplied, ''), ...own })
  const root = new Declaration(
    file,
    '',
    fillPlaceholders(file, content.value, { ...fixedValues(supplied, envId), ...own }),
  )
  const functions = readFunctions(root, absolute, built)
  const names = functions.map((declaration) => declaration.name)
  const hosting = readHosting(root, absolute)
  return {
    folder: absolute,
    envId,
    region: root.get('region').text('ap-shanghai'),
    appId: readAppId(absolute),
    functions,
    collections: readCollections(root),
    databaseTriggers: readDatabaseTriggers(root, names),
    secureDomains: root.get('secureDomains').list().map(readHost),
    httpRoutes: readHttpRoutes(root, names, hosting),
    hosting,
  }
}

function readEnvId(file: string, content: Declaration, values: Record<string, string | undefined>): string {
  const filled = fillPlaceholders(file, content.get('envId').value, values)
  return new Declaration(file, 'envId', filled).name(/^[A-Za-z0-9_-]+$/, 'letters, digits, _ or -')
}

function fixedValues(supplied: Record<string, Supplied>, envId: string): Record<string, string> {
  const entries = Object.entries(supplied)
  return Object.fromEntries(entries.map(([name, value]) => [name, typeof value === 'string' ? value : value(envId)]))
}

const readHost = (declaration: Declaration): string =>
  declaration.name(/^[A-Za-z0-9.-]+(:\d+)?$/, 'a host, such as app.example.com or app.example.com:8080')

/** The mini-program's app id from a project's project.config.json. @throws ProjectError when that is not JSON */
export function readAppId(folder: string): string {
  const file = join(folder, MINI_PROGRAM_FILE)
  if (!existsSync(file)) return NO_APP_ID
  const appId = new Declaration(file, '', readJson(file)).get('appid').value
  return typeof appId === 'string' && appId.startsWith('wx') ? appId : NO_APP_ID
}

function readJson(file: string): unknown {
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) throw new ProjectError(file, '', 'there is no such file')
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new ProjectError(file, '', `is not JSON: ${(error as Error).message.split('\n')[0]}`)
  }
}
