import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { control, startShop } from '../../fixtures/shop.ts'
import type { Cloud } from '../index.ts'
import { parseTimerExpression } from './timerExpression.ts'

describe('a timer expression', () => {
  const monday = Date.parse('2026-11-23T00:00:00+08:00')
  const next = (expression: string) => {
    const instant = parseTimerExpression(expression).next(monday - 1000)
    return instant === undefined ? undefined : new Date(instant + 8 * 3600_000).toISOString().slice(0, 19)
  }

  it.each([
    ['0 * * * * * *', '2026-11-23T00:00:00'],
    ['*/5 * * * * * *', '2026-11-23T00:00:00'],
    ['0 30 4 * * * *', '2026-11-23T04:30:00'],
    ['0 0 4 ? * SUN *', '2026-11-29T04:00:00'],
    ['0 0 4 * * 0 *', '2026-11-29T04:00:00'],
    ['0 0 4 * * MON-FRI *', '2026-11-23T04:00:00'],
    ['0 0 12 L * ? *', '2026-11-30T12:00:00'],
    ['0 0 12 15W * * *', '2026-12-15T12:00:00'],
    ['0 0 12 * * FRI#2 *', '2026-12-11T12:00:00'],
    ['0 0 0 1 JAN * 2028', '2028-01-01T00:00:00'],
    ['0 0 0 1 1 * 2025', undefined],
  ])('%s ticks next at %s in Beijing', (expression, expected) => {
    expect(next(expression)).toBe(expected)
  })

  it.each(['0 * * * *', '0 0 0 1 * MON *', '99 * * * * * *', '0 0 0 * * 7 *', 'now * * * * * *', ''])(
    'refuses "%s"',
    (expression) => {
      expect(() => parseTimerExpression(expression)).toThrow()
    },
  )
})

describe('the timers of a project', () => {
  let cloud: Cloud
  beforeAll(async () => {
    cloud = await startShop({ clock: '2026-11-23T11:59:30+08:00', timers: 'schedule' })
  })
  afterEach(() => cloud.database.remove('seen', {}, { multi: true }))
  afterAll(() => cloud.stop())

  const ticks = async () => {
    await cloud.idle()
    return cloud.database.find('seen', { kind: 'tick' })
  }

  it('run by the clock of the cloud, as a timer and as nobody', async () => {
    cloud.clock.set(Date.parse('2026-11-23T12:00:05+08:00'))
    expect(await ticks()).toMatchObject([
      {
        event: { Type: 'Timer', TriggerName: 'everyMinute', Time: '2026-11-23T04:00:00Z', Message: '' },
        openid: null,
        source: 'wx_trigger',
        trigger: 'timer',
      },
    ])
  })

  it('run once for a jump over many ticks, then go on', async () => {
    cloud.clock.advance(3 * 3600_000)
    expect(await ticks()).toHaveLength(1)
    const [state] = cloud.parts.timers.list()
    expect(state?.nextAt).toBe('2026-11-23T07:01:00.000Z')
    cloud.clock.advance(60_000)
    expect(await ticks()).toHaveLength(2)
  })

  it('go on after a jump back', async () => {
    cloud.clock.set(Date.parse('2026-11-20T12:00:30+08:00'))
    expect(await ticks()).toEqual([])
    cloud.clock.advance(60_000)
    expect(await ticks()).toMatchObject([{ event: { Time: '2026-11-20T04:01:00Z' } }])
  })

  it('keep how their latest run went, over a restart too', async () => {
    const data = mkdtempSync(join(tmpdir(), 'timers-'))
    const clock = '2026-11-23T11:59:30+08:00'
    const first = await startShop({ clock, data, timers: 'schedule' })
    expect(first.parts.timers.list()[0]?.last).toBeUndefined()
    first.clock.advance(60_000)
    await first.idle()
    expect(await control(first, '/timers')).toMatchObject([
      { nextAt: '2026-11-23T04:01:00.000Z', last: { tick: '2026-11-23T04:00:00.000Z', ok: true } },
    ])
    first.trouble.set({ rules: [{ strikes: 'call', does: 'fail', code: 'FUNCTION_STATUS_ABNORMAL' }] })
    first.clock.advance(60_000)
    await first.idle()
    await first.stop()
    const second = await startShop({ clock, data })
    expect(second.parts.timers.list()[0]?.last).toMatchObject({
      tick: '2026-11-23T04:01:00.000Z',
      ok: false,
      error: { code: 'FUNCTION_STATUS_ABNORMAL' },
    })
    await second.stop()
    rmSync(data, { recursive: true })
  })

  it('run by hand and answer what the function returned', async () => {
    expect(await cloud.runTimer('tick')).toMatchObject({ source: 'wx_trigger', openid: null })
    expect(await control(cloud, '/timers/run', { functionName: 'tick', triggerName: 'everyMinute' })).toMatchObject({
      ok: true,
      result: { kind: 'tick' },
    })
    expect(await control(cloud, '/timers/run', { functionName: 'echo' })).toMatchObject({
      ok: false,
      code: 'TIMER_NOT_FOUND',
    })
  })
})
