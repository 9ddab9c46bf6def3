import { describe, expect, it } from 'vitest'
import { countdown, waysOf } from './counterView'
import { channelOfCode } from './payerCode'

describe('a code on a diner’s phone', () => {
  it('tells by its first digits and its length who reads it', () => {
    expect(['10', '13', '15'].map((first) => channelOfCode(first.padEnd(18, '7')))).toEqual(Array(3).fill('wechatCode'))
    expect(['25', '28', '30'].map((first) => channelOfCode(first.padEnd(16, '7')))).toEqual(Array(3).fill('alipayCode'))
    expect(channelOfCode('28'.padEnd(24, '7'))).toBe('alipayCode')
    for (const none of [
      '',
      '16'.padEnd(18, '7'),
      '13'.padEnd(17, '7'),
      '31'.padEnd(18, '7'),
      '28'.padEnd(25, '7'),
      'https://x',
    ]) {
      expect(channelOfCode(none), none).toBeUndefined()
    }
  })
})

describe('the counter', () => {
  it('offers what is connected', () => {
    expect(waysOf(['wechat', 'cash'])).toEqual({ scan: false, show: false, cash: true })
    expect(waysOf(['alipay', 'alipayCode', 'cash'])).toEqual({ scan: true, show: true, cash: true })
  })

  it('counts down to nothing', () => {
    expect([127_000, 59_001, 1, 0, -5].map(countdown)).toEqual(['2:07', '1:00', '0:01', '', ''])
  })
})
