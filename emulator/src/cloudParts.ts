import type { Activity } from './activity.ts'
import type { Clock } from './clock.ts'
import type { Database } from './database/database.ts'
import type { CallLog } from './functions/callLog.ts'
import type { FunctionHost } from './functions/functionHost.ts'
import type { LoginKey } from './identity/loginKey.ts'
import type { Sessions } from './identity/sessions.ts'
import type { Users } from './identity/users.ts'
import type { Messages } from './messages/messages.ts'
import type { PayKeys } from './pay/payKeys.ts'
import type { Payments } from './pay/payments.ts'
import type { Project } from './project/project.ts'
import type { SecurityRules } from './rules/securityRules.ts'
import type { RequestCounts } from './server/requestCounts.ts'
import type { StorageService } from './storage/openStorage.ts'
import type { Timers } from './timers/timers.ts'
import type { DatabaseTriggers } from './triggers/databaseTriggers.ts'
import type { Trouble } from './trouble/trouble.ts'
import type { Realtime } from './watch/realtime.ts'

/** The running parts of one local cloud, for its control API and its console. */
export interface CloudParts {
  project: Project
  /** Where the data lies. */
  dataFolder: string
  clock: Clock
  /** Decides what goes wrong on purpose. */
  trouble: Trouble
  database: Database
  rules: SecurityRules
  storage: StorageService
  host: FunctionHost
  timers: Timers
  triggers: DatabaseTriggers
  payments: Payments
  /** Of the pay platforms beside cloudPay; absent: they are not simulated. */
  payKeys?: PayKeys
  messages: Messages
  realtime: Realtime
  /** Web users and their logins. */
  users: Users
  sessions: Sessions
  loginKey: LoginKey
  counts: RequestCounts
  callLog: CallLog
  activity: Activity
}
