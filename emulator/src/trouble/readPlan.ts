import { CloudError } from '../cloudError.ts'
import { oneOf, optionalObject, optionalText } from '../control/input.ts'
import { PAY_FAULT_CODES } from '../pay/faults.ts'
import { REFUND_FAILURES } from '../pay/order.ts'
import { TROUBLE_MS_MAX, TROUBLE_RULES_MAX } from './limits.ts'
import { REFUSAL_CODES } from './refusals.ts'
import { EFFECTS, MOMENTS, type Place, SUBJECT_FIELDS, type TroublePlan, type TroubleRule } from './rule.ts'

type Body = Record<string, unknown>

const PLACES = Object.keys(EFFECTS) as Place[]
const KEYS = [
  ...['name', 'strikes', 'does', 'match', 'chance', 'every', 'abovePerSecond', 'aboveAtOnce'],
  ...['skip', 'times', 'ms', 'code', 'copies', 'moment'],
]
const FAIL_CODES: Partial<Record<Place, readonly string[]>> = { payApi: PAY_FAULT_CODES, refund: REFUND_FAILURES }
const WHENS = ['chance', 'every', 'abovePerSecond', 'aboveAtOnce']

/**
 * Reads a plan as a program or a file gives it: `{seed?, rules}`, or a list of rules.
 * @throws CloudError INVALID_PARAM with one line that names the rule and the field
 */
export function readPlan(value: unknown): TroublePlan {
  const plan: Body = Array.isArray(value) ? { rules: value } : asObject(value, 'the plan')
  if (!Array.isArray(plan.rules)) throw invalid('rules must be a list')
  if (plan.rules.length > TROUBLE_RULES_MAX) throw invalid(`at most ${TROUBLE_RULES_MAX} rules`)
  const seed = typeof plan.seed === 'number' ? String(plan.seed) : optionalText(plan, 'seed')
  const rules = plan.rules.map((rule: unknown, index) => {
    try {
      return readRule(asObject(rule, 'it'))
    } catch (error) {
      throw error instanceof CloudError ? invalid(`rules[${index}]: ${error.message}`) : error
    }
  })
  return { seed, rules }
}

/** Reads one rule. Throws CloudError INVALID_PARAM. */
export function readRule(body: Body): TroubleRule {
  const unknown = Object.keys(body).find((key) => !KEYS.includes(key))
  if (unknown !== undefined) throw invalid(`a rule has no ${unknown}`)
  const strikes = oneOf(body, 'strikes', PLACES)
  const does = oneOf(body, 'does', EFFECTS[strikes])
  const whens = WHENS.filter((when) => body[when] !== undefined)
  if (whens.length > 1) throw invalid(`${whens.join(' and ')} exclude each other`)
  if (body.aboveAtOnce !== undefined && strikes !== 'request' && strikes !== 'call') {
    throw invalid(`aboveAtOnce is for request and call, not for ${strikes}`)
  }
  const ms = readRange(body, does === 'jumpClock' ? -TROUBLE_MS_MAX : 0)
  const moment = body.moment === undefined ? undefined : oneOf(body, 'moment', MOMENTS)
  const code = optionalText(body, 'code')
  const asksForTime = does === 'delay' || does === 'jumpClock' || (does === 'kill' && moment === 'during')
  if (asksForTime && ms === undefined) throw invalid(`${does} needs ms`)
  if (does !== 'kill' && moment === 'during')
    throw invalid('only a kill comes during the work, others before or after it')
  const codes = FAIL_CODES[strikes] ?? REFUSAL_CODES
  if (does === 'fail' && !codes.includes(code ?? '')) throw invalid(`code must be one of ${codes.join(', ')}`)
  return {
    name: optionalText(body, 'name'),
    strikes,
    does,
    match: readMatch(body, strikes),
    chance: number(body, 'chance', 0, 1),
    every: whole(body, 'every', 1),
    abovePerSecond: whole(body, 'abovePerSecond', 0),
    aboveAtOnce: whole(body, 'aboveAtOnce', 0),
    skip: whole(body, 'skip', 0),
    times: whole(body, 'times', 1),
    ms,
    code,
    copies: whole(body, 'copies', 1, 100),
    moment,
  }
}

/** `[from, to]`, or one number for both. */
function readRange(body: Body, least: number): readonly [number, number] | undefined {
  if (body.ms === undefined) return undefined
  const [from, to] = Array.isArray(body.ms) ? body.ms : [body.ms, body.ms]
  const inside = (value: unknown) =>
    typeof value === 'number' && Number.isInteger(value) && value >= least && value <= TROUBLE_MS_MAX
  if (inside(from) && inside(to) && from <= to) return [from, to]
  throw invalid(`ms must be whole milliseconds [from, to] within ${least} to ${TROUBLE_MS_MAX}`)
}

function readMatch(body: Body, strikes: Place): TroubleRule['match'] {
  const match = optionalObject(body, 'match')
  if (match === undefined) return undefined
  const fields: readonly string[] = SUBJECT_FIELDS[strikes]
  for (const [field, wanted] of Object.entries(match)) {
    if (!fields.includes(field))
      throw invalid(`match of ${strikes} knows ${fields.join(', ') || 'nothing'}, not ${field}`)
    const texts = [wanted].flat()
    if (texts.length === 0 || !texts.every((text) => typeof text === 'string')) {
      throw invalid(`match.${field} must be a text or a list of texts`)
    }
  }
  return match as TroubleRule['match']
}

function whole(body: Body, name: string, least: number, most = Number.MAX_SAFE_INTEGER): number | undefined {
  const value = number(body, name, least, most)
  if (value !== undefined && !Number.isInteger(value)) throw invalid(`${name} must be a whole number`)
  return value
}

function number(body: Body, name: string, least: number, most: number): number | undefined {
  const value = body[name]
  if (value === undefined) return undefined
  if (typeof value === 'number' && value >= least && value <= most) return value
  throw invalid(`${name} must be a number from ${least} to ${most}`)
}

function asObject(value: unknown, name: string): Body {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Body
  throw invalid(`${name} must be an object`)
}

const invalid = (reason: string) => new CloudError('INVALID_PARAM', reason)
