import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Clock } from '../clock.ts'
import type { Database } from '../database/database.ts'
import { openDatabase } from '../database/openDatabase.ts'
import { type RuleDeclaration, readCollectionRules } from '../rules/collectionRules.ts'
import { SecurityRules } from '../rules/securityRules.ts'
import { upgrader } from '../server/upgrades.ts'
import { Realtime } from './realtime.ts'
import { TestClient } from './testClient.ts'
import type { Watcher } from './watcher.ts'

/** Realtime watches over a database in memory, behind a real server: no functions, no disk. */
export interface TestRealtime {
  database: Database
  clock: Clock
  realtime: Realtime
  url: string
  /** A connected client; the server's own unless said otherwise. */
  client(watcher?: Watcher): Promise<TestClient>
  stop(): Promise<void>
}

export async function startTestRealtime(rules: Record<string, RuleDeclaration> = {}): Promise<TestRealtime> {
  const clock = new Clock('2026-03-01T12:00:00Z')
  const database = await openDatabase({ clock, makeId: randomUUID })
  const server = createServer((_request, response) => response.end())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const securityRules = new SecurityRules({
    rules: new Map(Object.entries(rules).map(([name, rule]) => [name, readCollectionRules(rule, name)])),
    read: async () => undefined,
    now: () => clock.now(),
  })
  const url = `ws://127.0.0.1:${port}/ws`
  const realtime = new Realtime({ database, rules: securityRules, clock, envId: 'local', url })
  server.on('upgrade', upgrader({ '/ws': (request, socket, head) => realtime.upgrade(request, socket, head) }))
  return {
    database,
    clock,
    realtime,
    url,
    async client(watcher = { kind: 'server' }) {
      const client = new TestClient(() => realtime.issueSign(watcher))
      await client.connect()
      return client
    },
    async stop() {
      realtime.stop()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await database.close()
      clock.stop()
    },
  }
}
