import { Activity } from './activity.ts'
import { type DatabaseAction, databaseActions } from './admin/databaseActions.ts'
import { Clock, stillMachine } from './clock.ts'
import { CloudError } from './cloudError.ts'
import type { Database } from './database/database.ts'
import { openDatabase } from './database/openDatabase.ts'
import type { FunctionCall } from './functions/invocation.ts'
import type { PayNumbers } from './pay/numbers.ts'
import { Payments } from './pay/payments.ts'
import { noPayVariables } from './pay/payVariables.ts'
import { type InProcessPlatforms, platformsInProcess, type RemotePlatforms } from './pay/platformsInProcess.ts'
import { remoteNotices } from './pay/remotePlatforms.ts'
import { callPayApi } from './pay/wxPayApi.ts'
import { loadProject } from './project/loadProject.ts'
import type { Project } from './project/project.ts'
import { Timers } from './timers/timers.ts'
import { DatabaseTriggers } from './triggers/databaseTriggers.ts'
import { Courier } from './trouble/courier.ts'
import type { TroublePlan } from './trouble/rule.ts'
import { Trouble } from './trouble/trouble.ts'

export interface InProcessOptions {
  project: Project
  /** ISO instant at which the clock starts. */
  clock: string
  /** Runs a function for a timer, a trigger or the pay platform, and answers its return value as JSON text. */
  call: (call: FunctionCall) => Promise<string>
  /** Ids of documents that bring none. */
  makeId: () => string
  numbers: PayNumbers
  /** The pay platforms beside cloudPay; absent: there are none. */
  platforms?: InProcessPlatforms
  /** What goes wrong on its way to functions; absent: nothing. */
  trouble?: TroublePlan
}

/**
 * The engines of the local cloud without its door, its processes and its disk: for simulations. Time stands still
 * between jumps and nothing waits for the machine, so that the same calls always give the same course.
 */
export interface InProcessCloud {
  clock: Clock
  database: Database
  payments: Payments
  timers: Timers
  triggers: DatabaseTriggers
  /** Decides what goes wrong; what strikes a `request` or a `call` is the simulation's to carry out. */
  trouble: Trouble
  /** A `database.*` request as the server SDKs send it. @returns the body that they would get, failures too */
  request(action: string, params: Record<string, unknown>): Promise<Record<string, unknown>>
  /** A cloudPay API, with snake_case fields, called inside the call of a diner when there is an openid. */
  cloudPay(api: string, fields: Record<string, unknown>, openid?: string): Promise<Record<string, unknown>>
  platforms?: RemotePlatforms
}

/**
 * Loads a project whose functions run elsewhere, so that they need not be built.
 * @param env values for `{{env.X}}`
 * @throws ProjectError
 */
export function loadUnbuiltProject(folder: string, env: Record<string, string>): Project {
  const supplied = { ENV_ID: 'local', HOSTING_URL: '', HTTP_URL: '', CUSTOM_LOGIN_KEY: '', ...noPayVariables() }
  return loadProject(folder, env, supplied, false)
}

export async function openInProcessCloud(options: InProcessOptions): Promise<InProcessCloud> {
  const { project, call, makeId, numbers, platforms, trouble: plan } = options
  const clock = new Clock(options.clock, stillMachine)
  const database = await openDatabase({ clock, makeId })
  for (const { name, indexes } of project.collections) await database.createCollection(name, indexes)
  const host = { call }
  const trouble = new Trouble(clock)
  if (plan !== undefined) trouble.set(plan)
  const courier = new Courier(trouble, clock)
  const activity = new Activity()
  const { appId } = project
  const noticesOf = platforms && remoteNotices({ ...platforms, clock, appId })
  const payments = new Payments({ database, host, clock, activity, courier, appId, numbers, noticesOf })
  const actions = databaseActions(database)
  return {
    clock,
    database,
    payments,
    trouble,
    timers: new Timers(project, host, clock, courier, database),
    triggers: new DatabaseTriggers(project, host, clock, courier, database, () => {}),
    request: (action, params) => answer(actions[action], params),
    cloudPay: async (api, fields, callerOpenid) => {
      const body = await callPayApi(api, fields, { payments, project, clock, callerOpenid })
      return Buffer.isBuffer(body) ? { data: body.toString() } : body
    },
    platforms: platforms && platformsInProcess(platforms, { payments, clock, appId }),
  }
}

async function answer(action: DatabaseAction | undefined, params: Record<string, unknown>) {
  if (action === undefined) throw new Error('there is no such action')
  try {
    return { requestId: '', ...(await action(params)) }
  } catch (error) {
    if (!(error instanceof CloudError)) throw error
    return { requestId: '', code: error.code, message: error.message }
  }
}
