import type { TroubleRule } from './rule.ts'
import type { Trouble } from './trouble.ts'

/**
 * What becomes of database triggers from now on: delivered, lost, or delivered twice. A shorthand for a rule without
 * conditions.
 */
export const TRIGGER_MODES = ['deliver', 'drop', 'repeat'] as const
export type TriggerMode = (typeof TRIGGER_MODES)[number]

/**
 * What becomes of payment and refund notices from now on: delivered on the documented schedule; never (nobody will
 * hear of them); or held until somebody asks for them. A shorthand for a rule without conditions.
 */
export const CALLBACK_MODES = ['schedule', 'never', 'hold'] as const
export type CallbackMode = (typeof CALLBACK_MODES)[number]

type Rules<Mode extends string> = Partial<Record<Mode, Pick<TroubleRule, 'strikes' | 'does'>>>

const TRIGGER_RULES: Rules<TriggerMode> = {
  drop: { strikes: 'databaseTrigger', does: 'drop' },
  repeat: { strikes: 'databaseTrigger', does: 'repeat' },
}

/** Both hold: a notice that is never delivered by itself can still be delivered by hand. */
const CALLBACK_RULES: Rules<CallbackMode> = {
  never: { strikes: 'notice', does: 'hold' },
  hold: { strikes: 'notice', does: 'hold' },
}

export const setTriggerMode = (trouble: Trouble, mode: TriggerMode) => setMode(trouble, 'triggers', TRIGGER_RULES, mode)
export const triggerMode = (trouble: Trouble): TriggerMode => modeOf(trouble, 'triggers', TRIGGER_MODES, 'deliver')

export const setCallbackMode = (trouble: Trouble, mode: CallbackMode) =>
  setMode(trouble, 'callbacks', CALLBACK_RULES, mode)
export const callbackMode = (trouble: Trouble): CallbackMode => modeOf(trouble, 'callbacks', CALLBACK_MODES, 'schedule')

function setMode<Mode extends string>(trouble: Trouble, prefix: string, rules: Rules<Mode>, mode: Mode): void {
  for (const other of Object.keys(rules)) trouble.remove(`${prefix}:${other}`)
  const rule = rules[mode]
  if (rule !== undefined) trouble.add({ name: `${prefix}:${mode}`, ...rule })
}

function modeOf<Mode extends string>(trouble: Trouble, prefix: string, modes: readonly Mode[], normal: Mode): Mode {
  return modes.find((mode) => trouble.has(`${prefix}:${mode}`)) ?? normal
}
