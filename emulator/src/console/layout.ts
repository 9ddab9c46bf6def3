import { address } from './address.ts'
import { type Html, html } from './markup/html.ts'
import { instantView } from './markup/instants.ts'
import { jsonView } from './markup/jsonView.ts'
import type { Outcome } from './outcomes.ts'
import type { Page, Section } from './page.ts'

export const SECTIONS: Record<Section, string> = {
  collections: '集合 Collections',
  rules: '权限 Rules',
  functions: '函数 Functions',
  timers: '定时器 Timers',
  triggers: '触发器 Triggers',
  payments: '支付 Payments',
  messages: '消息 Messages',
  storage: '存储 Storage',
  watches: '实时监听 Watches',
  clock: '时钟 Clock',
  trouble: '故障 Trouble',
}

/** The whole document of a page: rail, header, the outcome of the form that led here, the page itself. */
export function layout(page: Page, cloud: { envId: string; now: number }, outcome?: Outcome): string {
  const rail = Object.entries(SECTIONS).map(
    ([section, words]) =>
      html`<a href="${address(`/${section}`)}" ${section === page.section && html`aria-current="page"`}>${twoLanguages(words)}</a>`,
  )
  const document = html`<!doctype html>
<html lang="zh-CN">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${page.title} · ${cloud.envId}</title>
  <link rel="icon" href="/console/icon.svg">
  <link rel="stylesheet" href="/console/console.css">
  <script src="/console/live.js" defer></script>
</head>
<body>
  <a class="skip" href="#main">跳到内容 Skip to content</a>
  <header>
    <a class="brand" href="/console">云开发控制台 <span>Local cloud</span></a>
    <span class="env" title="环境 Environment">${cloud.envId}</span>
    <a class="now" href="${address('/clock')}" data-live="now" title="云端时间，北京 The cloud's clock, Beijing">${instantView(cloud.now)}</a>
  </header>
  <nav class="rail" aria-label="导航 Sections">${rail}</nav>
  <main id="main">
    ${page.above && html`<p class="trail"><a href="${page.above.to}">‹ ${page.above.title}</a></p>`}
    <h1>${twoLanguages(page.title)}</h1>
    ${outcome && outcomeView(outcome)}
    ${page.body}
  </main>
</body>
</html>
`
  return document.text
}

function outcomeView({ good, title, value }: Outcome): Html {
  return html`<div class="outcome ${good ? 'good' : 'bad'}" role="${good ? 'status' : 'alert'}">
    <p>${title}</p>${value !== undefined && jsonView(value)}
  </div>`
}

/** "集合 Collections" with the second language quieter; other texts as they are. */
function twoLanguages(words: string): Html {
  const match = /^([^\sA-Za-z]+) ([A-Z][A-Za-z ]*)$/.exec(words)
  return match === null ? html`${words}` : html`${match[1]} <span class="hint">${match[2]}</span>`
}
