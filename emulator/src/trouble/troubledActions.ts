import type { Clock } from '../clock.ts'
import type { Database } from '../database/database.ts'
import type { FunctionHost } from '../functions/functionHost.ts'
import type { Action, Requester } from '../server/adminDoor.ts'
import { ConnectionLost } from './connectionLost.ts'
import { ENDS_TRANSACTION, refusalOf } from './refusals.ts'
import type { Strike, Subject } from './rule.ts'
import type { Trouble } from './trouble.ts'

interface TroubledParts {
  trouble: Trouble
  clock: Clock
  host: Pick<FunctionHost, 'kill'>
  database: Pick<Database, 'abort'>
}

/** The same actions, each request of which may meet trouble: late, refused, lost on the way there or back. */
export function troubledActions(actions: Record<string, Action>, parts: TroubledParts): Record<string, Action> {
  const troubled = ([name, action]: [string, Action]) => [name, troubledAction(name, action, parts)] as const
  return Object.fromEntries(Object.entries(actions).map(troubled))
}

function troubledAction(name: string, action: Action, parts: TroubledParts): Action {
  return async (params, requester) => {
    const { strikes, leave } = parts.trouble.meet('request', subjectOf(name, params, requester), requester.requestId)
    try {
      await sufferBefore(strikes, params, requester, parts)
      const answer = await action(params, requester)
      sufferAfter(strikes, requester, parts)
      return answer
    } finally {
      leave()
    }
  }
}

async function sufferBefore(
  strikes: Strike[],
  params: Record<string, unknown>,
  { caller }: Requester,
  { clock, host, database }: TroubledParts,
): Promise<void> {
  for (const { does, ms } of strikes) if (does === 'jumpClock') clock.advance(ms)
  for (const { does, ms } of strikes) if (does === 'delay') await clock.passed(ms)
  for (const { does, code, moment } of strikes) {
    if (does === 'killCaller' && moment === 'before' && caller !== undefined) host.kill(caller)
    if (does === 'loseRequest' || (does === 'killCaller' && moment === 'before')) throw new ConnectionLost()
    if (does !== 'fail') continue
    const gone = ENDS_TRANSACTION.includes(code ?? '') && typeof params.transactionId === 'string'
    // It may have ended by itself; then too the answer is that it is over.
    if (gone) await database.abort(String(params.transactionId)).catch(() => {})
    throw refusalOf(code)
  }
}

function sufferAfter(strikes: Strike[], { caller }: Requester, { host }: TroubledParts): void {
  for (const { does, moment } of strikes) {
    if (does === 'killCaller' && moment === 'after' && caller !== undefined) host.kill(caller)
    if (does === 'loseReply' || (does === 'killCaller' && moment === 'after')) throw new ConnectionLost()
  }
}

function subjectOf(action: string, params: Record<string, unknown>, { caller }: Requester): Subject {
  const text = (name: string) => (typeof params[name] === 'string' && params[name] !== '' ? params[name] : undefined)
  return {
    action,
    collection: text('collectionName'),
    function: text('function_name'),
    api: text('apiName'),
    caller: caller?.functionName,
    transaction: text('transactionId'),
  }
}
