import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import cloudbase from '@cloudbase/node-sdk'
import { SHOP_FOLDER } from '../fixtures/shop.ts'
import { SpawnedCloud } from '../fixtures/spawnCloud.ts'
import { interleaved } from './median.ts'

const EMPTY_SERVER = fileURLToPath(new URL('emptyServer.ts', import.meta.url))
const WARM_UP = 20
const ROUNDS = 150

/**
 * The same conditional update of one document through `@cloudbase/node-sdk`: answered by the local cloud, durably, and
 * by a server that only answers. Each is a process of its own. Medians in ms.
 */
export async function conditionalUpdate(): Promise<{ local: number; empty: number }> {
  const data = await mkdtemp(join(tmpdir(), 'local-cloud-bench-'))
  const cloud = new SpawnedCloud(['--project', SHOP_FOLDER, '--port', '0', '--data', data])
  const empty = spawn(process.execPath, ['--import', 'tsx', EMPTY_SERVER], { stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    const [said] = (await once(empty.stdout, 'data')) as [Buffer]
    const local = decrementOf(await cloud.url())
    const fixed = decrementOf(String(said).trim())
    await local.prepare()
    await interleaved(WARM_UP, { local: local.update, empty: fixed.update })
    return await interleaved(ROUNDS, { local: local.update, empty: fixed.update })
  } finally {
    empty.kill()
    await cloud.kill('SIGTERM')
    await rm(data, { recursive: true })
  }
}

function decrementOf(url: string) {
  const app = cloudbase.init({ env: 'local', secretId: 'local', secretKey: 'local', serviceUrl: `${url}/admin` })
  const db = app.database()
  return {
    prepare: () => db.collection('seen').add({ _id: 'stock', left: WARM_UP + ROUNDS }),
    update: async () => {
      const stock = db.collection('seen').where({ _id: 'stock', left: db.command.gte(1) })
      const { updated } = await stock.update({ left: db.command.inc(-1) })
      if (updated !== 1) throw new Error('the update did not find its document')
    },
  }
}
