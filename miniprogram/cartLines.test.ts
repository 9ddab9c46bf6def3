import { describe, expect, it } from 'vitest'
import {
  addLine,
  type CartLine,
  choicesOf,
  countByDish,
  keepWhatFits,
  keepWhatIsLeft,
  maxLines,
  priceCart,
  setQuantity,
  shortageOf,
} from './cartLines'
import { menu } from './testing/menu'

const plain = (dish: string, quantity = 1) => ({ dish, spec: 'one', options: [], choices: [], quantity })
const noodles = (option: string) => ({
  dish: 'dandan',
  spec: 'small',
  options: [{ group: 'spice', option }],
  choices: [],
  quantity: 1,
})
const set = (side: string) => ({
  ...plain('duo'),
  choices: [
    { part: 'drink', dish: 'tea' },
    { part: 'side', dish: side },
  ],
})
const cartOf = (...requests: Parameters<typeof addLine>[1][]) =>
  requests.reduce<CartLine[]>((lines, request) => addLine(lines, request), [])

const noon = { mode: 'dineIn' as const, at: Date.UTC(2026, 10, 22, 4) }

describe('addLine', () => {
  it('raises the quantity of the same choice', () => {
    expect(cartOf(noodles('mild'), noodles('mild')).map((line) => line.request.quantity)).toEqual([2])
  })

  it('keeps different choices of one dish apart', () => {
    expect(cartOf(noodles('mild'), noodles('hot'))).toHaveLength(2)
  })

  it('takes options in another order as the same choice', () => {
    const two = [
      { group: 'top', option: 'egg' },
      { group: 'top', option: 'bean' },
    ]
    const lines = cartOf({ ...noodles('mild'), options: two }, { ...noodles('mild'), options: [...two].reverse() })
    expect(lines).toHaveLength(1)
  })

  it('never has more lines than the house takes', () => {
    const full = Array.from({ length: maxLines }, (_, at) => plain(`dish${at}`))
    expect(cartOf(...full, plain('another'))).toHaveLength(maxLines)
  })
})

describe('setQuantity', () => {
  it('takes a line out at zero and stops at 99', () => {
    const lines = cartOf(plain('tofu'))
    const key = lines[0]?.key ?? ''
    expect(setQuantity(lines, key, 0)).toEqual([])
    expect(setQuantity(lines, key, 500)[0]?.request.quantity).toBe(99)
  })
})

describe('countByDish', () => {
  it('adds up all lines of a dish', () => {
    expect(countByDish(cartOf(noodles('mild'), noodles('hot'), plain('tofu', 3)))).toEqual({ dandan: 2, tofu: 3 })
  })
})

describe('priceCart', () => {
  it('takes every price from the menu', () => {
    const { count, totalFen } = priceCart(menu, cartOf(noodles('hot'), plain('tofu', 2), set('brain')), noon)
    expect({ count, totalFen }).toEqual({ count: 4, totalFen: 1200 + 3600 + 9300 })
  })
})

describe('choicesOf', () => {
  it('orders the same again', () => {
    const lines = cartOf(noodles('hot'), plain('tofu', 2), set('brain'))
    const sold = priceCart(menu, lines, noon).lines.map(({ line }) => line)
    expect(cartOf(...choicesOf(sold))).toEqual(lines)
  })
})

describe('keepWhatFits', () => {
  it('drops lines that the menu no longer offers as chosen', () => {
    const lines = cartOf(plain('tofu'), plain('gone'), noodles('unknown'))
    const { lines: kept, dropped } = keepWhatFits(menu, lines)
    expect(kept.map((line) => line.request.dish)).toEqual(['tofu'])
    expect(dropped.map((line) => line.request.dish)).toEqual(['gone', 'dandan'])
  })
})

describe('stock', () => {
  const stock = { left: { brain: 2 }, off: { tea: true as const } }

  it('counts a limited dish on its own lines and inside set menus together', () => {
    const lines = cartOf(plain('brain', 2), set('brain'))
    expect(shortageOf(menu, lines, { left: { brain: 2 }, off: {} })?.details).toMatchObject({ dish: 'brain', left: 2 })
    expect(shortageOf(menu, lines, { left: { brain: 3 }, off: {} })).toBeUndefined()
  })

  it('lowers quantities to what is left and drops what is switched off', () => {
    const kept = keepWhatIsLeft(menu, cartOf(plain('brain', 5), plain('tea'), plain('tofu')), stock)
    expect(kept.map(({ request }) => [request.dish, request.quantity])).toEqual([
      ['brain', 2],
      ['tofu', 1],
    ])
  })
})
