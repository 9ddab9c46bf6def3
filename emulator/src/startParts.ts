import { randomBytes } from 'node:crypto'
import { Activity } from './activity.ts'
import type { Clock } from './clock.ts'
import { CloudError } from './cloudError.ts'
import type { CloudParts } from './cloudParts.ts'
import type { Database } from './database/database.ts'
import { openDatabase } from './database/openDatabase.ts'
import type { DataFolder } from './dataFolder.ts'
import { CallLog } from './functions/callLog.ts'
import { FunctionHost } from './functions/functionHost.ts'
import type { Scaling } from './functions/limits.ts'
import type { LoginKey } from './identity/loginKey.ts'
import { type LoginsAtOnce, Sessions } from './identity/sessions.ts'
import { Users } from './identity/users.ts'
import { Grants, type MessageGrants } from './messages/grants.ts'
import { Messages } from './messages/messages.ts'
import type { PayKeys } from './pay/payKeys.ts'
import { Payments } from './pay/payments.ts'
import { remoteNotices } from './pay/remotePlatforms.ts'
import type { Project } from './project/project.ts'
import { ProjectError } from './project/projectError.ts'
import { loadRules } from './rules/loadRules.ts'
import { type DocumentById, SecurityRules } from './rules/securityRules.ts'
import { RequestCounts } from './server/requestCounts.ts'
import { loadStorageRules } from './storage/loadStorageRules.ts'
import { openStorage } from './storage/openStorage.ts'
import { Timers } from './timers/timers.ts'
import { DatabaseTriggers } from './triggers/databaseTriggers.ts'
import { Courier } from './trouble/courier.ts'
import type { TroublePlan } from './trouble/rule.ts'
import { Trouble } from './trouble/trouble.ts'
import { troubledFrames } from './trouble/troubledFrames.ts'
import { Realtime } from './watch/realtime.ts'

interface StartOptions {
  project: Project
  data: DataFolder
  clock: Clock
  /** Where the cloud answers, `http://…`. */
  url: string
  sdkEnvironment: Record<string, string>
  documentById?: DocumentById
  troublePlan?: TroublePlan
  scaling?: Partial<Scaling>
  messageGrants?: MessageGrants
  loginKey: LoginKey
  loginsAtOnce?: LoginsAtOnce
  /** Absent: only cloudPay is simulated. */
  payKeys?: PayKeys
  log: (line: string) => void
}

/** What a disk without space says (ENOSPC). */
const FULL_DISK = 'No space left on device'

/** Opens the data, makes the declared collections, and starts everything but the timers. */
export async function startParts(options: StartOptions): Promise<CloudParts> {
  const { project, data, clock, url, sdkEnvironment, documentById, loginKey, loginsAtOnce } = options
  const { scaling, messageGrants = 'assumed', troublePlan, payKeys, log } = options
  const rulesByCollection = loadRules(project)
  const storageRules = loadStorageRules(project.folder, () => clock.now())
  const activity = new Activity()
  const trouble = new Trouble(clock)
  if (troublePlan !== undefined) trouble.set(troublePlan)
  const courier = new Courier(trouble, clock)
  const callLog = new CallLog()
  const makeId = () => randomBytes(16).toString('hex')
  const onLoading = (records: number, of: number) => log(`loading: ${records} of ${of} records`)
  const database = await openDatabase({ dir: data.database, clock, makeId, onLoading })
  await makeCollections(database, project)
  database.refuseWrites(() => (trouble.decide('write', {}).length > 0 ? FULL_DISK : undefined))
  const now = () => clock.now()
  const users = new Users(database, now)
  const { envId } = project
  const sessions = new Sessions({ database, users, now, envId, secret: loginKey.tokenSecret, loginsAtOnce })
  const host = new FunctionHost({ project, clock, activity, callLog, trouble, scaling, sdkEnvironment, log })
  const triggers = new DatabaseTriggers(project, host, clock, courier, database, log)
  const { appId } = project
  const noticesOf = payKeys && remoteNotices({ keys: payKeys, clock, appId })
  const payments = new Payments({ database, host, clock, activity, courier, appId, noticesOf })
  const storage = await openStorage({
    envId: project.envId,
    origin: url,
    folder: data.storage,
    clock,
    database,
    rules: storageRules,
  }).catch(async (error: unknown) => {
    await database.close()
    throw error
  })
  payments.resume()
  const rules = new SecurityRules({
    rules: rulesByCollection,
    read: async (collection, _id) => {
      const isThere = database.collections().some(({ name }) => name === collection)
      return isThere ? (await database.find(collection, { _id }, { limit: 1 }))[0] : undefined
    },
    now: () => clock.now(),
    documentById,
  })
  const realtime = new Realtime({ database, rules, clock, envId, url: `${url.replace(/^http/, 'ws')}/ws` })
  realtime.carry = troubledFrames(courier, (connection) => realtime.cut(connection))
  return {
    project,
    dataFolder: data.path,
    clock,
    trouble,
    database,
    rules,
    storage,
    host,
    timers: new Timers(project, host, clock, courier, database),
    triggers,
    payments,
    payKeys,
    messages: new Messages(clock, new Grants(messageGrants, database)),
    realtime,
    users,
    sessions,
    loginKey,
    counts: new RequestCounts(),
    callLog,
    activity,
  }
}

async function makeCollections(database: Database, project: Project): Promise<void> {
  for (const { name, indexes } of project.collections) {
    try {
      await database.createCollection(name, indexes)
    } catch (error) {
      await database.close()
      if (!(error instanceof CloudError)) throw error
      throw new ProjectError(
        `${project.folder}/cloudbaserc.json`,
        `collection ${name}`,
        `cannot be made: ${error.message}`,
      )
    }
  }
}
