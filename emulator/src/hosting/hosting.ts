import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { answerJson } from '../server/answer.ts'
import type { Handler } from '../server/router.ts'

const CONTENT_TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.gif': 'image/gif',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.mp3': 'audio/mpeg',
  '.mp4': 'video/mp4',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webp': 'image/webp',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml; charset=utf-8',
}

/**
 * Static hosting: `/hosting/<path>` answers the file of that path below `folder`; a folder answers its index.html.
 * A browser keeps the files but asks every time whether they changed (ETag), so that a new build shows at once.
 */
export function hostingRoutes(folder: string | undefined): Handler {
  return async ({ request, response, url }) => {
    const file = folder === undefined ? undefined : await findFile(folder, url.pathname.slice('/hosting'.length))
    if (file === undefined) return answerJson(response, 404, { code: 'NOT_FOUND', message: `no ${url.pathname} here` })
    response.setHeader('access-control-allow-origin', '*')
    response.setHeader('cache-control', 'no-cache')
    response.setHeader('etag', file.etag)
    response.setHeader('last-modified', file.modified.toUTCString())
    if (request.headers['if-none-match'] === file.etag) {
      response.writeHead(304).end()
      return
    }
    const type = CONTENT_TYPES[extname(file.path).toLowerCase()] ?? 'application/octet-stream'
    response.writeHead(200, { 'content-type': type, 'content-length': file.size })
    if (request.method === 'HEAD') response.end()
    else await pipeline(createReadStream(file.path), response)
  }
}

interface HostedFile {
  path: string
  size: number
  etag: string
  modified: Date
}

async function findFile(folder: string, pathname: string): Promise<HostedFile | undefined> {
  const relative = decode(pathname)
  if (relative === undefined) return undefined
  const path = normalize(join(folder, relative))
  if (path !== normalize(folder) && !path.startsWith(normalize(folder) + sep)) return undefined
  const stats = await stat(path).catch(() => undefined)
  if (stats?.isDirectory()) return findFile(folder, join(pathname, 'index.html'))
  if (!stats?.isFile()) return undefined
  return {
    path,
    size: stats.size,
    etag: `"${stats.size.toString(36)}-${stats.mtimeMs.toString(36)}"`,
    modified: stats.mtime,
  }
}

function decode(pathname: string): string | undefined {
  try {
    const decoded = decodeURIComponent(pathname)
    return decoded.includes('\0') ? undefined : decoded
  } catch {
    return undefined
  }
}
