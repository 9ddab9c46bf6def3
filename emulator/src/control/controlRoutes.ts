import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { CloudError } from '../cloudError.ts'
import type { CloudParts } from '../cloudParts.ts'
import { answerJson } from '../server/answer.ts'
import { readBytes, readJson } from '../server/requestBody.ts'
import type { Exchange, Handler } from '../server/router.ts'
import { controlApi } from './controlApi.ts'
import { exportLines, importLines } from './dataLines.ts'

/**
 * `/emulator/…`: the control API. Refusals are `{ok: false, code, message}`; a request that makes no sense has status
 * 400, one that the platform refuses (an order that is closed) has 200.
 */
export function controlRoutes(parts: CloudParts): Handler {
  const api = controlApi(parts)
  return async (exchange) => {
    const { request, response, url } = exchange
    const name = `${request.method} ${url.pathname.slice('/emulator'.length)}`
    const call = Object.hasOwn(api, name) ? api[name] : undefined
    try {
      if (name === 'GET /export') return await exportData(exchange, parts)
      if (name === 'POST /import') return await importData(exchange, parts)
      if (call === undefined) return answerJson(response, 404, { ok: false, code: 'NOT_FOUND', message: `no ${name}` })
      const body = request.method === 'POST' ? await readJson(request) : {}
      answerJson(response, 200, await call(body, url.searchParams))
    } catch (error) {
      if (!(error instanceof CloudError)) throw error
      const status = error.code === 'INVALID_PARAM' ? 400 : 200
      const { code, message } = error
      answerJson(response, status, { ok: false, code, message, error: message })
    }
  }
}

async function exportData({ response }: Exchange, parts: CloudParts): Promise<void> {
  response.writeHead(200, { 'content-type': 'application/x-ndjson; charset=utf-8' })
  await pipeline(Readable.from(exportLines(parts)), response)
}

async function importData({ request, response }: Exchange, parts: CloudParts): Promise<void> {
  const written = await importLines(parts, (await readBytes(request)).toString('utf8'))
  answerJson(response, 200, { ok: true, written })
}
