import type { DatabaseTriggerDeclaration } from '../project/project.ts'
import { TRIGGER_MODES } from '../trouble/modes.ts'
import { address } from './address.ts'
import { type Html, html } from './markup/html.ts'
import type { Act, Show, Visit } from './page.ts'

const MODES = { deliver: '正常送达 Delivered', drop: '全部丢失 All lost', repeat: '送两次 Twice' } as const

/** The database triggers of the project, and what becomes of them. */
export const triggersPage: Show = (visit) => {
  const { databaseTriggers } = visit.parts.project
  return {
    section: 'triggers',
    title: '触发器 Triggers',
    body: html`
      ${modeForm(visit)}
      ${
        databaseTriggers.length === 0
          ? html`<p class="empty">这个项目没有数据库触发器 No database triggers in this project</p>`
          : html`<div class="list">${databaseTriggers.map(triggerCard)}</div>`
      }`,
  }
}

function modeForm({ parts, token }: Visit): Html {
  const buttons = TRIGGER_MODES.map(
    (mode) =>
      html`<button class="button" name="mode" value="${mode}" aria-pressed="${parts.triggers.mode === mode ? 'true' : 'false'}">${MODES[mode]}</button>`,
  )
  return html`<form class="actions" method="post" action="/console/triggers/mode">${token}${buttons}
    <a href="${address('/trouble')}">更多故障 More trouble</a></form>`
}

function triggerCard({ name, collection, event, functions, frequency, condition }: DatabaseTriggerDeclaration): Html {
  const often = { always: '每次 every time', once: '一次 once' }
  const conditions = condition?.rules.map(
    ({ field, operator, value }) => `${field} ${operator} ${JSON.stringify(value)}`,
  )
  return html`<section class="card">
    <h2>${name}</h2>
    <p class="facts"><span>集合 Collection <a href="${address('/documents', { collection })}">${collection}</a></span>
      <span>事件 Event <b>${event}</b></span>
      <span>频率 How often <b>${typeof frequency === 'string' ? often[frequency] : `${frequency.everySeconds} s`}</b></span></p>
    ${conditions && html`<p class="facts"><span>条件 Condition <b class="code">${conditions.join(condition?.match === 'all' ? ' && ' : ' || ')}</b></span></p>`}
    <p class="facts"><span>函数 Functions ${functions.map((each) => html`<a href="${address('/function', { name: each })}">${each}</a> `)}</span></p>
  </section>`
}

export const setTriggerMode: Act = ({ parts, form, outcomes }) => {
  const mode = TRIGGER_MODES.find((each) => each === form.text('mode'))
  if (mode === undefined)
    return outcomes.redirect(address('/triggers'), { good: false, title: '没有这个选择 No such choice' })
  parts.triggers.mode = mode
  return outcomes.redirect(address('/triggers'), { good: true, title: MODES[mode] })
}
