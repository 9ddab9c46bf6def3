import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { CloudError } from '../cloudError.ts'
import type { Database } from '../database/database.ts'
import { databaseActions } from './databaseActions.ts'

/** The least server that the SDKs can talk to, for tests of the database actions alone. */
export interface TestAdminServer {
  url: string
  /** Names of the actions asked for, in order. */
  asked: string[]
  stop(): Promise<void>
}

export async function startTestAdminServer(database: Database): Promise<TestAdminServer> {
  const actions = databaseActions(database)
  const asked: string[] = []
  const answer = async (body: string): Promise<object> => {
    const params = JSON.parse(body) as Record<string, unknown>
    const name = String(params.action)
    asked.push(name)
    try {
      return await actions[name]!(params)
    } catch (error) {
      if (error instanceof CloudError) return { code: error.code, message: error.message }
      throw error
    }
  }
  const server = createServer((request, response) => {
    text(request)
      .then(answer)
      .then(
        (body) => response.end(JSON.stringify({ requestId: `r${asked.length}`, ...body })),
        (error: unknown) => response.writeHead(500).end(String(error)),
      )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/admin`,
    asked,
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
