import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPlan } from './readPlan.ts'
import type { TroubleRule } from './rule.ts'
import { Trouble } from './trouble.ts'

function troubleOf(rules: TroubleRule[], seed?: string, clock = { now: () => 0 }): Trouble {
  const trouble = new Trouble(clock)
  trouble.set({ seed, rules })
  return trouble
}

/** Which of so many requests a single rule strikes, counted from 1. */
function struckOf(rule: Partial<TroubleRule>, requests: number, seed?: string): number[] {
  const trouble = troubleOf([{ strikes: 'request', does: 'loseReply', ...rule }], seed)
  const numbers = Array.from({ length: requests }, (_, index) => index + 1)
  return numbers.filter(() => trouble.decide('request', { action: 'database.insertDocument' }).length > 0)
}

describe('trouble', () => {
  it('is the same for the same seed and the same matching things, whatever else goes on', () => {
    const rule: TroubleRule = { name: 'lost', strikes: 'request', does: 'delay', chance: 0.4, ms: [1, 1000] }
    const own = { action: 'database.insertDocument', collection: 'orders' }
    const foreign = { action: 'database.getDocument', collection: 'menu' }
    const alone = troubleOf([{ ...rule, match: { collection: 'orders' } }], 'seed')
    const expected = Array.from({ length: 60 }, () => alone.decide('request', own).map(({ ms }) => ms))
    expect(expected.flat().length).toBeGreaterThan(10)
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 200 }), (noise) => {
        const other: TroubleRule = { name: 'other', strikes: 'request', does: 'loseReply', chance: 0.5 }
        const trouble = troubleOf([other, { ...rule, match: { collection: 'orders' } }], 'seed')
        const seen: number[][] = []
        for (const foreignNext of [...noise, ...Array<boolean>(60).fill(false)]) {
          const strikes = trouble.decide('request', foreignNext ? foreign : own)
          const mine = strikes.filter(({ rule: name }) => name === 'lost').map(({ ms }) => ms)
          if (!foreignNext) seen.push(mine)
        }
        expect(seen.slice(0, 60)).toEqual(expected)
      }),
      { numRuns: 50 },
    )
  })

  it('differs between seeds and between rules, and keeps to its probability', () => {
    expect(struckOf({ chance: 0.3 }, 200, 'a')).toEqual(struckOf({ chance: 0.3 }, 200, 'a'))
    expect(struckOf({ chance: 0.3 }, 200, 'a')).not.toEqual(struckOf({ chance: 0.3 }, 200, 'b'))
    expect(struckOf({ chance: 0.3, name: 'x' }, 200)).not.toEqual(struckOf({ chance: 0.3, name: 'y' }, 200))
    const share = struckOf({ chance: 0.3 }, 10_000).length / 10_000
    expect(share).toBeGreaterThan(0.27)
    expect(share).toBeLessThan(0.33)
    expect(struckOf({ chance: 0 }, 100)).toEqual([])
    expect(struckOf({ chance: 1 }, 3)).toEqual([1, 2, 3])
  })

  it('strikes always, every nth, after the first few, or so many times', () => {
    expect(struckOf({}, 3)).toEqual([1, 2, 3])
    expect(struckOf({ every: 3 }, 7)).toEqual([3, 6])
    expect(struckOf({ every: 2, skip: 1 }, 6)).toEqual([3, 5])
    expect(struckOf({ skip: 2, times: 1 }, 6)).toEqual([3])
  })

  it('throttles what comes beyond so many in a second of the clock, and begins anew with the next', () => {
    let now = 5_000
    const rule = { strikes: 'request', does: 'fail', code: 'EXCEED_REQUEST_LIMIT', abovePerSecond: 2 } as const
    const trouble = troubleOf([rule], undefined, { now: () => now })
    const request = () => trouble.decide('request', { action: 'database.getDocument' }).length
    expect([request(), request(), request()]).toEqual([0, 0, 1])
    now = 6_000
    expect([request(), request(), request()]).toEqual([0, 0, 1])
  })

  it('throttles what comes while so many run, until one of them is over', () => {
    const rule = { strikes: 'call', does: 'fail', code: 'EXCEED_CONCURRENT_REQUEST_LIMIT', aboveAtOnce: 2 } as const
    const trouble = troubleOf([rule])
    const first = trouble.meet('call', { function: 'f' })
    const second = trouble.meet('call', { function: 'f' })
    expect([first.strikes.length, second.strikes.length]).toEqual([0, 0])
    expect(trouble.decide('call', { function: 'f' })).toHaveLength(1)
    first.leave()
    expect(trouble.decide('call', { function: 'f' })).toHaveLength(0)
  })

  it.each([
    [{ action: 'database.*' }, true],
    [{ action: '*Document' }, true],
    [{ action: 'database' }, false],
    [{ action: ['storage.*', 'database.insertDocument'] }, true],
    [{ action: 'database.*', collection: 'menu' }, false],
    [{ caller: '*' }, false],
    [{ action: 'database?insert*' }, false],
  ])('matches %o: %s', (match, does) => {
    const trouble = troubleOf([{ strikes: 'request', does: 'loseReply', match }])
    const subject = { action: 'database.insertDocument', collection: 'orders' }
    expect(trouble.decide('request', subject)).toHaveLength(does ? 1 : 0)
  })

  it('counts for each rule what it saw and struck, and logs whom', () => {
    const trouble = troubleOf([{ strikes: 'request', does: 'loseReply', every: 2 }])
    for (const requestId of ['a', 'b', 'c']) trouble.decide('request', { action: 'x' }, requestId)
    expect(trouble.report()).toMatchObject({ seed: '1', rules: [{ name: 'rule1', seen: 3, struck: 1 }] })
    expect(trouble.log({ requestId: 'b' })).toEqual([
      {
        at: '1970-01-01T00:00:00.000Z',
        rule: 'rule1',
        strikes: 'request',
        does: 'loseReply',
        subject: { action: 'x' },
        requestId: 'b',
      },
    ])
    expect(trouble.log({ rule: 'rule2' })).toEqual([])
    trouble.clearLog()
    expect(trouble.log()).toEqual([])
  })

  it('takes a rule more, in place of one of the same name, and a rule less', () => {
    const trouble = troubleOf([])
    trouble.add({ name: 'net', strikes: 'request', does: 'loseReply' })
    trouble.add({ name: 'net', strikes: 'request', does: 'loseRequest' })
    expect(trouble.decide('request', {}).map(({ does }) => does)).toEqual(['loseRequest'])
    trouble.remove('net')
    expect(trouble.decide('request', {})).toEqual([])
  })
})

