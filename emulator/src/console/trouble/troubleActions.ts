import { CloudError } from '../../cloudError.ts'
import { text } from '../../control/input.ts'
import { readRule } from '../../trouble/readPlan.ts'
import type { TroubleRule } from '../../trouble/rule.ts'
import { address } from '../address.ts'
import { parseObject, TypingError } from '../markup/extendedJson.ts'
import type { Act } from '../page.ts'
import { PRESETS } from './presets.ts'
import { troubleView } from './troublePage.ts'

const BACK = address('/trouble')

/** Switches a ready-made rule on, or off when it is on. */
export const switchPreset: Act = ({ parts, form, outcomes }) => {
  const preset = PRESETS.find(({ rule }) => rule.name === form.text('preset'))
  if (preset === undefined) return outcomes.redirect(BACK, { good: false, title: '没有这个开关 No such switch' })
  const { words, rule } = preset
  if (parts.trouble.has(rule.name)) parts.trouble.remove(rule.name)
  else parts.trouble.add(rule)
  const state = parts.trouble.has(rule.name) ? '已打开 on' : '已停止 off'
  return outcomes.redirect(BACK, { good: true, title: `${words}：${state}` })
}

/** Adds the typed rule, in place of one that has its name. */
export const addRule: Act = (visit) => {
  const { parts, form, outcomes } = visit
  try {
    const body = parseObject(form.text('rule'))
    const rule: TroubleRule & { name: string } = { ...readRule(body), name: text(body, 'name') }
    parts.trouble.add(rule)
    return outcomes.redirect(BACK, { good: true, title: `${rule.name} 已加上 added` })
  } catch (error) {
    if (!(error instanceof TypingError || error instanceof CloudError)) throw error
    const typed = { rule: form.text('rule'), seed: parts.trouble.report().seed }
    return troubleView(visit, typed, { field: 'rule', text: error.message })
  }
}

export const removeRule: Act = ({ parts, form, outcomes }) => {
  const name = form.text('name')
  parts.trouble.remove(name)
  return outcomes.redirect(BACK, { good: true, title: `${name} 已停止 stopped` })
}

export const clearTrouble: Act = ({ parts, outcomes }) => {
  parts.trouble.set({ seed: parts.trouble.report().seed, rules: [] })
  return outcomes.redirect(BACK, { good: true, title: '已全部停止 All stopped' })
}

/** Begins every rule anew with another seed. */
export const sowTrouble: Act = (visit) => {
  const { parts, form, outcomes } = visit
  const seed = form.text('seed').trim()
  const { rules } = parts.trouble.report()
  if (seed === '') return troubleView(visit, { rule: '', seed }, { field: 'seed', text: '请填种子 A seed is needed' })
  parts.trouble.set({ seed, rules: rules.map(({ seen: _seen, struck: _struck, ...rule }) => rule) })
  return outcomes.redirect(BACK, { good: true, title: `已播种 Sown ${seed}` })
}
