import { CloudError } from '../cloudError.ts'
import type { TimerState } from '../timers/timers.ts'
import { address } from './address.ts'
import { type Html, html } from './markup/html.ts'
import { instantView } from './markup/instants.ts'
import type { Act, Show, Visit } from './page.ts'

/** The project's timers: when they ran, when they will, and a button to run each now. */
export const timersPage: Show = (visit) => {
  const timers = visit.parts.timers.list()
  return {
    section: 'timers',
    title: '定时器 Timers',
    body:
      timers.length === 0
        ? html`<p class="empty">这个项目没有定时器 No timers in this project</p>`
        : html`<div class="list" data-live="timers">${timers.map((timer) => timerCard(visit, timer))}</div>`,
  }
}

function timerCard({ token }: Visit, { functionName, name, expression, nextAt, last }: TimerState): Html {
  return html`<section class="card">
    <h2>${name}</h2>
    <p class="facts"><span>函数 Function <a href="${address('/function', { name: functionName })}">${functionName}</a></span>
      <span>表达式 Expression <b class="code">${expression}</b></span></p>
    <p class="facts"><span>下次 Next ${instantView(nextAt)}</span>
      <span>上次 Last ${instantView(last?.tick)}
        ${last && html`<span class="chip ${last.ok ? 'good' : 'bad'}">${last.ok ? '成功 ok' : last.error?.code}</span>`}</span></p>
    <form method="post" action="/console/timers/run">
      ${token}<input type="hidden" name="function" value="${functionName}"><input type="hidden" name="name" value="${name}">
      <button class="button">立即运行 Run now</button>
    </form>
  </section>`
}

/** Runs a timer now and shows what its function answered. */
export const runTimer: Act = async ({ parts, form, outcomes }) => {
  const name = form.text('name')
  const back = address('/timers')
  try {
    const value = await parts.timers.run(form.text('function'), name)
    return outcomes.redirect(back, { good: true, title: `${name} 已运行，返回 ran and returned`, value })
  } catch (error) {
    if (!(error instanceof CloudError)) throw error
    return outcomes.redirect(back, { good: false, title: `${name}: ${error.code}: ${error.message}` })
  }
}
