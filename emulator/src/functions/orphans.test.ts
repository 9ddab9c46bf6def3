import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as passed } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { SHOP_FOLDER } from '../../fixtures/shop.ts'
import { SpawnedCloud } from '../../fixtures/spawnCloud.ts'

it('ends a function that spins without end when the local cloud is killed by kill -9', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'orphans-'))
  const beat = join(folder, 'beat')
  const cloud = new SpawnedCloud(['--project', SHOP_FOLDER, '--data', join(folder, 'data'), '--port', '0'])
  const call = {
    action: 'functions.invokeFunction',
    function_name: 'faults',
    request_data: JSON.stringify({ fault: 'spin', beat }),
  }
  fetch(`${await cloud.url()}/admin`, { method: 'POST', body: JSON.stringify(call) }).catch(() => {})
  while (!existsSync(beat)) await passed(20)
  await cloud.kill('SIGKILL')
  for (let turn = 0, before = -1, now = 0; before !== now; turn += 1) {
    expect(turn).toBeLessThan(20)
    before = now
    await passed(200)
    now = statSync(beat).size
  }
  rmSync(folder, { recursive: true })
})
