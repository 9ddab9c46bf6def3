import { createServer } from 'node:http'
import type { Socket } from 'node:net'
import { Clock } from './clock.ts'
import type { CloudParts } from './cloudParts.ts'
import type { Database } from './database/database.ts'
import { DataFolder } from './dataFolder.ts'
import { SOURCES } from './functions/invocation.ts'
import { withUserInfo } from './functions/invokeFunction.ts'
import type { Scaling } from './functions/limits.ts'
import { LoginKey } from './identity/loginKey.ts'
import type { LoginsAtOnce } from './identity/sessions.ts'
import type { MessageGrants } from './messages/grants.ts'
import { makePayKeys } from './pay/payKeys.ts'
import type { Payments } from './pay/payments.ts'
import { noPayVariables, type PayVariables, payVariables } from './pay/payVariables.ts'
import { loadProject, readAppId } from './project/loadProject.ts'
import { routesOf, upgradesOf } from './routes.ts'
import type { DocumentById } from './rules/securityRules.ts'
import { sdkEnvironment } from './sdkEnvironment.ts'
import { seed } from './seed.ts'
import { listen } from './server/listen.ts'
import type { RequestCounts } from './server/requestCounts.ts'
import { type Routes, router } from './server/router.ts'
import { type Upgrade, upgrader } from './server/upgrades.ts'
import { startParts } from './startParts.ts'
import type { TroublePlan } from './trouble/rule.ts'
import type { Trouble } from './trouble/trouble.ts'

export type { CloudParts } from './cloudParts.ts'

export interface CloudOptions {
  /** Folder with cloudbaserc.json. */
  project: string
  /** 0: any free one; absent: 8600, or the next free one. */
  port?: number
  /** Folder for the data; absent: a temporary one, deleted on stop. */
  data?: string
  /** Deletes the data before it starts. */
  reset?: boolean
  /** File of JSON lines (as /emulator/export answers them) for a cloud that has no documents yet. */
  seed?: string
  /** ISO instant at which the clock starts; absent: now. */
  clock?: string
  /** `manual`: timers run only when asked to, so that nothing disturbs a count. */
  timers?: 'schedule' | 'manual'
  /** Values for `{{env.X}}` in cloudbaserc.json. */
  env?: Record<string, string>
  /** How rules judge a mini-program's `doc(id)`, which the platform leaves unclear; absent: `reject`, the stricter. */
  documentById?: DocumentById
  /** Whether a subscription message needs its reader's agreement, as on the platform; absent: `assumed`. */
  messageGrants?: MessageGrants
  /** How functions' workers come and go; absent: up to 8 a function, each ended after an idle minute. */
  scaling?: Partial<Scaling>
  /** What goes wrong on purpose from the start; absent: nothing. */
  trouble?: TroublePlan
  /** Whether a login of a web user ends that user's earlier ones, which no page tells; absent: `one`, the stricter. */
  loginsAtOnce?: LoginsAtOnce
  /** Whether WeChat Pay API v3 and Alipay are simulated beside cloudPay, with keys made at start; absent: no. */
  payPlatforms?: boolean
  /** Takes lines about failed calls and discarded triggers. */
  log?: (line: string) => void
}

/** A running local cloud. */
export interface Cloud {
  url: string
  port: number
  envId: string
  /** Variables that redirect a process with the official server SDKs to this cloud. */
  sdkEnvironment: Record<string, string>
  /** Variables that connect a process to the simulated pay platforms; empty values when they are not simulated. */
  payEnvironment: PayVariables
  parts: CloudParts
  database: Database
  payments: Payments
  clock: Clock
  counts: RequestCounts
  trouble: Trouble
  /** Calls a function as a mini-program user (with `openid`) or from outside. Throws CloudError. */
  callFunction(name: string, event?: unknown, as?: { openid?: string; source?: string }): Promise<unknown>
  /** Runs the first timer of a function now. Throws CloudError. */
  runTimer(functionName: string): Promise<unknown>
  /** Resolves when no call, trigger or due callback is in flight. */
  idle(): Promise<void>
  stop(): Promise<void>
}

/** Long enough that no client sends on a connection that is just being closed. */
const KEEP_ALIVE_MS = 65_000

/** The local cloud's own name for its environment, unless the project's environment says otherwise. */
const ENV_ID = 'local'

/**
 * Starts a local cloud for a project.
 * @throws ProjectError for a broken project, PortInUseError, DataInUseError, DataFolderError, SeedError, RangeError
 *   for a clock that is no instant
 */
