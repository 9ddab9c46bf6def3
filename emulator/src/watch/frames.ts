import { CloudError } from '../cloudError.ts'
import { type Fields, isFields } from '../database/values.ts'

/** A message from a client. Source: @cloudbase/database 1.4.3, realtime/message. */
export interface Frame {
  /** The client's name for one of its watches. */
  watchId?: string
  requestId: string
  msgType: string
  msgData: Fields
  exMsgData: Fields
}

/** A message to a client, on its way through the hook for trouble. */
export interface OutgoingFrame {
  /** Number of the connection, from 1 on. */
  connection: number
  msgType: 'LOGIN_RES' | 'INIT_EVENT' | 'NEXT_EVENT' | 'CHECK_EVENT' | 'PONG' | 'ERROR'
  watchId?: string
  queryId?: string
  collection?: string
  text: string
}

/** Takes each outgoing frame; calls `deliver` once, or not at all, more than once, later. */
export type FrameCarrier = (frame: OutgoingFrame, deliver: () => void) => void

/** Reads the text of a message. Throws INVALID_PARAM. */
export function readFrame(text: string): Frame {
  const frame = parsed(text)
  if (!isFields(frame) || typeof frame.msgType !== 'string') throw invalid('a message is an object with a msgType')
  const { watchId, requestId, msgType, msgData, exMsgData } = frame
  if (watchId !== undefined && watchId !== null && typeof watchId !== 'string') throw invalid('watchId must be a text')
  return {
    ...(typeof watchId === 'string' ? { watchId } : {}),
    requestId: String(requestId ?? ''),
    msgType,
    msgData: isFields(msgData) ? msgData : {},
    exMsgData: isFields(exMsgData) ? exMsgData : {},
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw invalid('a message is JSON')
  }
}

const invalid = (reason: string) => new CloudError('INVALID_PARAM', `invalid parameter: ${reason}`)
