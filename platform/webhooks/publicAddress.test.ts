import { expect, it } from 'vitest'
import { retryAfterMs } from './delivery.ts'
import { post } from './post.ts'
import { isPublic } from './publicAddress.ts'

const within = [
  '127.0.0.1',
  '10.1.2.3',
  '172.31.0.1',
  '192.168.1.1',
  '169.254.169.254',
  '100.100.100.200',
  '0.0.0.0',
  '224.0.0.1',
  '::1',
  '::',
  'fe80::1',
  'fd00::1',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  'localhost',
  '',
]

it('addresses of the own net, however they are written, are not public', () => {
  for (const address of within) expect(isPublic(address), address).toBe(false)
  for (const address of ['1.1.1.1', '203.205.254.1', '2408:8000::1', '::ffff:1.1.1.1']) {
    expect(isPublic(address), address).toBe(true)
  }
})

it('nothing inside is asked, by number or by name, and nothing without https', async () => {
  for (const host of ['127.0.0.1:9', '[::1]:9', '0x7f000001:9', '2130706433:9', 'localhost:9']) {
    expect(await post(`https://${host}/`, {}, '{}', true), host).toEqual({ ok: false, answer: 'not a public address' })
  }
  expect(await post('http://203.0.113.1/', {}, '{}', true)).toEqual({ ok: false, answer: 'only https is allowed' })
  expect(await post('http://127.0.0.1:9/', {}, '{}', false)).toEqual({ ok: false, answer: 'only https is allowed' })
})

it('a delivery waits longer each time, a quarter of a day at most', () => {
  expect([1, 2, 3, 9, 10, 30].map(retryAfterMs)).toEqual([60_000, 120_000, 240_000, 15_360_000, 21_600_000, 21_600_000])
})
