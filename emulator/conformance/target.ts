import { fileURLToPath } from 'node:url'
import cloudbase from '@cloudbase/node-sdk'
import { openWebUser, type WebUser } from '../fixtures/webUser.ts'
import { startCloud } from '../src/cloud.ts'
import type { WxCloud } from './wxCloud.ts'

export type ServerApp = ReturnType<typeof cloudbase.init>
export type ServerDatabase = ReturnType<ServerApp['database']>

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
  /** `tcb-js-sdk` as a browser that has never been there loads it: nobody is logged in. */
  webApp(): WebUser
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
  close(): Promise<void>
}

/**
 * Opens the environment that `CONFORMANCE_ENV_ID` names, with `CONFORMANCE_SECRET_ID` and `CONFORMANCE_SECRET_KEY`, or
 * else starts a local cloud. Points the SDKs of this process there through their environment variables, so a process
 * (a test file) has one target at a time.
 */
export async function openTarget(): Promise<Target> {
  const { envId, url, close } = process.env.CONFORMANCE_ENV_ID ? realEnvironment() : await localEnvironment()
  const app = cloudbase.init({ env: envId })
  const used = new Set<string>()
  return {
    envId,
    serverApp: () => app,
    webApp: () => openWebUser({ url, envId }),
    async wxCloud() {
      const wx = (await import('wx-server-sdk')) as unknown as WxCloud
      wx.init({ env: envId })
      return wx
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

async function localEnvironment(): Promise<Environment> {
  const cloud = await startCloud({ project: PROJECT, port: 0 })
  Object.assign(process.env, cloud.sdkEnvironment)
  return { envId: cloud.envId, url: cloud.url, close: () => cloud.stop() }
}

function realEnvironment(): Environment {
  const { CONFORMANCE_ENV_ID, CONFORMANCE_SECRET_ID, CONFORMANCE_SECRET_KEY } = process.env
  if (!CONFORMANCE_ENV_ID || !CONFORMANCE_SECRET_ID || !CONFORMANCE_SECRET_KEY) {
    throw new Error('CONFORMANCE_ENV_ID needs CONFORMANCE_SECRET_ID and CONFORMANCE_SECRET_KEY beside it')
  }
  process.env.TENCENTCLOUD_SECRETID = CONFORMANCE_SECRET_ID
  process.env.TENCENTCLOUD_SECRETKEY = CONFORMANCE_SECRET_KEY
  return { envId: CONFORMANCE_ENV_ID, url: 'https://tcb-api.tencentcloudapi.com', close: async () => undefined }
}

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
