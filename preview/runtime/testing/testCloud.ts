/// <reference types="node" />
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What the mini-program asked of the cloud. */
export type Asked = { path: string; openid: string | undefined; body: Record<string, string> }

export type TestCloud = { url: string; asked: Asked[]; stop(): void }

/** Answers as the local cloud does: two functions, one payment. */
export async function startTestCloud(): Promise<TestCloud> {
  const asked: Asked[] = []
  const server = createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += chunk
    const cors = { 'access-control-allow-origin': '*', 'access-control-allow-headers': 'content-type,x-emu-openid' }
    response.writeHead(200, { ...cors, 'content-type': 'application/json' })
    if (request.method === 'OPTIONS') return response.end()
    const body = text === '' ? {} : (JSON.parse(text) as Record<string, string>)
    const openid = request.headers['x-emu-openid']
    asked.push({ path: request.url ?? '', openid: typeof openid === 'string' ? openid : undefined, body })
    response.end(JSON.stringify(answerTo(request.url ?? '', body)))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    stop: () => server.close(),
  }
}

function answerTo(path: string, body: Record<string, string>): unknown {
  if (path.startsWith('/emulator/payments/pay'))
    return { ok: true, result: body.outcome === 'success' ? 'paid' : 'failed' }
  if (path.startsWith('/emulator/payments'))
    return [{ prepayId: 'p1', body: 'Sample shop', totalFee: 4850, state: 'NOTPAY' }]
  if (body.function_name === 'echo') return { requestId: 'r1', data: { response_data: body.request_data } }
  return { requestId: 'r2', code: 'FUNCTIONS_EXECUTE_FAIL', message: 'it broke' }
}