describe('a plan', () => {
  it('is an object with a seed, or a list of rules', () => {
    const rule = { strikes: 'timer', does: 'delay', ms: 5 }
    expect(readPlan({ seed: 7, rules: [rule] })).toMatchObject({ seed: '7', rules: [{ ms: [5, 5] }] })
    expect(readPlan([rule]).rules).toHaveLength(1)
  })

  it.each([
    [{}, /rules must be a list/],
    ['none', /the plan must be an object/],
    [[{ strikes: 'sea' }], /rules\[0\]: strikes must be one of request/],
    [[{ strikes: 'timer', does: 'kill' }], /does must be one of drop/],
    [[{ strikes: 'timer', does: 'delay' }], /delay needs ms/],
    [[{ strikes: 'timer', does: 'delay', ms: [5, 1] }], /ms must be whole/],
    [[{ strikes: 'timer', does: 'delay', ms: -1 }], /ms must be whole/],
    [[{ strikes: 'timer', does: 'drop', chance: 2 }], /chance must be a number from 0 to 1/],
    [[{ strikes: 'timer', does: 'drop', chance: 1, every: 2 }], /chance and every exclude/],
    [[{ strikes: 'timer', does: 'drop', every: 1.5 }], /every must be a whole number/],
    [[{ strikes: 'timer', does: 'drop', aboveAtOnce: 1 }], /aboveAtOnce is for request and call/],
    [[{ strikes: 'timer', does: 'drop', match: { collection: 'x' } }], /knows timer, function, not collection/],
    [[{ strikes: 'timer', does: 'drop', match: { timer: 7 } }], /match.timer must be a text/],
    [[{ strikes: 'timer', does: 'drop', often: true }], /a rule has no often/],
    [[{ strikes: 'request', does: 'fail', code: 'OUCH' }], /code must be one of SYS_ERR/],
    [[{ strikes: 'request', does: 'killCaller', moment: 'during' }], /only a kill comes during/],
    [[{ strikes: 'payApi', does: 'fail', code: 'SYS_ERR' }], /code must be one of SYSTEMERROR/],
    [[{ strikes: 'refund', does: 'fail' }], /code must be one of REFUNDCLOSE, CHANGE/],
  ])('%j is refused', (plan, reason) => {
    expect(() => readPlan(plan)).toThrow(reason)
  })

  it('with a name that comes twice is refused', () => {
    const rule = { name: 'net', strikes: 'timer', does: 'drop' } as const
    expect(() => troubleOf([rule, rule])).toThrow(/two rules have the name net/)
  })
})
