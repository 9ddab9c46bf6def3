import { join } from 'node:path/posix'
import type { HostingDeclaration } from '../project/project.ts'
import { answerJson } from '../server/answer.ts'
import type { Exchange, Handler } from '../server/router.ts'
import { sendFile } from '../server/sendFile.ts'
import { findHosted } from './findHosted.ts'

const MOUNT = '/hosting'

/** Static hosting: `/hosting/<path>` answers the file of that path; see `answerHosted`. */
export function hostingRoutes(hosting: HostingDeclaration | undefined): Handler {
  return (exchange) => answerHosted(hosting, exchange, exchange.url.pathname.slice(MOUNT.length))
}

/**
 * Answers a file of the static sites, to GET and HEAD. A folder answers its index document, after a redirect to its
 * slash; what is not there the error document, with status 404 (COS, "PUT Bucket website", OriginalHttpStatus). A
 * browser keeps the files but asks every time whether they changed, so that a new build shows at once.
 * @param pathname from the host's root, as in an address
 */
export async function answerHosted(
  hosting: HostingDeclaration | undefined,
  { request, response, url }: Exchange,
  pathname: string,
): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return answerJson(response, 405, { code: 'METHOD_NOT_ALLOWED', message: 'files are for GET and HEAD' })
  }
  response.setHeader('access-control-allow-origin', '*')
  const hosted = hosting && (await findHosted(hosting, pathname))
  if (hosted === 'folder') {
    response.writeHead(302, { location: `${url.pathname}/${url.search}`, 'content-length': 0 }).end()
    return
  }
  response.setHeader('cache-control', 'no-cache')
  if (hosted !== undefined) return sendFile(request, response, hosted)
  const error = hosting?.errorDocument && (await findHosted(hosting, join('/', hosting.errorDocument)))
  if (error && error !== 'folder') return sendFile(request, response, { ...error, status: 404 })
  answerJson(response, 404, { code: 'NOT_FOUND', message: `no ${url.pathname} here` })
}
