import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { ProjectError } from './projectError.ts'

const PLACEHOLDER = /\{\{\s*env\.([A-Za-z_][A-Za-z0-9_]*)\s*\}\}/g

/**
 * Fills `{{env.X}}` in every string of a JSON value, as the real command line tool does before it deploys.
 * @throws ProjectError that names the variable when `values` lacks it.
 */
export function fillPlaceholders(file: string, value: unknown, values: Record<string, string | undefined>): unknown {
  if (typeof value === 'string') {
    return value.replace(PLACEHOLDER, (placeholder, name: string) => {
      const filling = values[name]
      if (filling === undefined) throw new ProjectError(file, '', `${placeholder} is not set (environment, .env file)`)
      return filling
    })
  }
  if (Array.isArray(value)) return value.map((entry) => fillPlaceholders(file, entry, values))
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, entry]) => [key, fillPlaceholders(file, entry, values)])
    return Object.fromEntries(entries)
  }
  return value
}

/** The variables of a project's `.env` and `.env.local`; the second wins. */
export function readEnvFiles(folder: string): Record<string, string | undefined> {
  const files = ['.env', '.env.local'].map((name) => join(folder, name)).filter((file) => existsSync(file))
  return Object.assign({}, ...files.map((file) => parseEnv(readFileSync(file, 'utf8'))))
}
