import { statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { FUNCTION_ENV_MAX_BYTES, FUNCTION_MEMORY_MB, FUNCTION_TIMEOUT_SECONDS } from '../functions/limits.ts'
import { parseTimerExpression } from '../timers/timerExpression.ts'
import type { Declaration } from './declaration.ts'
import type { FunctionDeclaration, TimerDeclaration } from './project.ts'

const FUNCTION_NAME = /^[A-Za-z][A-Za-z0-9_-]{0,59}$/
const NAME_RULE = 'a letter, then letters, digits, _ or - (60 at most)'

/**
 * Reads `functions` of cloudbaserc.json.
 * @param root the file's whole content
 * @param folder the project's folder, to which `functionRoot` is relative
 * @param built whether the functions' code must be there
 * @throws ProjectError
 */
export function readFunctions(root: Declaration, folder: string, built: boolean): FunctionDeclaration[] {
  const functionRoot = resolve(folder, root.get('functionRoot').text('functions'))
  const seen = new Set<string>()
  return root
    .get('functions')
    .list()
    .map((declaration) => {
      const name = declaration.get('name').name(FUNCTION_NAME, NAME_RULE)
      if (seen.has(name)) throw declaration.get('name').refusal(`is "${name}", which another function has`)
      seen.add(name)
      return readFunction(declaration, name, functionRoot, built)
    })
}

function readFunction(
  declaration: Declaration,
  name: string,
  functionRoot: string,
  built: boolean,
): FunctionDeclaration {
  const dir = declaration.get('dir')
  const functionFolder = dir.absent ? join(functionRoot, name) : resolve(functionRoot, dir.text())
  const handler = declaration.get('handler').absent
    ? 'index.main'
    : declaration.get('handler').name(/^[\w/-]+\.\w+$/, '<file>.<export>, such as index.main')
  const entry = join(functionFolder, `${handler.slice(0, handler.lastIndexOf('.'))}.js`)
  if (built && !statSync(entry, { throwIfNoEntry: false })?.isFile()) {
    throw declaration.get('name').refusal(`is "${name}", but there is no ${entry} (is the project built?)`)
  }
  const timeout = FUNCTION_TIMEOUT_SECONDS
  const memory = FUNCTION_MEMORY_MB
  return {
    name,
    folder: functionFolder,
    handler,
    timeoutSeconds: declaration.get('timeout').wholeNumber(timeout.default, timeout.least, timeout.most),
    memoryMb: declaration.get('memorySize').wholeNumber(memory.default, memory.least, memory.most),
    env: readEnv(declaration.get('envVariables')),
    timers: readTimers(declaration.get('triggers')),
  }
}

function readEnv(declaration: Declaration): Record<string, string> {
  if (declaration.absent) return {}
  const names = Object.keys(declaration.object())
  const env = Object.fromEntries(names.map((name) => [name, readEnvValue(declaration.get(name))]))
  if (Buffer.byteLength(JSON.stringify(env)) > FUNCTION_ENV_MAX_BYTES) {
    throw declaration.refusal(`is larger than ${FUNCTION_ENV_MAX_BYTES} bytes`)
  }
  return env
}

function readEnvValue(declaration: Declaration): string {
  const { value } = declaration
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  throw declaration.refusal('must be a string, a number or a boolean')
}

function readTimers(declaration: Declaration): TimerDeclaration[] {
  const seen = new Set<string>()
  return declaration.list().map((trigger) => {
    trigger.get('type').oneOf(['timer'])
    const name = trigger.get('name').name(FUNCTION_NAME, NAME_RULE)
    if (seen.has(name)) throw trigger.get('name').refusal(`is "${name}", which another trigger of the function has`)
    seen.add(name)
    const expression = trigger.get('config').text()
    try {
      parseTimerExpression(expression)
    } catch (error) {
      throw trigger.get('config').refusal(`"${expression}" is not a timer: ${(error as Error).message}`)
    }
    return { name, expression }
  })
}
