import { CloudError } from '../cloudError.ts'
import { type Invocation, SOURCES } from '../functions/invocation.ts'
import type { ClientIdentity } from '../identity/clientIdentity.ts'
import { answerInEnvelope, type RawAnswer } from './envelope.ts'
import { readParams } from './requestBody.ts'
import type { CountedRequest, RequestCounts } from './requestCounts.ts'
import type { Handler } from './router.ts'

/** Who sends a request to the door. */
export interface Requester {
  requestId: string
  /** The user, when the request comes from a mini-program or a web app. */
  client?: ClientIdentity
  /** The function call that makes the request, when it comes from inside one. */
  caller?: Invocation
}

export type Action = (
  params: Record<string, unknown>,
  requester: Requester,
) => Promise<Record<string, unknown> | RawAnswer>

interface DoorOptions {
  actions: Record<string, Action>
  /** What a mini-program may call. */
  clientActions: Record<string, Action>
  counts: RequestCounts
  /** The running function call that an SDK request's API token belongs to. */
  callOf: (token: unknown) => Invocation | undefined
}

const OPENID = /^[\w-]{1,64}$/

/**
 * `POST /admin`, the wire protocol of the server SDKs, answered in its envelope.
 * A request with the header `X-Emu-Openid` is a mini-program's and may only call `clientActions`.
 */
export function adminDoor({ actions, clientActions, counts, callOf }: DoorOptions): Handler {
  return ({ request, response }) =>
    answerInEnvelope(response, async (requestId) => {
      if (request.method !== 'POST') throw new CloudError('INVALID_PARAM', 'POST only')
      const params = decodeTexts(await readParams(request))
      const requester = {
        requestId,
        client: miniProgramUser(request.headers),
        caller: callOf(params.wxCloudApiToken),
      }
      const action = String(params.action)
      counts.add(counted(action, params, requester))
      return chooseAction({ actions, clientActions }, action, requester)(params, requester)
    })
}

function chooseAction(
  { actions, clientActions }: Pick<DoorOptions, 'actions' | 'clientActions'>,
  name: string,
  requester: Requester,
): Action {
  const isClient = requester.client !== undefined
  const allowed = isClient ? clientActions : actions
  const action = Object.hasOwn(allowed, name) ? allowed[name] : undefined
  if (action !== undefined) return action
  if (!isClient) throw new CloudError('INVALID_PARAM', `The local cloud has no action "${name}"`)
  if (name.startsWith('database.')) throw new CloudError('DATABASE_PERMISSION_DENIED', 'Permission denied')
  throw new CloudError('INVALID_REQUEST_SOURCE', `A mini-program may not call ${name}`)
}

function miniProgramUser(headers: NodeJS.Dict<string | string[]>): ClientIdentity | undefined {
  const openid = headers['x-emu-openid']
  if (openid === undefined) return undefined
  if (typeof openid !== 'string' || !OPENID.test(openid)) throw new CloudError('INVALID_PARAM', 'Bad X-Emu-Openid')
  return { kind: 'miniProgram', openid }
}

/** Form fields come as bytes; all but the two that may be protobuf are text. */
function decodeTexts(params: Record<string, unknown>): Record<string, unknown> {
  const binary = ['requestData', 'apiOptions']
  const entries = Object.entries(params).map(([name, value]) => {
    return [name, Buffer.isBuffer(value) && !binary.includes(name) ? value.toString('utf8') : value]
  })
  return Object.fromEntries(entries)
}

/** A request as the counts keep it. */
export function counted(action: string, params: Record<string, unknown>, requester: Requester): CountedRequest {
  const text = (name: string) => (typeof params[name] === 'string' ? params[name] : undefined)
  const { caller, client } = requester
  const inside = caller === undefined ? {} : { requestId: caller.requestId, function: caller.functionName }
  return {
    action,
    collection: text('collectionName'),
    target: text('collectionName') ?? text('function_name') ?? text('apiName'),
    ...inside,
    source: client === undefined ? (caller?.source ?? SOURCES.unknown) : SOURCES[client.kind],
  }
}
