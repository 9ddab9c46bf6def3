import type { IncomingHttpHeaders } from 'node:http'
import { isLoopbackHost, isLoopbackOrigin } from './loopback.ts'

/** What is open to pages of the project's secure domains too: the SDKs, their uploads and downloads, HTTP access. */
const WEB_PATHS: readonly (string | undefined)[] = ['/web', '/auth', '/ws', '/storage', '/http', '/hosting']

/**
 * Whether a request may come in: programs and pages of this machine may, and to some places also pages of secure
 * domains. From anywhere else, a developer's browser would carry requests to this loopback server.
 * @param mount first part of the path, `/web`
 * @param secureDomains hosts, with the port where it is not the protocol's own
 */
export function isWelcome(
  { origin, host }: IncomingHttpHeaders,
  mount: string | undefined,
  secureDomains: readonly string[],
): boolean {
  if (!isLoopbackHost(host)) return false
  return isLoopbackOrigin(origin) || (WEB_PATHS.includes(mount) && isSecure(origin, secureDomains))
}

const isSecure = (origin: string | undefined, secureDomains: readonly string[]): boolean =>
  origin !== undefined && URL.canParse(origin) && secureDomains.includes(new URL(origin).host)