export async function startCloud(options: CloudOptions): Promise<Cloud> {
  if (options.clock !== undefined && Number.isNaN(Date.parse(options.clock))) {
    throw new RangeError(`"${options.clock}" is not an ISO instant, such as 2026-05-01T12:00:00+08:00`)
  }
  const { server, port, serve, cutConnections } = await openDoor(options.port)
  const url = `http://127.0.0.1:${port}`
  const data = new DataFolder(options.data)
  const closeDoor = async () => {
    cutConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  try {
    const loginKey = LoginKey.of(data.path)
    const payKeys = options.payPlatforms ? await makePayKeys() : undefined
    const pay = payKeys ? payVariables(url, readAppId(options.project), payKeys) : noPayVariables()
    const supplied = {
      ENV_ID,
      HOSTING_URL: `${url}/hosting`,
      HTTP_URL: `${url}/http`,
      ...pay,
      CUSTOM_LOGIN_KEY: (envId: string) => JSON.stringify(loginKey.credentials(envId)),
    }
    const project = loadProject(options.project, options.env ?? {}, supplied)
    await data.take(url, options.reset ?? false)
    loginKey.keepIn(data.path, project.envId)
    const sdk = sdkEnvironment(url, project.envId, project.region)
    const clock = new Clock(options.clock)
    const { documentById, loginsAtOnce, scaling, messageGrants, trouble: troublePlan, log = () => {} } = options
    const choices = { documentById, loginsAtOnce, scaling, messageGrants, troublePlan, payKeys, log }
    const parts = await startParts({ project, data, clock, url, sdkEnvironment: sdk, loginKey, ...choices })
    try {
      if (options.seed !== undefined) await seed(parts, options.seed)
    } catch (error) {
      await stopParts(parts)
      throw error
    }
    if (options.timers !== 'manual') parts.timers.start()
    serve(routesOf(parts), upgradesOf(parts), project.secureDomains)
    const stop = async () => {
      await closeDoor()
      await stopParts(parts)
      data.release(url)
    }
    return cloudOf(parts, { url, port, sdkEnvironment: sdk, payEnvironment: pay, stop: once(stop) })
  } catch (error) {
    await closeDoor()
    data.release(url)
    throw error
  }
}

async function stopParts({ clock, triggers, realtime, host, activity, database }: CloudParts): Promise<void> {
  clock.stop()
  realtime.stop()
  triggers.stop()
  await host.stop()
  await activity.quiet()
  await database.close()
}

/** Opens the port first, since the project may ask for its own address; requests wait until `serve` is called. */
async function openDoor(port: number | undefined) {
  let serve: (routes: Routes, upgrades: Record<string, Upgrade>, secureDomains: readonly string[]) => void = () => {}
  const ready = new Promise<{ handle: ReturnType<typeof router>; upgrade: Upgrade }>((resolve) => {
    serve = (routes, upgrades, secureDomains) =>
      resolve({ handle: router(routes, secureDomains), upgrade: upgrader(upgrades, secureDomains) })
  })
  const server = createServer((request, response) => void ready.then(({ handle }) => handle(request, response)))
  server.on('upgrade', (...asked) => void ready.then(({ upgrade }) => upgrade(...asked)))
  server.keepAliveTimeout = KEEP_ALIVE_MS
  // The server forgets a connection that became a WebSocket, and would wait for it at the end.
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  const cutConnections = () => {
    for (const socket of sockets) socket.destroy()
  }
  return { server, port: await listen(server, port), serve, cutConnections }
}

function cloudOf(
  parts: CloudParts,
  outside: Pick<Cloud, 'url' | 'port' | 'sdkEnvironment' | 'payEnvironment' | 'stop'>,
): Cloud {
  const { project, database, payments, clock, counts, trouble, host, timers, activity } = parts
  return {
    ...outside,
    envId: project.envId,
    parts,
    database,
    payments,
    clock,
    counts,
    trouble,
    callFunction: async (functionName, event = {}, as = {}) => {
      const { openid } = as
      const client = openid === undefined ? undefined : ({ kind: 'miniProgram', openid } as const)
      const source = as.source ?? (openid === undefined ? SOURCES.unknown : SOURCES.miniProgram)
      const full = openid === undefined ? event : withUserInfo(event, openid, project.appId)
      return JSON.parse(await host.call({ functionName, event: full, source, client }))
    },
    runTimer: (functionName) => timers.run(functionName),
    idle: () => activity.quiet(),
  }
}

function once(stop: () => Promise<void>): () => Promise<void> {
  let stopped: Promise<void> | undefined
  return () => {
    stopped ??= stop()
    return stopped
  }
}
