import { CloudError } from '../../cloudError.ts'
import { SOURCES } from '../../functions/invocation.ts'
import { withUserInfo } from '../../functions/invokeFunction.ts'
import { address } from '../address.ts'
import { parseJson, TypingError } from '../markup/extendedJson.ts'
import type { Act } from '../page.ts'
import { functionOf, functionView } from './functionPage.ts'

/** What the cloud's door takes as a mini-program user's id. */
const OPENID = /^[\w-]{1,64}$/

/** Calls a function with the typed event: as the mini-program of the typed openid, or as nobody. */
export const callFunction: Act = async (visit) => {
  const { parts, form, outcomes } = visit
  const functionName = functionOf(visit)
  const typed = { event: form.text('event'), openid: form.text('openid').trim() }
  const { openid } = typed
  let event: unknown
  try {
    event = parseJson(typed.event)
    if (openid !== '' && !OPENID.test(openid)) {
      throw new TypingError(
        'openid 只能有字母、数字、_ 和 -，最多 64 个 An openid has 1 to 64 letters, digits, _ and -',
      )
    }
  } catch (error) {
    if (!(error instanceof TypingError)) throw error
    return functionView(visit, functionName, { ...typed, refusal: error.message })
  }
  const call =
    openid === ''
      ? { functionName, event, source: SOURCES.unknown }
      : {
          functionName,
          event: withUserInfo(event, openid, parts.project.appId),
          source: SOURCES.miniProgram,
          client: { kind: 'miniProgram' as const, openid },
        }
  const back = address('/function', { name: functionName })
  try {
    const value: unknown = JSON.parse(await parts.host.call(call))
    return outcomes.redirect(back, { good: true, title: '返回 Returned', value, typed })
  } catch (error) {
    if (!(error instanceof CloudError)) throw error
    return outcomes.redirect(back, { good: false, title: `${error.code}: ${error.message}`, typed })
  }
}
