import type { IndexDeclaration } from '../database/database.ts'

/** A project as the local cloud runs it: its cloudbaserc.json with every placeholder filled in and every path absolute. */
export interface Project {
  folder: string
  envId: string
  region: string
  /** The mini-program's app id, from project.config.json when there is one. */
  appId: string
  functions: FunctionDeclaration[]
  collections: CollectionDeclaration[]
  databaseTriggers: DatabaseTriggerDeclaration[]
  /** Hosts (`app.example.com`, `app.example.com:8080`) whose pages may use the web SDK, beside those of this machine. */
  secureDomains: string[]
  /** What the HTTP access service forwards, in the order of the file. */
  httpRoutes: HttpRoute[]
  hosting?: HostingDeclaration
}

/** The static sites and the documents that answer for what no file of theirs does. */
export interface HostingDeclaration {
  sites: HostedSite[]
  /** Answers for a folder. */
  indexDocument: string
  /** Answers, below the root, for what is not there; absent: the platform's own message does. */
  errorDocument?: string
}

export interface HostedSite {
  name: string
  /** Where below the host's root the site lies: `/`, `/web`. */
  at: string
  folder: string
}

/** A path of the HTTP access service and what it leads to. */
export interface HttpRoute {
  /** `/api/orders`, without a slash at its end. */
  path: string
  target: { function: string } | { hosting: string }
  /** Stands before what remains of the path behind the route's own. */
  prefix?: string
  /** Hands on the path as it came, instead of what remains of it. */
  passesWholePath: boolean
}

export interface FunctionDeclaration {
  name: string
  folder: string
  /** `<file without .js>.<export>`, as the real console takes it. */
  handler: string
  timeoutSeconds: number
  memoryMb: number
  env: Record<string, string>
  timers: TimerDeclaration[]
}

export interface TimerDeclaration {
  name: string
  /** Seven fields: second, minute, hour, day, month, weekday, year. */
  expression: string
}

export interface CollectionDeclaration {
  name: string
  indexes: IndexDeclaration[]
  /** Rights of mini-program users, for a collection that database-rules.json does not name; `aclRule` with CUSTOM. */
  aclTag?: string
  aclRule?: unknown
}

export const CHANGE_EVENTS = ['insert', 'update', 'delete', 'write'] as const
export const CONDITION_OPERATORS = ['=', '!=', '>', '>=', '<', '<='] as const

export interface ConditionRule {
  field: string
  operator: (typeof CONDITION_OPERATORS)[number]
  value: string | number | boolean | null
}

/** Every time; once for ever; or once within so many seconds. */
export type TriggerFrequency = 'always' | 'once' | { everySeconds: number }

export interface DatabaseTriggerDeclaration {
  name: string
  collection: string
  event: (typeof CHANGE_EVENTS)[number]
  functions: string[]
  frequency: TriggerFrequency
  /** Absent: every change of the collection starts the functions. */
  condition?: { match: 'any' | 'all'; rules: ConditionRule[] }
}
