import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTarget, type Target } from './target.ts'

let target: Target
beforeAll(async () => {
  target = await openTarget({ timers: true })
  await target.collection('ticks')
})
afterAll(() => target.close())

it('a timer starts its function again and again, on behalf of nobody, with its name and the instant of the tick', async () => {
  const ticks = async () => {
    const { data } = await target.serverApp().database().collection('ticks').get()
    return data as { event: { Time: string }; openid: unknown }[]
  }
  const instants = async () => new Set((await ticks()).map(({ event }) => event.Time)).size
  await expect.poll(instants, { timeout: 10_000, interval: 50 }).toBeGreaterThan(1)
  for (const tick of await ticks()) {
    expect(tick.openid).toBeNull()
    expect(tick.event).toEqual({
      Type: 'Timer',
      TriggerName: 'everySecond',
      Time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      Message: '',
    })
  }
})
