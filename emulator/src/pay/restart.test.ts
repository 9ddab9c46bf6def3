import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { SHOP_FOLDER, startShop } from '../../fixtures/shop.ts'
import { SpawnedCloud } from '../../fixtures/spawnCloud.ts'

let data: string
beforeAll(() => {
  data = mkdtempSync(join(tmpdir(), 'restart-'))
})
afterAll(() => rmSync(data, { recursive: true, force: true }))

const NOON = '2026-11-23T12:00:00+08:00'

it('keeps payments through kill -9, and takes up the callbacks that were pending', async () => {
  const spawned = new SpawnedCloud(['--project', SHOP_FOLDER, '--data', data, '--port', '0', '--clock', NOON])
  const url = await spawned.url()
  const send = async (path: string, body: unknown, headers = {}) => {
    const answer = await fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
    return (await answer.json()) as { data: { response_data: string } }
  }
  const order = {
    body: 'noodles',
    outTradeNo: 'survivor',
    spbillCreateIp: '127.0.0.1',
    subMchId: '1900009231',
    totalFee: 1800,
    envId: 'local',
    functionName: 'paid',
    attach: '1',
  }
  const call = {
    action: 'functions.invokeFunction',
    function_name: 'cashier',
    request_data: JSON.stringify({ api: 'unifiedOrder', data: order }),
  }
  const made = await send('/admin', call, { 'content-type': 'application/json', 'x-emu-openid': 'alice' })
  const { prepayId } = JSON.parse(made.data.response_data)
  await send('/emulator/payments/pay', { prepayId, openid: 'alice', outcome: 'success' })
  await send('/emulator/idle', {})
  await spawned.kill('SIGKILL')

  const cloud = await startShop({ data, clock: NOON })
  const [kept] = cloud.payments.list()
  expect(kept).toMatchObject({ outTradeNo: 'survivor', prepayId, state: 'SUCCESS', callbacks: [{ ok: false }] })
  expect(await cloud.database.count('seen', { kind: 'notice' })).toBe(1)
  cloud.clock.set(Date.parse(kept?.nextCallbackAt ?? ''))
  await cloud.idle()
  expect(cloud.payments.list()[0]?.callbacks).toMatchObject([{ ok: false }, { ok: true }])
  await cloud.stop()
})
