import type {
  DinerAction,
  DinerReplies,
  DinerRequest,
  OwnerAction,
  OwnerReplies,
  OwnerRequest,
  Reply,
  StaffAction,
  StaffReplies,
  StaffRequest,
} from '@yundian/contract'
import { Refusal } from '@yundian/domain'

/** The call did not bring an answer: whether the house acted on it is not known. */
export class Unanswered extends Error {
  constructor(
    /** 'network': the phone could not reach the cloud; 'fault': the function itself failed. */
    readonly cause: 'network' | 'fault',
    message: string,
  ) {
    super(message)
    this.name = 'Unanswered'
  }
}

/**
 * Asks the house as a diner.
 * @throws Refusal when the house says no; Unanswered when no answer came.
 */
export function askDiner<Action extends DinerAction>(
  action: Action,
  input: DinerRequest<Action>,
): Promise<DinerReplies[Action]> {
  return ask<DinerReplies[Action]>('diner', action, input)
}

/**
 * Asks the house as one of its staff.
 * @throws Refusal when the house says no; Unanswered when no answer came.
 */
export function askStaff<Action extends StaffAction>(
  action: Action,
  input: StaffRequest<Action>,
): Promise<StaffReplies[Action]> {
  return ask<StaffReplies[Action]>('staff', action, input)
}

/**
 * Asks the house as the owner of a store.
 * @throws Refusal when the house says no; Unanswered when no answer came.
 */
export function askOwner<Action extends OwnerAction>(
  action: Action,
  input: OwnerRequest<Action>,
): Promise<OwnerReplies[Action]> {
  return ask<OwnerReplies[Action]>('owner', action, input)
}

/** Repeats a call that got no answer: twice, after 0.6 and 1.5 s. Only for requests that are safe to repeat. */
export async function untilAnswered<Value>(call: () => Promise<Value>): Promise<Value> {
  for (const wait of [600, 1500]) {
    try {
      return await call()
    } catch (error) {
      if (!(error instanceof Unanswered)) throw error
      await pause(wait)
    }
  }
  return call()
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

async function ask<Value>(name: string, action: string, input: object): Promise<Value> {
  const reply = await callFunction<Value>(name, { action, input })
  if (reply?.ok === true) return reply.value
  if (reply?.ok === false) throw new Refusal(reply.code, reply.details)
  throw new Unanswered('fault', `${name} ${action} answered nothing`)
}

async function callFunction<Value>(name: string, data: object): Promise<Reply<Value> | undefined> {
  try {
    const { result } = await wx.cloud.callFunction({ name, data })
    return result as unknown as Reply<Value> | undefined
  } catch (failure) {
    const { errCode, errMsg } = failure as { errCode?: number; errMsg?: string }
    throw new Unanswered(errCode !== undefined && functionFailures.has(errCode) ? 'fault' : 'network', errMsg ?? '')
  }
}

/** wx.cloud error codes of a function that ran and failed: -404011 as the phone reports it, -504002 and -504003 as the cloud does. */
const functionFailures = new Set([-404011, -504002, -504003])
