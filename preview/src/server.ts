import { createReadStream, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname } from 'node:path'
import { type CompiledProject, compileProject } from './compile/compileProject.ts'
import { iconFontFile } from './compile/icons.ts'
import { describeProblem } from './compile/problem.ts'
import { desktopPage, desktopScript, PEOPLE, phonePage } from './html.ts'
import { bundleRuntime } from './runtimeBundle.ts'

export type PreviewOptions = {
  /** The folder with project.config.json, whose `miniprogramRoot` is shown. */
  project: string
  /** 0 takes any free port; without a port, 8601 or the next free one. */
  port?: number
  /** Where the local cloud answers, e.g. http://127.0.0.1:8600. */
  cloudUrl: string
  /** Who holds the phone unless its address says otherwise. */
  openid?: string
  log?: (line: string) => void
}

export type Preview = { url: string; port: number; stop(): Promise<void> }

const USUAL_PORT = 8601
const PORTS_TRIED = 50

const CONTENT_TYPES: Record<string, string> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.svg': 'image/svg+xml',
  '.webp': 'image/webp',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.mp3': 'audio/mpeg',
  '.mp4': 'video/mp4',
  '.json': 'application/json',
}

/** Compiles the mini-program and serves it on 127.0.0.1. Changed sources are compiled anew at the next load. */
export async function startPreview(options: PreviewOptions): Promise<Preview> {
  const log = options.log ?? (() => {})
  const runtime = await bundleRuntime()
  const desktopCss = await readFile(new URL('../runtime/desktop.css', import.meta.url), 'utf8')
  const project = currentProject(options.project, log)
  await project()

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? '/', 'http://preview')
    const openid = url.searchParams.get('openid') ?? options.openid ?? PEOPLE[0]!.openid
    switch (url.pathname) {
      case '/':
        return send(response, 'text/html', desktopPage(openid, url.searchParams.get('path') ?? ''))
      case '/phone': {
        const { compiled, version } = await project()
        return send(
          response,
          'text/html',
          phonePage({ cloudUrl: options.cloudUrl, openid }, version, compiled.problems),
        )
      }
      case '/runtime.js':
        return send(response, 'text/javascript', runtime.script)
      case '/runtime.css':
        return send(response, 'text/css', runtime.css)
      case '/desktop.js':
        return send(response, 'text/javascript', desktopScript)
      case '/desktop.css':
        return send(response, 'text/css', desktopCss)
      case '/app.js':
        return send(response, 'text/javascript', (await project()).compiled.script)
      case '/app.css':
        return send(response, 'text/css', (await project()).compiled.css)
      case '/icons/t.woff':
        return sendFile(response, iconFontFile())
    }
    const file = url.pathname.startsWith('/mp/') ? await assetFile(url.pathname.slice('/mp/'.length)) : undefined
    return file === undefined ? send(response, 'text/plain', 'not found', 404) : sendFile(response, file)
  }
  const assetFile = async (path: string) => {
    const id = decodeURIComponent(path)
    const type = CONTENT_TYPES[extname(id).toLowerCase()]
    const file = type === undefined ? undefined : (await project()).compiled.layout?.fileOf(id)
    return file !== undefined && statSync(file, { throwIfNoEntry: false })?.isFile() ? file : undefined
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      log(`preview: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
      if (!response.headersSent) send(response, 'text/plain', 'the preview failed; see its log', 500)
    })
  })
  const port = await listen(server, options.port)
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** Gives the compiled project, compiling at most once at a time and only when a source has changed. */
function currentProject(folder: string, log: (line: string) => void) {
  let compiled: CompiledProject | undefined
  let running: Promise<void> | undefined
  let version = 0
  const compile = async () => {
    compiled = await compileProject(folder)
    version += 1
    for (const problem of compiled.problems) log(`preview: ${describeProblem(problem)}`)
  }
  return async (): Promise<{ compiled: CompiledProject; version: string }> => {
    if (running === undefined && (compiled === undefined || compiled.isStale())) {
      running = compile().finally(() => {
        running = undefined
      })
    }
    await running
    return { compiled: compiled!, version: String(version) }
  }
}

function send(response: ServerResponse, type: string, body: string, status = 200): void {
  response.writeHead(status, { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-cache' })
  response.end(body)
}

function sendFile(response: ServerResponse, file: string): void {
  const type = CONTENT_TYPES[extname(file).toLowerCase()] ?? 'application/octet-stream'
  response.writeHead(200, { 'content-type': type, 'cache-control': 'no-cache' })
  createReadStream(file).pipe(response)
}

async function listen(server: Server, wanted: number | undefined): Promise<number> {
  const first = wanted ?? USUAL_PORT
  const last = wanted === undefined ? first + PORTS_TRIED : first
  for (let port = first; ; port += 1) {
    try {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject)
        server.listen(port, '127.0.0.1', () => {
          server.off('error', reject)
          resolve()
        })
      })
      return (server.address() as AddressInfo).port
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE' || port >= last) throw error
    }
  }
}
