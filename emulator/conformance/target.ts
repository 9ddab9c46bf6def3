import { fileURLToPath } from 'node:url'
import cloudbase from '@cloudbase/node-sdk'
import { openWebUser, type WebUser } from '../fixtures/webUser.ts'
import { startCloud } from '../src/cloud.ts'
import type { LoginCredentials } from '../src/identity/loginKey.ts'
import type { SdkAdapterOptions } from '../src/web/sdkAdapter.ts'
import type { WxCloud } from './wxCloud.ts'

export type ServerApp = ReturnType<typeof cloudbase.init>
export type ServerDatabase = ReturnType<ServerApp['database']>

const { CONFORMANCE_ENV_ID, CONFORMANCE_HTTP_URL, CONFORMANCE_HOSTING_URL, CONFORMANCE_LOGIN_KEY } = process.env

/**
 * Whether a real environment is asked for. A mini-program and its payments are there only inside WeChat, so tests that
 * need them are skipped.
 */
export const isReal = CONFORMANCE_ENV_ID !== undefined && CONFORMANCE_ENV_ID !== ''
/** Whether the key is known that signs tickets of custom login. */
export const hasLoginKey = !isReal || CONFORMANCE_LOGIN_KEY !== undefined
/** Whether the address of the HTTP access service is known. */
export const hasHttpAddress = !isReal || CONFORMANCE_HTTP_URL !== undefined
/** Whether the address of static hosting is known. */
export const hasHostingAddress = !isReal || CONFORMANCE_HOSTING_URL !== undefined

/**
 * What the conformance suite runs against: a local cloud, or a real CloudBase environment. Tests see it through the
 * public surface of the official SDKs only, so that each stated fact can be checked on both.
 */
export interface Target {
  envId: string
  /** `@cloudbase/node-sdk` with the rights of a server. */
  serverApp(): ServerApp
  /** `wx-server-sdk` with the rights of a server; one instance in a process, as the package has it. */
  wxCloud(): Promise<WxCloud>
  /** `wx-server-sdk` as the mini-program of a user would call, with its rights. Local cloud only. */
  miniProgram(openid: string): Promise<WxCloud>
  /**
   * `tcb-js-sdk` as a browser loads it: one that has never been there, where nobody is logged in, unless it is given
   * the storage of an earlier page.
   */
  webApp(options?: Pick<SdkAdapterOptions, 'localStorage'>): WebUser
  /** A ticket of custom login that `@cloudbase/node-sdk` signs with the environment's key. */
  ticketFor(customUserId: string): string
  /** Asks the HTTP access service for a path. */
  http(path: string, init?: RequestInit): Promise<Response>
  /** Asks static hosting for a path. */
  hosting(path: string, init?: RequestInit): Promise<Response>
  /**
   * The name of an empty collection: one that the project in `fixtures/conformance` declares (with its indexes and
   * rules), or a new one. It is emptied again at the end.
   */
  collection(name: string): Promise<string>
  close(): Promise<void>
}

const PROJECT = fileURLToPath(new URL('../fixtures/conformance', import.meta.url))

/** An environment to be reached through the SDKs, and how to let it go. */
interface Environment {
  envId: string
  /** Where the web SDKs send their requests. */
  url: string
  /** Where the HTTP access service is, without a slash at its end. */
  httpUrl: string
  /** Where static hosting is, without a slash at its end. */
  hostingUrl: string
  loginKey(): LoginCredentials
  close(): Promise<void>
}

/**
 * Opens the environment that `CONFORMANCE_ENV_ID` names, with `CONFORMANCE_SECRET_ID` and `CONFORMANCE_SECRET_KEY` (and,
 * for what needs them, `CONFORMANCE_LOGIN_KEY`, the content of the console's key file, `CONFORMANCE_HTTP_URL` and `CONFORMANCE_HOSTING_URL`), or else starts a local cloud. Points the SDKs of this process there through their environment variables, so a process
 * (a test file) has one target at a time.
 * @param options.timers whether the local cloud runs the project's timers; those of a real environment run anyway
 */
export async function openTarget({ timers = false } = {}): Promise<Target> {
  const { envId, url, httpUrl, hostingUrl, loginKey, close } = isReal
    ? realEnvironment()
    : await localEnvironment(timers)
  const app = cloudbase.init({ env: envId })
  const used = new Set<string>()
  return {
    envId,
    serverApp: () => app,
    webApp: (options) => openWebUser({ url, envId }, options),
    ticketFor: (customUserId) =>
      cloudbase.init({ env: envId, credentials: loginKey() }).auth().createTicket(customUserId, {}),
    http: (path, init) => fetch(`${httpUrl}${path}`, init),
    hosting: (path, init) => fetch(`${hostingUrl}${path}`, init),
    async wxCloud() {
      const wx = await wxServerSdk()
      wx.init({ env: envId })
      return wx
    },
    async miniProgram(openid) {
      return (await wxServerSdk()).createNewInstance({ env: envId, headers: { 'X-Emu-Openid': openid } })
    },
    async collection(name) {
      await makeCollection(app, name)
      await empty(app, name)
      used.add(name)
      return name
    },
    async close() {
      for (const name of used) await empty(app, name)
      await close()
    },
  }
}

async function localEnvironment(timers: boolean): Promise<Environment> {
  const cloud = await startCloud({ project: PROJECT, port: 0, timers: timers ? 'schedule' : 'manual' })
  Object.assign(process.env, cloud.sdkEnvironment)
  return {
    envId: cloud.envId,
    url: cloud.url,
    httpUrl: `${cloud.url}/http`,
    hostingUrl: `${cloud.url}/hosting`,
    loginKey: () => cloud.parts.loginKey.credentials(cloud.envId),
    close: () => cloud.stop(),
  }
}

function realEnvironment(): Environment {
  const { CONFORMANCE_SECRET_ID, CONFORMANCE_SECRET_KEY } = process.env
  if (!CONFORMANCE_ENV_ID || !CONFORMANCE_SECRET_ID || !CONFORMANCE_SECRET_KEY) {
    throw new Error('CONFORMANCE_ENV_ID needs CONFORMANCE_SECRET_ID and CONFORMANCE_SECRET_KEY beside it')
  }
  process.env.TENCENTCLOUD_SECRETID = CONFORMANCE_SECRET_ID
  process.env.TENCENTCLOUD_SECRETKEY = CONFORMANCE_SECRET_KEY
  return {
    envId: CONFORMANCE_ENV_ID,
    url: 'https://tcb-api.tencentcloudapi.com',
    httpUrl: CONFORMANCE_HTTP_URL ?? '',
    hostingUrl: CONFORMANCE_HOSTING_URL ?? '',
    loginKey: () => JSON.parse(CONFORMANCE_LOGIN_KEY ?? ''),
    close: async () => undefined,
  }
}

const wxServerSdk = async () => (await import('wx-server-sdk')) as unknown as WxCloud

/** Both services refuse to make a collection that is there, under a code that says no more than that. */
async function makeCollection(app: ServerApp, name: string): Promise<void> {
  try {
    await app.database().createCollection(name)
  } catch (error) {
    if (!/already exist|table exist|resourceexist/i.test((error as Error).message)) throw error
  }
}

async function empty(app: ServerApp, name: string): Promise<void> {
  const { command } = app.database()
  await app
    .database()
    .collection(name)
    .where({ _id: command.exists(true) })
    .remove()
}
