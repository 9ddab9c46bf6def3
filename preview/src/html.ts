import { describeProblem, type Problem } from './compile/problem.ts'

/** The people that the desktop view offers to be; any other openid can be typed. */
export const PEOPLE = [
  { openid: 'diner-a', name: '顾客甲 diner A' },
  { openid: 'diner-b', name: '顾客乙 diner B' },
  { openid: 'diner-c', name: '顾客丙 diner C' },
  { openid: 'cook', name: '厨房 cook' },
]

/** Escapes text for HTML, and for attributes in double quotes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

/** The bare phone: loads runtime, styles and the compiled app, or lists what keeps the app from running. */
export function phonePage(
  settings: { cloudUrl: string; openid: string },
  version: string,
  problems: Problem[],
): string {
  const json = JSON.stringify(settings).replaceAll('<', '\\u003c')
  const body =
    problems.length > 0
      ? `<main class="mp-problems" data-testid="compile-problems"><h1>无法编译 Cannot compile</h1><ul>${problems
          .map((problem) => `<li>${escapeHtml(describeProblem(problem))}</li>`)
          .join('')}</ul><p>改好后重新加载即可。 Mend it and reload.</p></main>`
      : `<script>previewSettings = ${json}</script>
<script src="/runtime.js"></script>
<script src="/app.js?v=${version}"></script>
<script>previewBoot()</script>`
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, maximum-scale=1, viewport-fit=cover">
<title>Mini-program preview</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/runtime.css">
<link rel="stylesheet" href="/app.css?v=${version}">
</head>
<body>
${body}
</body>
</html>`
}

/**
 * The desktop view: a phone on paper ground, and a panel for who holds it and what it shows.
 * @param path a page and its query to open first; the app's own first page without it.
 */
export function desktopPage(openid: string, path = ''): string {
  const known = PEOPLE.some((person) => person.openid === openid)
  const options = [...PEOPLE, ...(known ? [] : [{ openid, name: openid }])]
    .map(
      (person) =>
        `<option value="${escapeHtml(person.openid)}"${person.openid === openid ? ' selected' : ''}>${escapeHtml(person.name)}</option>`,
    )
    .join('')
  const hash = path === '' ? '' : `#/${path.replace(/^\//, '')}`
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Mini-program preview</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/desktop.css">
</head>
<body>
<main>
<div class="phone"><iframe title="手机 phone" src="/phone?openid=${encodeURIComponent(openid)}${escapeHtml(hash)}" data-testid="phone"></iframe></div>
<aside>
<h1>小程序预览 <small>Mini-program preview</small></h1>
<form id="who"><label>我是谁 Who am I
<select name="openid" data-testid="who">${options}</select></label></form>
<form id="open"><label>打开页面 Open a page
<input name="path" placeholder="pages/menu/menu?table=A5" autocomplete="off" spellcheck="false" value="${escapeHtml(path)}" data-testid="open-path"></label>
<button>打开 Open</button></form>
<button type="button" id="reload">重新加载 Reload</button>
<p>源码没有改动，同一个文件夹可以直接在微信开发者工具中打开。登录、支付、订阅消息在这里是模拟的。<br>
The same folder opens in WeChat DevTools. Login, payment and messages are played here.</p>
</aside>
</main>
<script src="/desktop.js"></script>
</body>
</html>`
}

/** The desktop view's script: the panel drives the phone by its address. */
export const desktopScript = `
const phone = document.querySelector('iframe')
const address = new URL(location.href)
document.querySelector('#who').addEventListener('change', ({ target }) => {
  address.searchParams.set('openid', target.value)
  location.href = address.pathname + address.search
})
document.querySelector('#open').addEventListener('submit', (event) => {
  event.preventDefault()
  const path = new FormData(event.target).get('path').trim().replace(/^\\/?/, '/')
  address.searchParams.set('path', path.slice(1))
  history.replaceState(null, '', address)
  phone.contentWindow.location.hash = path
})
document.querySelector('#reload').addEventListener('click', () => phone.contentWindow.location.reload())
`
