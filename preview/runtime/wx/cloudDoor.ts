import { settings } from '../settings.ts'
import { Failure } from './asyncMember.ts'

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
  DATABASE_PERMISSION_DENIED: -502003,
  DATABASE_COLLECTION_NOT_EXIST: -502005,
}
const UNKNOWN_ERROR = -1
const NETWORK_ERROR = -601002

export type Answer = { requestId?: string; data?: Record<string, unknown>; code?: string; message?: string }

/** Which environment the mini-program named in `wx.cloud.init`. */
export const environment = { id: '' }

/**
 * Asks the local cloud as the person who holds this phone.
 * @throws Failure with errCode and, when the cloud refused, requestID
 */
export async function askCloud(env: string, body: Record<string, unknown>): Promise<Answer> {
  const answer = await post(env, body)
  if (answer.code === undefined) return answer
  const errCode = ERROR_NUMBERS[answer.code] ?? UNKNOWN_ERROR
  throw new Failure(`Error: errCode: ${errCode} ${answer.code} | errMsg: ${answer.message ?? ''}`, {
    errCode,
    requestID: answer.requestId,
  })
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
