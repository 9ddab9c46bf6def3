/**
 * The browser's script at `/web/redirect.js`: loaded before an unmodified web SDK, it sends what the SDK would send to
 * CloudBase to the local cloud that the script comes from. Both SDKs speak HTTP through XMLHttpRequest and fetch, to
 * hosts below `tcb-api.tencentcloudapi.com`; the address of the WebSocket comes from the server.
 */
export const REDIRECT_SCRIPT = `
'use strict'
{
  const localCloud = new URL(document.currentScript.src).origin
  const isCloud = /^([\\w-]+\\.)*tcb-api\\.tencentcloudapi\\.com$/
  const redirected = (target) => {
    const url = new URL(target, location.href)
    return isCloud.test(url.hostname) ? localCloud + url.pathname + url.search : target
  }
  const { open } = XMLHttpRequest.prototype
  XMLHttpRequest.prototype.open = function (method, target, ...rest) {
    return open.call(this, method, redirected(target), ...rest)
  }
  const send = window.fetch.bind(window)
  window.fetch = (target, options) =>
    target instanceof Request
      ? send(new Request(redirected(target.url), target), options)
      : send(redirected(String(target)), options)
}
`
