import { address } from './address.ts'
import { html } from './markup/html.ts'
import { beijingText, instantView, parseBeijing } from './markup/instants.ts'
import type { Act, Page, Show, Visit } from './page.ts'

const STEPS = [
  { ms: 60_000, words: '+ 1 分钟 minute' },
  { ms: 3_600_000, words: '+ 1 小时 hour' },
  { ms: 86_400_000, words: '+ 1 天 day' },
]

/** The cloud's clock, and the ways to move it. */
export const clockPage: Show = (visit) => clockView(visit, beijingText(visit.parts.clock.now()).replace(' ', 'T'))

function clockView({ parts, token }: Visit, typed: string, refusal?: string): Page {
  const steps = STEPS.map(
    ({ ms, words }) => html`<button class="button" name="advance" value="${ms}">${words}</button> `,
  )
  return {
    section: 'clock',
    title: '时钟 Clock',
    status: refusal === undefined ? 200 : 422,
    body: html`
      <section class="card">
        <p class="amount" data-live="clock">${instantView(parts.clock.now())}</p>
        <p class="hint">北京时间。拨快时，期间到期的定时器和通知会立即运行。 Beijing time. Moving it on runs the timers and callbacks that fall due.</p>
        <form class="actions" method="post" action="/console/clock/advance">${token}${steps}</form>
        <form method="post" action="/console/clock/set">
          ${token}
          <label for="instant">拨到 Set to</label>
          ${refusal !== undefined && html`<p class="refusal" id="instant-error" role="alert">${refusal}</p>`}
          <div class="line">
            <input id="instant" name="instant" type="datetime-local" step="1" value="${typed}"
              ${refusal !== undefined && html`aria-invalid="true" aria-describedby="instant-error"`}>
            <button class="button primary">拨钟 Set</button>
          </div>
        </form>
      </section>`,
  }
}

export const setClock: Act = (visit) => {
  const { parts, form, outcomes } = visit
  const typed = form.text('instant')
  const instant = parseBeijing(typed)
  if (instant === undefined) return clockView(visit, typed, '不是时间 Not a time, such as 2026-05-01T12:00')
  parts.clock.set(instant)
  return outcomes.redirect(address('/clock'), { good: true, title: '已拨钟 Clock set' })
}

/** Moves the clock by one of the steps of the page. */
export const advanceClock: Act = (visit) => {
  const step = STEPS.find(({ ms }) => String(ms) === visit.form.text('advance'))
  if (step === undefined) return clockView(visit, '', '没有这一步 No such step')
  visit.parts.clock.advance(step.ms)
  return visit.outcomes.redirect(address('/clock'), { good: true, title: `已拨快 Advanced ${step.words}` })
}
