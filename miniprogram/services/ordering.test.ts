import type { DinerEvent, OrderView } from '@yundian/contract'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { pay, placeOnce, waitForPayment } from './ordering'

type Answer = object | 'lost' | 'crashed'

/** A phone whose cloud gives these answers, one a call. */
function phoneWith(answers: Answer[], requestPayment: () => Promise<unknown> = async () => ({})) {
  const stored = new Map<string, unknown>()
  const calls: DinerEvent[] = []
  const wx = {
    getStorageSync: (key: string) => stored.get(key) ?? '',
    setStorageSync: (key: string, value: unknown) => stored.set(key, value),
    removeStorageSync: (key: string) => stored.delete(key),
    requestPayment,
    cloud: {
      callFunction: async ({ data }: { data: DinerEvent }) => {
        calls.push(data)
        const answer = answers.shift() ?? 'lost'
        if (answer === 'lost') throw { errCode: -1, errMsg: 'request:fail timeout' }
        if (answer === 'crashed') throw { errCode: -504002, errMsg: 'functions execute fail' }
        return { result: answer }
      },
    },
  }
  Object.assign(globalThis, { wx })
  return { calls, stored }
}

const key = (call: DinerEvent | undefined) => (call?.input as { requestKey: string } | undefined)?.requestKey
const order = { store: 'chengdu', menuVersion: 1, mode: 'pickup' as const, lines: [], expectedTotal: 0 }
const answer = (status: string) => ({ ok: true, value: { id: 'a', status } as OrderView })

async function settled<Value>(promise: Promise<Value>): Promise<Value> {
  promise.catch(() => {})
  await vi.runAllTimersAsync()
  return promise
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
  Reflect.deleteProperty(globalThis, 'wx')
})

describe('placeOnce', () => {
  it('repeats an unanswered order with the same key', async () => {
    const { calls } = phoneWith(['lost', 'crashed', answer('placed')])
    expect((await settled(placeOnce(order))).id).toBe('a')
    expect(calls).toHaveLength(3)
    expect(new Set(calls.map(key)).size).toBe(1)
    expect(key(calls[0])).toMatch(/^[A-Za-z0-9_-]{8,64}$/)
  })

  it('keeps the key of an order that was never answered, for the next try of the diner', async () => {
    const { calls } = phoneWith(['lost', 'lost', 'lost', answer('placed'), answer('placed')])
    await expect(settled(placeOnce(order))).rejects.toMatchObject({ name: 'Unanswered', cause: 'network' })
    await settled(placeOnce(order))
    expect(key(calls[3])).toBe(key(calls[0]))
    await settled(placeOnce(order))
    expect(key(calls[4])).not.toBe(key(calls[0]))
  })

  it('gives another order another key', async () => {
    const { calls } = phoneWith(['lost', 'lost', 'lost', answer('placed')])
    await expect(settled(placeOnce(order))).rejects.toThrow()
    await settled(placeOnce({ ...order, remark: '少辣' }))
    expect(key(calls[3])).not.toBe(key(calls[0]))
  })

  it('does not repeat what the house refuses', async () => {
    const refusal = { ok: false, code: 'sold_out', details: { dish: 'x', name: 'x', left: 0 } }
    const { calls, stored } = phoneWith([refusal])
    await expect(settled(placeOnce(order))).rejects.toMatchObject({ code: 'sold_out' })
    expect(calls).toHaveLength(1)
    expect(stored.size).toBe(0)
  })
})

describe('pay', () => {
  const started = { ok: true, value: { package: 'prepay_id=1' } }

  it('tells a diner who turned back from a payment that failed', async () => {
    const failing = (errMsg: string) => async () => {
      throw { errMsg }
    }
    phoneWith([started])
    expect(await pay('a')).toBe('ok')
    phoneWith([started], failing('requestPayment:fail cancel'))
    expect(await pay('a')).toBe('cancelled')
    phoneWith([started], failing('requestPayment:fail'))
    expect(await pay('a')).toBe('failed')
  })
})

describe('waitForPayment', () => {
  it('asks until the money is seen', async () => {
    const { calls } = phoneWith([answer('placed'), 'lost', answer('paid'), answer('paid')])
    expect((await settled(waitForPayment('a', [1, 1, 1, 1])))?.status).toBe('paid')
    expect(calls).toHaveLength(3)
  })

  it('ends with what was last seen, or with nothing when no answer came', async () => {
    phoneWith([answer('placed'), answer('placed')])
    expect((await settled(waitForPayment('a', [1])))?.status).toBe('placed')
    phoneWith(['lost', 'lost'])
    expect(await settled(waitForPayment('a', [1]))).toBeUndefined()
  })
})
