import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** A process that answers every request with the body of an update that changed one document, and says its address. */
const BODY = JSON.stringify({ requestId: 'fixed', data: { updated: 1 } })

const server = createServer(async (request, response) => {
  await text(request)
  response.setHeader('content-type', 'application/json')
  response.end(BODY)
})
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`)
})
