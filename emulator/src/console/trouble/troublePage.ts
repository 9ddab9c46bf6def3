import type { TroubleRule } from '../../trouble/rule.ts'
import type { RuleReport, TroubleEntry } from '../../trouble/trouble.ts'
import { requestLink } from '../functions/callsPage.ts'
import { type Html, html } from '../markup/html.ts'
import { instantView } from '../markup/instants.ts'
import type { Page, Show, Visit } from '../page.ts'
import { PRESETS } from './presets.ts'

const LOG_SHOWN = 50

const EXAMPLE = `{
  "name": "lostNotices",
  "strikes": "notice",
  "does": "drop",
  "match": { "kind": "payment" },
  "chance": 0.5
}`

/** What goes wrong on purpose: the rules, ready-made ones, one's own, and what they did. */
export const troublePage: Show = (visit) =>
  troubleView(visit, { rule: EXAMPLE, seed: visit.parts.trouble.report().seed })

/** @param refusal the field that could not be read, and why */
export function troubleView(
  { parts, token }: Visit,
  typed: { rule: string; seed: string },
  refusal?: { field: 'rule' | 'seed'; text: string },
): Page {
  const { seed, rules } = parts.trouble.report()
  return {
    section: 'trouble',
    title: '故障 Trouble',
    status: refusal === undefined ? 200 : 422,
    body: html`
      <div data-live="rules">${rules.length === 0 ? html`<p class="empty">一切正常 Nothing goes wrong on purpose</p>` : rulesTable(rules, token)}</div>
      <section class="card">
        <h2>现成的 Ready-made</h2>
        <form class="actions switches" method="post" action="/console/trouble/preset">${token}
          ${PRESETS.map(({ words, rule }) => html`<button class="button" name="preset" value="${rule.name}" aria-pressed="${parts.trouble.has(rule.name) ? 'true' : 'false'}">${words}</button>`)}
        </form>
        <form class="actions" method="post" action="/console/trouble/clear">${token}
          <button class="button primary">全部停止 Stop all</button>
          <span class="hint">再点一次已打开的，就停止它 A switch that is on is switched off by another click</span>
        </form>
      </section>
      <div class="columns">
        <form class="card" method="post" action="/console/trouble/add">${token}
          <h2>自己写 Your own</h2>
          <label for="rule">规则 Rule <span class="hint">JSON</span></label>
          ${refusal?.field === 'rule' && html`<p class="refusal" id="rule-error" role="alert">${refusal.text}</p>`}
          <textarea id="rule" name="rule" rows="8" class="code" spellcheck="false"
            ${refusal?.field === 'rule' && html`aria-invalid="true" aria-describedby="rule-error"`}>
${typed.rule}</textarea>
          <p><button class="button">加上 Add</button></p>
        </form>
        <form class="card" method="post" action="/console/trouble/seed">${token}
          <h2>种子 Seed</h2>
          <p class="hint">同样的种子和同样的事情，出同样的故障。重新播种会让每条规则从头开始。 The same seed gives the same trouble; a new one begins every rule anew.</p>
          ${refusal?.field === 'seed' && html`<p class="refusal" id="seed-error" role="alert">${refusal.text}</p>`}
          <label for="seed">现在 Now <b class="code">${seed}</b></label>
          <div class="line">
            <input id="seed" name="seed" value="${typed.seed}" autocomplete="off" ${refusal?.field === 'seed' && html`aria-invalid="true" aria-describedby="seed-error"`}>
            <button class="button">重新播种 Sow</button>
          </div>
        </form>
      </div>
      <h2>已经出的故障 What was done</h2>
      <div class="scroll" data-live="log" tabindex="0" role="region" aria-label="故障记录 Log">${logTable(parts.trouble.log())}</div>`,
  }
}

function rulesTable(rules: RuleReport[], token: Html): Html {
  const rows = rules.map(
    (rule) => html`<tr>
      <td><b>${rule.name}</b></td><td>${rule.strikes}</td><td>${rule.does}</td>
      <td class="wide">${whenOf(rule)}</td>
      <td class="figure">${rule.struck} / ${rule.seen}</td>
      <td><form method="post" action="/console/trouble/remove">${token}<input type="hidden" name="name" value="${rule.name}"><button class="button">停止 Stop</button></form></td>
    </tr>`,
  )
  return html`<div class="scroll" tabindex="0" role="region" aria-label="规则 Rules"><table>
    <thead><tr><th>规则 Rule</th><th>哪里 Where</th><th>怎样 Does</th><th>何时 When</th><th class="figure">打中 / 见过 Struck / seen</th><th></th></tr></thead>
    <tbody>${rows}</tbody></table></div>`
}

function whenOf(rule: TroubleRule): string {
  const { match = {}, chance, every, abovePerSecond, aboveAtOnce, skip, times, ms, code, moment } = rule
  const words = [
    ...Object.entries(match).map(([field, wanted]) => `${field}=${[wanted].flat().join('|')}`),
    chance !== undefined && `${chance * 100} %`,
    every !== undefined && `每 ${every} 次 every ${every}`,
    abovePerSecond !== undefined && `> ${abovePerSecond}/s`,
    aboveAtOnce !== undefined && `> ${aboveAtOnce} 同时 at once`,
    skip !== undefined && `跳过 skip ${skip}`,
    times !== undefined && `最多 at most ${times}`,
    ms !== undefined && `${ms[0]}–${ms[1]} ms`,
    code,
    moment,
  ].filter((word) => typeof word === 'string')
  return words.length === 0 ? '总是 Always' : words.join(' · ')
}

function logTable(entries: TroubleEntry[]): Html {
  if (entries.length === 0) return html`<p class="empty">还没有 Nothing yet</p>`
  const rows = entries
    .slice(-LOG_SHOWN)
    .reverse()
    .map(
      ({ at, rule, strikes, does, ms, code, subject, requestId }) => html`<tr>
        <td>${instantView(at)}</td><td>${rule}</td><td>${strikes} · ${does}${ms !== undefined && ` · ${ms} ms`}${code !== undefined && ` · ${code}`}</td>
        <td class="wide">${Object.entries(subject).map(([field, value]) => value !== undefined && html`<span class="chip">${field} ${value}</span> `)}</td>
        <td class="id">${requestId !== undefined && requestLink(requestId)}</td>
      </tr>`,
    )
  return html`<table>
    <thead><tr><th>时间 At</th><th>规则 Rule</th><th>故障 Trouble</th><th>打中了什么 Struck</th><th>请求 Request</th></tr></thead>
    <tbody>${rows}</tbody></table>`
}
