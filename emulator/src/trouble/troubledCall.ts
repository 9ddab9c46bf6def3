import type { Clock } from '../clock.ts'
import { refusalOf } from './refusals.ts'
import type { Moment, Strike } from './rule.ts'

/** How a call's process dies. */
export interface Death {
  moment: Moment
  /** After the beginning of the call, for `during`. */
  ms: number
}

/**
 * What a call goes through before it runs: a jump of the clock, a wait, a refusal.
 * @returns how its process shall die, if it shall
 * @throws CloudError the rule's code
 */
export async function sufferCall(strikes: Strike[], clock: Clock): Promise<Death | undefined> {
  for (const { does, ms } of strikes) if (does === 'jumpClock') clock.advance(ms)
  for (const { does, ms } of strikes) if (does === 'delay') await clock.passed(ms)
  const refused = strikes.find(({ does }) => does === 'fail')
  if (refused) throw refusalOf(refused.code)
  return strikes.find(({ does }) => does === 'kill')
}
