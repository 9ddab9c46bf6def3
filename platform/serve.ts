import type { Reply } from '@yundian/contract'
import { Refusal } from '@yundian/domain'
import { type CallOrigin, callOrigin } from './caller.ts'
import { type House, house } from './house.ts'
import type { HttpNotice } from './pay/notice.ts'
import type { UseCase } from './useCase.ts'

/** Decides whether a caller may call a function at all, and as whom. @throws Refusal not_allowed */
export type Admission<Caller> = (origin: CallOrigin, house: House) => Promise<Caller>

interface FunctionContext {
  request_id?: string
}

/** Where a call happens: the house that it works in, and who started it. */
export interface Scene {
  house: House
  origin: CallOrigin
}

/** What the cloud calls, in the deployed house and with the origin that stands in the environment. */
export interface Main<Event, Answer> {
  (event: Event, context: FunctionContext): Promise<Answer>
  /** The same code in another house, where many calls run in one process: a simulation's. */
  inScene(scene: Scene, event: Event, context: FunctionContext): Promise<Answer>
}

function mainOf<Event, Answer>(
  act: (event: Event, context: FunctionContext, scene: Scene) => Promise<Answer>,
): Main<Event, Answer> {
  const main = (event: Event, context: FunctionContext) => act(event, context, { house, origin: callOrigin() })
  const inScene = (scene: Scene, event: Event, context: FunctionContext) => act(event, context, scene)
  return Object.assign(main, { inScene })
}

/**
 * Makes the `main` of a function that phones and screens call with `{ action, input }`.
 * A refusal is answered as data; anything else is a bug: logged with the request id and thrown on.
 */
export function serve<Caller>(admit: Admission<Caller>, useCases: Record<string, UseCase<Caller>>) {
  return mainOf(async (event: unknown, context, { house, origin }): Promise<Reply<unknown>> => {
    const { action, input } = openEvent(event)
    try {
      const caller = await admit(origin, house)
      const chosen = typeof action === 'string' && Object.hasOwn(useCases, action) ? useCases[action] : undefined
      if (!chosen) throw new Refusal('unknown_action', { action: String(action).slice(0, 60) })
      return { ok: true, value: await chosen.run(input, house, caller) }
    } catch (error) {
      if (error instanceof Refusal) return { ok: false, code: error.code, details: error.details } as Reply<never>
      reportBug(error, context, String(action))
      throw error
    }
  })
}

/** Makes the `main` of a function that the cloud itself starts: a timer or a database trigger. */
export function serveTrigger<Event, Value>(act: (event: Event, house: House) => Promise<Value>) {
  return mainOf(async (event: Event, context, { house, origin }): Promise<Value | Reply<never>> => {
    if (origin.kind !== 'trigger') return notAllowed('a trigger of the cloud', context)
    try {
      return await act(event, house)
    } catch (error) {
      reportBug(error, context, 'trigger')
      throw error
    }
  })
}

/** What the pay platform wants to hear: errcode 0 ends its repeats, anything else asks for the next one (R2). */
export type NoticeAnswer = { errcode: 0; errmsg: string } | { errcode: 1; errmsg: string }

/** Makes the `main` of a function that only the pay platform may call (A9). */
export function serveNotice<Event>(act: (event: Event, house: House) => Promise<NoticeAnswer>) {
  return mainOf(async (event: Event, context, { house, origin }): Promise<NoticeAnswer | Reply<never>> => {
    if (origin.kind !== 'payPlatform') return notAllowed('the pay platform', context)
    try {
      return await act(event, house)
    } catch (error) {
      reportBug(error, context, 'notice')
      return { errcode: 1, errmsg: 'not recorded, send again' }
    }
  })
}

/** The answer of a function to a request that came by HTTP. */
export interface HttpAnswer {
  statusCode: number
  headers: Record<string, string>
  body: string
}

/**
 * Makes the `main` of a function that a pay platform reaches by HTTP. Anybody can: the notice itself must prove who sent
 * it (A9). What fails is answered with status 500, so that the platform sends it again (R1).
 */
export function serveHttpNotice(act: (notice: HttpNotice, house: House) => Promise<HttpAnswer>) {
  return mainOf(async (event: unknown, context, { house, origin }): Promise<HttpAnswer | Reply<never>> => {
    if (origin.kind !== 'other') return notAllowed('a request by HTTP', context)
    try {
      return await act(openHttpEvent(event), house)
    } catch (error) {
      reportBug(error, context, 'notice')
      return { statusCode: 500, headers: { 'content-type': 'text/plain' }, body: 'fail' }
    }
  })
}

/** Logged, since the cloud itself, come from an unexpected source, would otherwise be refused unseen. */
function notAllowed(need: string, context: FunctionContext): Reply<never> {
  console.warn(JSON.stringify({ level: 'warn', requestId: context.request_id, need, source: process.env.TCB_SOURCE }))
  return { ok: false, code: 'not_allowed', details: { need } }
}

/** WeChat adds `userInfo` to the events of its clients; it is dropped unread, since the environment says who calls. */
function openEvent(event: unknown): { action: unknown; input: unknown } {
  const { action, input } = (typeof event === 'object' && event !== null ? event : {}) as Record<string, unknown>
  return { action, input: input ?? {} }
}

/** What HTTP access hands to a function; a body that is no text comes in base64. */
function openHttpEvent(event: unknown): HttpNotice {
  const { headers, body, isBase64Encoded } = (typeof event === 'object' && event !== null ? event : {}) as {
    headers?: Record<string, string>
    body?: unknown
    isBase64Encoded?: boolean
  }
  const named = Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)])
  const text = typeof body === 'string' ? body : ''
  const sent = isBase64Encoded === true ? Buffer.from(text, 'base64').toString('utf8') : text
  return { headers: Object.fromEntries(named), body: sent }
}

function reportBug(error: unknown, context: FunctionContext, action: string): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  console.error(JSON.stringify({ level: 'error', requestId: context.request_id, action, error: text }))
}
