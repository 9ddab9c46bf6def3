import { CloudError } from '../cloudError.ts'
import type { Connection } from './connection.ts'
import type { Frame, OutgoingFrame } from './frames.ts'
import type { Signs } from './signs.ts'
import type { Watcher } from './watcher.ts'
import type { Watches } from './watches.ts'

interface Desk {
  envId: string
  signs: Signs
  watches: Watches
}

/**
 * Does what a client's message asks for, and answers it through the connection.
 * Throws CloudError with the codes that the clients know: CHECK_LOGIN_FAILED, SIGN_PARAM_INVALID, SIGN_INVALID_ERROR,
 * SIGN_EXPIRED_ERROR, INVALIID_ENV (sic), COLLECTION_PERMISSION_DENIED, QUERYID_INVALID_ERROR, and the database's own.
 * Source: @cloudbase/database 1.4.3, realtime/message and realtime/websocket-client.
 */
export async function answerFrame(desk: Desk, connection: Connection, frame: Frame): Promise<void> {
  const { watchId = '' } = frame
  switch (frame.msgType) {
    case 'PING':
      return reply(connection, frame, 'PONG', null)
    case 'LOGIN':
      return logIn(desk, connection, frame)
    case 'INIT_WATCH':
      return desk.watches.open(connection, loggedIn(desk, connection, frame), frame)
    case 'REBUILD_WATCH':
      return desk.watches.resume(connection, loggedIn(desk, connection, frame), frame)
    case 'CHECK_LAST':
      return desk.watches.check(loggedIn(desk, connection, frame), frame)
    case 'CLOSE_WATCH': {
      connection.forget(watchId)
      const watch = connection.watches.get(watchId)
      if (watch !== undefined) desk.watches.close(watch)
      return
    }
    default:
      throw new CloudError('INVALID_PARAM', `invalid parameter: there is no message of type ${frame.msgType}`)
  }
}

/** Answers a frame. @param msgData anything that JSON can say */
export function reply(
  connection: Connection,
  { watchId, requestId }: Pick<Frame, 'watchId' | 'requestId'>,
  msgType: OutgoingFrame['msgType'],
  msgData: unknown,
): void {
  connection.send({ msgType, watchId, text: JSON.stringify({ watchId, requestId, msgType, msgData }) })
}

function logIn(desk: Desk, connection: Connection, frame: Frame): void {
  const { signStr, secretVersion } = frame.exMsgData
  assertEnvironment(desk, frame)
  connection.watcher = desk.signs.read(signStr, secretVersion)
  reply(connection, frame, 'LOGIN_RES', { envId: desk.envId })
}

function loggedIn(desk: Desk, { watcher }: Connection, frame: Frame): Watcher {
  if (watcher === undefined) throw new CloudError('CHECK_LOGIN_FAILED', 'the connection has not logged in')
  assertEnvironment(desk, frame)
  return watcher
}

/** An empty name, or none, is the environment that the sign was issued by. */
function assertEnvironment({ envId }: Desk, { msgData }: Frame): void {
  if (!msgData.envId || msgData.envId === envId) return
  throw new CloudError('INVALIID_ENV', `this is the environment ${envId}`)
}
