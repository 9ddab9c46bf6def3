import { noteMissing } from '../observations.ts'
import { settings } from '../settings.ts'
import { asyncMember, Failure } from './asyncMember.ts'

/**
 * Error numbers of the mini-program's cloud client for the names that the service answers with.
 * Source: CloudBase error codes (-50xxxx).
 */
const ERROR_NUMBERS: Record<string, number> = {
  FUNCTIONS_EXECUTE_FAIL: -504002,
  FUNCTIONS_TIME_LIMIT_EXCEEDED: -504003,
  FUNCTION_NOT_FOUND: -501000,
  INVALID_PARAM: -501001,
  PERMISSION_DENIED: -502003,
}
const UNKNOWN_ERROR = -1
const NETWORK_ERROR = -601002

type Answer = { requestId?: string; data?: { response_data?: string }; code?: string; message?: string }

let environment = ''

const members: Record<string, unknown> = {
  init(options?: { env?: string | Record<string, string> }) {
    environment = typeof options?.env === 'string' ? options.env : (options?.env?.functions ?? environment)
  },

  /** Calls a cloud function as the person who holds this phone. Resolves `{result, requestID, errMsg}`. */
  callFunction: asyncMember('cloud.callFunction', async ({ name, data, config }) => {
    const env = (config as { env?: string } | undefined)?.env ?? environment
    const answer = await post(env, {
      action: 'functions.invokeFunction',
      function_name: name,
      request_data: JSON.stringify(data ?? {}),
    })
    if (answer.code !== undefined) {
      const errCode = ERROR_NUMBERS[answer.code] ?? UNKNOWN_ERROR
      throw new Failure(`Error: errCode: ${errCode} ${answer.code} | errMsg: ${answer.message ?? ''}`, {
        errCode,
        requestID: answer.requestId,
      })
    }
    const text = answer.data?.response_data
    return {
      result: text === undefined || text === '' ? undefined : JSON.parse(text),
      requestID: answer.requestId ?? '',
    }
  }),
}

async function post(env: string, body: Record<string, unknown>): Promise<Answer> {
  try {
    const response = await fetch(`${settings.cloudUrl}/admin?env=${encodeURIComponent(env)}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-emu-openid': settings.openid },
      body: JSON.stringify(body),
    })
    return (await response.json()) as Answer
  } catch (error) {
    throw new Failure(`Error: errCode: ${NETWORK_ERROR} | errMsg: ${String(error)}`, { errCode: NETWORK_ERROR })
  }
}

/** wx.cloud; a member that is absent here is noted, as for wx itself. */
export const cloud = new Proxy(members, {
  get(target, name) {
    if (typeof name === 'string' && !(name in target)) noteMissing(`cloud.${name}`)
    return target[String(name)]
  },
})
