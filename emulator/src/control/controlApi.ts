import type { CloudParts } from '../cloudParts.ts'
import { PAY_CHANNELS } from '../pay/order.ts'
import { CODE_PLATFORMS, PAYER_MOODS } from '../pay/payerCodes.ts'
import { PAY_OUTCOMES } from '../pay/payments.ts'
import { fileControls } from '../storage/fileControls.ts'
import { CALLBACK_MODES, TRIGGER_MODES } from '../trouble/modes.ts'
import { readPlan, readRule } from '../trouble/readPlan.ts'
import { instant, oneOf, optionalObject, optionalText, text, textList, wholeNumber } from './input.ts'

/** One request of the control API: the JSON body (POST) and the query (GET). The answer becomes the JSON body. */
export type ControlCall = (body: Record<string, unknown>, query: URLSearchParams) => unknown

const NOTIFY_TIMES_MAX = 100

/** The control API of tests, preview and console: `METHOD path` below /emulator to what it does. */
export function controlApi(parts: CloudParts): Record<string, ControlCall> {
  const { project, clock, payments, timers, triggers, trouble, callLog, counts, messages, host, activity } = parts
  const now = () => new Date(clock.now()).toISOString()
  return {
    'GET /health': () => ({ ok: true, env: project.envId, now: now(), data: parts.dataFolder }),

    'POST /payments/pay': async (body) => {
      const outcome = oneOf(body, 'outcome', PAY_OUTCOMES)
      const result = await payments.pay(text(body, 'prepayId'), text(body, 'openid'), outcome)
      return { ok: true, result, ...(result === 'failed' ? { code: 'NOTENOUGH' } : {}) }
    },
    'POST /payments/code': (body) => ({
      code: payments.payerCodes.show(
        oneOf(body, 'platform', CODE_PLATFORMS),
        text(body, 'openid'),
        body.then === undefined ? 'pays' : oneOf(body, 'then', PAYER_MOODS),
      ),
    }),
    'GET /payments': () => payments.list(),
    'POST /payments/notify': async (body) => {
      const deliveries = await payments.notify(text(body, 'outTradeNo'), {
        channel: body.channel === undefined ? undefined : oneOf(body, 'channel', PAY_CHANNELS),
        outRefundNo: body.outRefundNo === undefined ? undefined : text(body, 'outRefundNo'),
        times: wholeNumber(body, 'times', 1, 1, NOTIFY_TIMES_MAX),
        concurrently: body.concurrently === true,
        override: optionalObject(body, 'override'),
      })
      return deliveries.map(({ ok, answer, error }) => ({ ok, answer, error }))
    },
    'GET /payments/callbacks': () => ({ mode: payments.callbackMode }),
    'POST /payments/callbacks': (body) => {
      payments.setCallbackMode(oneOf(body, 'mode', CALLBACK_MODES))
      return { ok: true }
    },

    'GET /timers': () => timers.list(),
    'POST /timers/run': async (body) => ({
      ok: true,
      result: await timers.run(text(body, 'functionName'), optionalText(body, 'triggerName')),
    }),
    'POST /triggers': (body) => {
      triggers.mode = oneOf(body, 'mode', TRIGGER_MODES)
      return { ok: true }
    },
    'GET /trouble': () => trouble.report(),
    'POST /trouble': (body) => {
      trouble.set(readPlan(body))
      return trouble.report()
    },
    'POST /trouble/add': (body) => {
      trouble.add({ ...readRule(body), name: text(body, 'name') })
      return trouble.report()
    },
    'POST /trouble/remove': (body) => {
      trouble.remove(text(body, 'name'))
      return trouble.report()
    },
    'GET /trouble/log': (_, query) =>
      trouble.log({ requestId: query.get('requestId') ?? undefined, rule: query.get('rule') ?? undefined }),
    'POST /trouble/log/clear': () => {
      trouble.clearLog()
      return { ok: true }
    },
    'POST /functions/cool': () => {
      host.cool()
      return { ok: true }
    },

    'GET /clock': () => ({ now: now() }),
    'POST /clock': (body) => {
      if (body.advance === undefined) clock.set(instant(body, 'set'))
      else clock.advance(wholeNumber(body, 'advance', 0, 0, Number.MAX_SAFE_INTEGER))
      return { now: now() }
    },

    'GET /calls': (_, query) => callLog.recent(query.get('function') ?? undefined),
    'GET /users': () => parts.users.list(),
    'GET /login-key': () => parts.loginKey.credentials(project.envId),
    'GET /counts': (_, query) => (query.get('by') === 'request' ? counts.byRequest() : counts.byAction()),
    'POST /counts/reset': () => {
      counts.reset()
      return { ok: true }
    },
    'GET /messages': () => messages.list(),
    'POST /messages/grants': async (body) => {
      await messages.grants.add(text(body, 'openid'), textList(body, 'templateIds'))
      return { ok: true }
    },
    ...fileControls(parts.storage),
    'POST /idle': async () => {
      await activity.quiet()
      return { ok: true }
    },
  }
}
