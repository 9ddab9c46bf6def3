/** Whether the page that sends a request (its `Origin` header) comes from this machine; no header: no page. */
export function isLoopbackOrigin(origin: string | undefined): boolean {
  if (origin === undefined) return true
  return URL.canParse(origin) && isLoopbackName(new URL(origin).hostname)
}

/**
 * Whether a request was sent to a name of this machine (its `Host` header). A foreign page whose own name was pointed
 * to 127.0.0.1 sends no `Origin` with a GET, but gives itself away here.
 */
export function isLoopbackHost(host: string | undefined): boolean {
  const url = `http://${host}`
  return URL.canParse(url) && isLoopbackName(new URL(url).hostname)
}

function isLoopbackName(name: string): boolean {
  return name === 'localhost' || name.endsWith('.localhost') || name === '[::1]' || name === '127.0.0.1'
}
