/**
 * The browser's script: when the cloud tells of a change, and every few seconds, the parts of the page marked
 * `data-live` are fetched anew and replaced, unless someone is reading or using them. On a phone the rail shows the
 * page's own entry. Everything works without it.
 */
export const LIVE_SCRIPT = `
'use strict'
const parts = (root) => new Map([...root.querySelectorAll('[data-live]')].map((part) => [part.dataset.live, part]))
const selects = (part) => getSelection().type === 'Range' && getSelection().containsNode(part, true)
const inUse = (part) => part.matches(':focus-within, :has([open])') || selects(part)
let loading = false
let again = false
async function refresh() {
  if (document.visibilityState !== 'visible') return
  again = loading
  if (loading) return
  loading = true
  const url = new URL(location.href)
  url.searchParams.delete('outcome')
  const live = document.querySelector('main [data-live]') === null ? new URL('/console/clock', url) : url
  const answer = await fetch(live, { headers: { accept: 'text/html' } }).catch(() => undefined)
  if (answer !== undefined && answer.ok) {
    const fresh = parts(new DOMParser().parseFromString(await answer.text(), 'text/html'))
    for (const [name, part] of parts(document)) {
      const next = fresh.get(name)
      if (next !== undefined && !inUse(part) && next.outerHTML !== part.outerHTML) part.replaceWith(next)
    }
  }
  loading = false
  if (again) refresh()
}
function listen() {
  const news = new WebSocket('ws://' + location.host + '/console/live')
  news.onmessage = refresh
  news.onclose = () => setTimeout(listen, 2000)
}
const rail = document.querySelector('.rail')
const here = rail.querySelector('[aria-current]')
if (here !== null) rail.scrollLeft = here.offsetLeft - (rail.clientWidth - here.offsetWidth) / 2
listen()
setInterval(refresh, 5000)
document.addEventListener('visibilitychange', refresh)
`
