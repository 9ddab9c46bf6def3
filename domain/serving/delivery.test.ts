import { describe, expect, it } from 'vitest'
import { bandOf, type DeliveryRule, metresBetween } from './delivery.ts'

const rule: DeliveryRule = {
  latitude: 30.6595,
  longitude: 104.0657,
  phoneRequired: false,
  bands: [
    { metres: 1000, fen: 300, minimumFen: 2000, minutes: 10 },
    { metres: 3000, fen: 600, minimumFen: 3000, minutes: 20 },
  ],
}
/** A place so many metres to the north: a degree of latitude is 111,195 m on this globe. */
const north = (metres: number) => ({ text: 'x', latitude: rule.latitude + metres / 111_195, longitude: rule.longitude })

describe('delivery', () => {
  it('measures over the globe: Chengdu to Chongqing is 266 km, and nowhere is farther than half around', () => {
    expect(metresBetween(rule, { latitude: 29.5637, longitude: 106.5505 })).toBeGreaterThan(265_000)
    expect(metresBetween(rule, { latitude: 29.5637, longitude: 106.5505 })).toBeLessThan(270_000)
    expect(metresBetween({ latitude: 0, longitude: 0 }, { latitude: 0, longitude: 180 })).toBe(20_015_087)
    expect(metresBetween(rule, rule)).toBe(0)
  })

  it('takes the nearest band that reaches, its edge included', () => {
    expect(bandOf(rule, north(0))).toMatchObject({ fen: 300, distance: 0 })
    expect(bandOf(rule, north(1000))).toMatchObject({ fen: 300, distance: 1000 })
    expect(bandOf(rule, north(1001))).toMatchObject({ fen: 600, distance: 1001 })
  })

  it('refuses what lies beyond the last band, and says how far both are', () => {
    expect(() => bandOf(rule, north(3001))).toThrowError(
      expect.objectContaining({ code: 'too_far', details: { metres: 3001, mostMetres: 3000 } }),
    )
  })

  it('needs a telephone number only where the store says so', () => {
    const strict = { ...rule, phoneRequired: true }
    expect(() => bandOf(strict, north(1))).toThrowError(
      expect.objectContaining({ code: 'bad_input', details: { field: 'address.phone', problem: 'missing' } }),
    )
    expect(bandOf(strict, { ...north(1), phone: '13800000000' }).fen).toBe(300)
  })
})
