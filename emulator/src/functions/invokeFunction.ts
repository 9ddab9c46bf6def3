import { CloudError } from '../cloudError.ts'
import type { Action, Requester } from '../server/adminDoor.ts'
import type { FunctionHost } from './functionHost.ts'
import { type FunctionCall, SOURCES } from './invocation.ts'

/**
 * The action `functions.invokeFunction`: `{function_name, request_data}` → `{data: {response_data}}`, both JSON text.
 * A mini-program's event gets `userInfo`, as WeChat adds it. A call from inside a function keeps its caller's user
 * and appends `scf` to its source; the identity comes from the running call, never from what the request claims.
 */
export function invokeFunctionAction(host: FunctionHost, appId: string): Action {
  return async (params, requester) => {
    const functionName = params.function_name
    if (typeof functionName !== 'string' || functionName === '') {
      throw new CloudError('INVALID_PARAM', 'function_name is missing')
    }
    const event = parseEvent(params.request_data)
    const call = { functionName, requestId: requester.requestId, ...identify(event, requester, appId) }
    return { data: { response_data: await host.call(call) } }
  }
}

function parseEvent(text: unknown): unknown {
  if (text === undefined || text === '') return {}
  if (typeof text !== 'string') throw new CloudError('INVALID_PARAM', 'request_data is not a string')
  try {
    return JSON.parse(text)
  } catch {
    throw new CloudError('INVALID_PARAM', 'request_data is not JSON')
  }
}

function identify(
  event: unknown,
  { client, caller }: Requester,
  appId: string,
): Pick<FunctionCall, 'event' | 'source' | 'client' | 'nested'> {
  if (client?.kind === 'miniProgram') {
    return { event: withUserInfo(event, client.openid, appId), source: SOURCES.miniProgram, client }
  }
  if (client !== undefined) return { event, source: SOURCES.web, client }
  if (caller !== undefined) return { event, source: `${caller.source},scf`, client: caller.client, nested: true }
  return { event, source: SOURCES.unknown }
}

/** The event as WeChat hands it on: what a client writes into `userInfo` itself is lost. */
export function withUserInfo(event: unknown, openId: string, appId: string): unknown {
  if (typeof event !== 'object' || event === null || Array.isArray(event)) return event
  return { ...event, userInfo: { openId, appId } }
}
