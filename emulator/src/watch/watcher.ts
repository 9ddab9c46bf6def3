import type { ClientIdentity } from '../identity/clientIdentity.ts'

/** Who watches: a client, kept to the security rules, or a function with the rights of the server. */
export type Watcher = ClientIdentity | { kind: 'server' }

/** The same user, however they logged in. */
export function isSameWatcher(a: Watcher, b: Watcher): boolean {
  return nameOf(a) === nameOf(b)
}

function nameOf(watcher: Watcher): string {
  if (watcher.kind === 'server') return 'server'
  return watcher.kind === 'miniProgram' ? `openid ${watcher.openid}` : `uid ${watcher.uid}`
}
