import { CloudError } from '../../cloudError.ts'
import type { Fields } from '../../database/values.ts'
import type { ClientIdentity } from '../../identity/clientIdentity.ts'
import { declaredRules } from '../../rules/loadRules.ts'
import type { ClientOperation } from '../../rules/securityRules.ts'
import { address } from '../address.ts'
import { parseObject, printJson, TypingError } from '../markup/extendedJson.ts'
import { type Html, html } from '../markup/html.ts'
import { jsonView } from '../markup/jsonView.ts'
import type { Show, Visit } from '../page.ts'

const OPERATIONS = { read: '读 Read', create: '添加 Create', update: '修改 Update', delete: '删除 Delete' } as const

/** What is typed into the panel that tries the rules. */
interface Trial {
  collection: string
  who: string
  as: 'miniProgram' | 'web'
  operation: keyof typeof OPERATIONS
  target: string
}

/** The rights of every collection, and a panel that asks them: who may do what, or why not. Nothing is read or written. */
export const rulesPage: Show = async (visit) => {
  const declared = declaredRules(visit.parts.project)
  const names = visit.parts.database.collections().map(({ name }) => name)
  const trial = trialOf(visit, names[0] ?? '')
  return {
    section: 'rules',
    title: '权限 Rules',
    body: html`
      ${trialForm(trial, names)}
      ${visit.query.has('collection') && (await verdictOf(visit, trial))}
      <div class="list">${names.map((name) => rulesCard(name, declared.get(name)))}</div>`,
  }
}

function trialOf({ query }: Visit, first: string): Trial {
  const operation = query.get('operation') ?? 'read'
  return {
    collection: query.get('collection') ?? first,
    who: query.get('who') ?? 'openid-of-ann',
    as: query.get('as') === 'web' ? 'web' : 'miniProgram',
    operation: operation in OPERATIONS ? (operation as Trial['operation']) : 'read',
    target: query.get('target') ?? '{"_openid": "{openid}"}',
  }
}

function trialForm({ collection, who, as, operation, target }: Trial, names: string[]): Html {
  const option = (value: string, words: string, chosen: string) =>
    html`<option value="${value}" ${value === chosen && html`selected`}>${words}</option>`
  return html`<form class="card" method="get" action="/console/rules">
    <h2>试一试 Try</h2>
    <div class="asked">
      <p><label for="collection">集合 Collection</label><select id="collection" name="collection">${names.map((name) => option(name, name, collection))}</select></p>
      <p><label for="as">谁 Who</label><select id="as" name="as">${option('miniProgram', '小程序 openid', as)}${option('web', '网页 web uid', as)}</select></p>
      <p><label for="who">编号 Id</label><input id="who" name="who" class="code" value="${who}"></p>
      <p><label for="operation">做什么 What</label><select id="operation" name="operation">${Object.entries(OPERATIONS).map(([value, words]) => option(value, words, operation))}</select></p>
    </div>
    <label for="target">条件，或要添加的文档 The query, or the document to create <span class="hint">JSON</span></label>
    <textarea id="target" name="target" rows="3" class="code" spellcheck="false">
${target}</textarea>
    <p><button class="button primary">问 Ask</button> <span class="hint">只判断，不读也不写 It only judges</span></p>
  </form>`
}

async function verdictOf({ parts }: Visit, { collection, who, as, operation, target }: Trial): Promise<Html> {
  try {
    const typed = parseObject(target)
    const request: ClientOperation =
      operation === 'create'
        ? { operation, document: typed as Fields }
        : { operation, filter: typed, byId: Object.keys(typed).join() === '_id' }
    const client: ClientIdentity =
      as === 'web' ? { kind: 'web', uid: who, loginType: 'ANONYMOUS' } : { kind: 'miniProgram', openid: who }
    const verdict = await parts.rules.decide({ client, collection, ...request })
    if ('refusal' in verdict) return outcome(false, '拒绝 Refused', html`<p>${verdict.refusal}</p>`)
    const runs = operation === 'create' ? false : html`<p>实际条件 The query that runs</p>${jsonView(verdict.filter)}`
    return outcome(true, '允许 Allowed', runs)
  } catch (error) {
    if (!(error instanceof TypingError || error instanceof CloudError)) throw error
    return outcome(false, error.message, false)
  }
}

const outcome = (good: boolean, title: string, more: Html | false) =>
  html`<div class="outcome ${good ? 'good' : 'bad'}" role="${good ? 'status' : 'alert'}"><p><b>${title}</b></p>${more}</div>`

function rulesCard(name: string, declared: unknown): Html {
  return html`<section class="card">
    <h2><a href="${address('/documents', { collection: name })}">${name}</a></h2>
    ${
      declared === undefined
        ? html`<p class="hint">没有声明，按 ADMINONLY：只有服务端 Not declared, so ADMINONLY: servers only</p>`
        : html`<pre class="json" tabindex="0">${printJson(declared)}</pre>`
    }
  </section>`
}
