import { noteMissing } from '../observations.ts'
import { asyncMember } from './asyncMember.ts'
import { askCloud, environment } from './cloudDoor.ts'
import { openDatabase } from './database.ts'

const members: Record<string, unknown> = {
  init(options?: { env?: string | Record<string, string> }) {
    environment.id = typeof options?.env === 'string' ? options.env : (options?.env?.functions ?? environment.id)
  },

  /** Calls a cloud function as the person who holds this phone. Resolves `{result, requestID, errMsg}`. */
  callFunction: asyncMember('cloud.callFunction', async ({ name, data, config }) => {
    const { requestId, data: answered } = await askCloud((config as { env?: string })?.env ?? environment.id, {
      action: 'functions.invokeFunction',
      function_name: name,
      request_data: JSON.stringify(data ?? {}),
    })
    const text = answered?.response_data as string | undefined
    return {
      result: text === undefined || text === '' ? undefined : JSON.parse(text),
      requestID: requestId ?? '',
    }
  }),

  /** Opens the document database as the person who holds this phone; the security rules apply. */
  database: (options?: { env?: string }) => openDatabase(options?.env ?? environment.id),
}

/** wx.cloud; a member that is absent here is noted, as for wx itself. */
export const cloud = new Proxy(members, {
  get(target, name) {
    if (typeof name === 'string' && !(name in target)) noteMissing(`cloud.${name}`)
    return target[String(name)]
  },
})
