import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { readPlan } from './trouble/readPlan.ts'
import type { TroublePlan } from './trouble/rule.ts'

/** An option that makes no sense; the message is one line for the user. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'UsageError'
  }
}

export interface CliOptions {
  project: string
  port?: number
  data: string
  clock?: string
  reset: boolean
  seed?: string
  trouble?: TroublePlan
  check: boolean
  printEnv: boolean
  help: boolean
}

export const USAGE = `Usage: local-cloud [options]
  --project <folder>  folder with cloudbaserc.json (default: this folder)
  --port <number>     port on 127.0.0.1; 0 for any (default: 8600, or the next free one)
  --data <folder>     where data is kept (default: <project>/.local/cloud)
  --clock <instant>   ISO instant at which the cloud's clock starts (default: now)
  --reset             delete the data first
  --seed <file>       documents for an empty cloud: JSON lines, as GET /emulator/export answers them
  --trouble <plan>    what goes wrong on purpose: a JSON file, or the JSON itself (see README)
  --check             prove first that indexes agree with documents and memory with the disk
  --print-env         print the variables that point the official SDKs here
  --help              print this`

/** Reads the command line. Throws UsageError. */
export function readCliOptions(args: string[]): CliOptions {
  const values = parse(args)
  const project = resolve(values.project ?? '.')
  return {
    project,
    port: values.port === undefined ? undefined : readPort(values.port),
    data: resolve(values.data ?? `${project}/.local/cloud`),
    clock: values.clock === undefined ? undefined : readClock(values.clock),
    reset: values.reset ?? false,
    seed: values.seed === undefined ? undefined : resolve(values.seed),
    trouble: values.trouble === undefined ? undefined : readTrouble(values.trouble),
    check: values.check ?? false,
    printEnv: values['print-env'] ?? false,
    help: values.help ?? false,
  }
}

function parse(args: string[]) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        project: { type: 'string' },
        port: { type: 'string' },
        data: { type: 'string' },
        clock: { type: 'string' },
        reset: { type: 'boolean' },
        seed: { type: 'string' },
        trouble: { type: 'string' },
        check: { type: 'boolean' },
        'print-env': { type: 'boolean' },
        help: { type: 'boolean' },
      },
    })
    return values
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split('. ')[0]} (see --help)`)
  }
}

function readPort(text: string): number {
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > 65_535) throw new UsageError(`--port ${text} is not a port (0 to 65535)`)
  return port
}

function readClock(text: string): string {
  if (Number.isNaN(Date.parse(text))) {
    throw new UsageError(`--clock ${text} is not an ISO instant, such as 2026-05-01T12:00:00+08:00`)
  }
  return text
}

function readTrouble(given: string): TroublePlan {
  try {
    const text = /^\s*[[{]/.test(given) ? given : readFileSync(resolve(given), 'utf8')
    return readPlan(JSON.parse(text))
  } catch (error) {
    throw new UsageError(`--trouble: ${(error as Error).message}`)
  }
}
