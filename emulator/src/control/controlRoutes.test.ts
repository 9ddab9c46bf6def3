import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { control, startShop } from '../../fixtures/shop.ts'
import type { Cloud } from '../index.ts'

let cloud: Cloud
beforeAll(async () => {
  cloud = await startShop()
})
afterAll(() => cloud.stop())

describe('the control API', () => {
  it('exports all documents and takes them back', async () => {
    const placedAt = new Date('2026-11-23T04:00:00Z')
    const docs = Array.from({ length: 1001 }, (_, index) => ({ _id: `coupon${index}`, code: index, placedAt }))
    await cloud.database.insert('coupons', docs)
    const lines = await (await fetch(`${cloud.url}/emulator/export`)).text()
    const other = await startShop()
    const url = `${other.url}/emulator/import`
    for (let turn = 0; turn < 2; turn += 1) {
      const answer = await fetch(url, { method: 'POST', body: `${lines}\n{"collection":"new","doc":{"_id":"n"}}\n` })
      expect(await answer.json()).toEqual({ ok: true, written: 1002 })
    }
    expect(await other.database.count('coupons', {})).toBe(1001)
    expect(await other.database.find('coupons', { code: 1000 })).toEqual([{ _id: 'coupon1000', code: 1000, placedAt }])
    expect(await other.database.count('new', {})).toBe(1)
    const broken = await fetch(url, { method: 'POST', body: '{"collection":"new","doc":{"_id":"n"}}\n{"doc":1}' })
    expect([broken.status, await broken.json()]).toMatchObject([400, { message: expect.stringContaining('line 2') }])
    await other.stop()
  })

  it('imports nothing when one line is bad, and takes no condition for an id', async () => {
    const before = await cloud.database.count('coupons', {})
    for (const bad of [
      '{"doc":1}',
      '{"collection":"coupons","doc":{"_id":{"$gt":""}}}',
      '{"collection":"c","doc":{"_id":null}}',
    ]) {
      const body = `{"collection":"coupons","doc":{"_id":"above","code":-1}}\n${bad}`
      const answer = await fetch(`${cloud.url}/emulator/import`, { method: 'POST', body })
      expect([answer.status, await answer.json()]).toMatchObject([400, { code: 'INVALID_PARAM' }])
    }
    expect(await cloud.database.count('coupons', {})).toBe(before)
  })

  it('moves the clock', async () => {
    await control(cloud, '/clock', { set: '2030-01-01T00:00:00Z' })
    await control(cloud, '/clock', { advance: 3_600_000 })
    expect(await control(cloud, '/clock')).toMatchObject({ now: expect.stringContaining('2030-01-01T01:00:') })
    expect(await control(cloud, '/clock', { set: 'noon' })).toMatchObject({ ok: false, code: 'INVALID_PARAM' })
    expect(await control(cloud, '/clock', { advance: -1 })).toMatchObject({ ok: false, code: 'INVALID_PARAM' })
    for (const beyond of [
      { advance: Number.MAX_SAFE_INTEGER },
      { set: '+100000-01-01T00:00:00Z' },
      { set: '1969-01-01' },
    ]) {
      expect(await control(cloud, '/clock', beyond)).toMatchObject({ ok: false, code: 'INVALID_PARAM' })
    }
    expect(await control(cloud, '/health')).toMatchObject({
      ok: true,
      now: expect.stringContaining('2030-01-01T01:00:'),
    })
  })

  it('tells the latest calls of a function', async () => {
    await cloud.callFunction('styles', { style: 'value' }, { openid: 'alice' })
    expect(await control(cloud, '/calls?function=styles')).toMatchObject([
      { function: 'styles', source: 'wx_client', openid: 'alice', ok: true, logs: [] },
    ])
  })

  it('answers 404 for what it does not know, and 400 for a body that is not JSON', async () => {
    expect((await fetch(`${cloud.url}/emulator/toString`)).status).toBe(404)
    const broken = await fetch(`${cloud.url}/emulator/clock`, { method: 'POST', body: '{' })
    expect([broken.status, await broken.json()]).toMatchObject([400, { ok: false, code: 'INVALID_PARAM' }])
  })
})

describe('two clouds in one process', () => {
  it('share nothing', async () => {
    const other = await startShop({ clock: '2040-01-01T00:00:00Z', env: { ENV_ID: 'other' } })
    await other.database.insert('orders', [{ _id: 'theirs' }])
    expect(await cloud.database.find('orders', { _id: 'theirs' })).toEqual([])
    expect([cloud.envId, other.envId]).toEqual(['local', 'other'])
    const { before } = (await other.callFunction('echo')) as { before: { ENV: string } }
    expect(before.ENV).toBe('other')
    await other.stop()
  })
})
