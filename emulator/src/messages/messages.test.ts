import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { callAs, control, startShop } from '../../fixtures/shop.ts'
import type { Cloud } from '../index.ts'

let cloud: Cloud
beforeAll(async () => {
  cloud = await startShop()
})
afterAll(() => cloud.stop())

describe('a subscription message', () => {
  it('needs an agreement for each, where agreements are counted, over a restart too', async () => {
    const data = mkdtempSync(join(tmpdir(), 'grants-'))
    const send = (own: Cloud, templateId: string) =>
      callAs(own, 'alice', 'cashier', {
        api: 'subscribeMessage.send',
        data: { touser: 'alice', templateId, data: {} },
      })
    const refused = { message: expect.stringContaining('43101') }
    const first = await startShop({ data, messageGrants: 'counted' })
    await expect(send(first, 'ready')).rejects.toMatchObject(refused)
    await control(first, '/messages/grants', { openid: 'alice', templateIds: ['ready', 'paid'] })
    await control(first, '/messages/grants', { openid: 'alice', templateIds: ['ready'] })
    await send(first, 'ready')
    await first.stop()
    const second = await startShop({ data, messageGrants: 'counted' })
    await send(second, 'ready')
    await expect(send(second, 'ready')).rejects.toMatchObject(refused)
    await send(second, 'paid')
    expect(await control(second, '/messages')).toHaveLength(2)
    expect(await control(second, '/messages/grants', { openid: 'alice', templateIds: [] })).toMatchObject({
      code: 'INVALID_PARAM',
    })
    await second.stop()
    rmSync(data, { recursive: true })
  })

  it('is recorded, with the call that sent it', async () => {
    const message = {
      touser: 'alice',
      templateId: 'ready',
      page: 'pages/order/index',
      data: { number1: { value: '7' }, thing2: { value: '请取餐' } },
    }
    expect(await callAs(cloud, 'alice', 'cashier', { api: 'subscribeMessage.send', data: message })).toMatchObject({
      errCode: 0,
    })
    expect(await control(cloud, '/messages')).toMatchObject([
      { touser: 'alice', templateId: 'ready', page: 'pages/order/index', data: message.data },
    ])
  })
})
