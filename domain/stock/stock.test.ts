import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Board } from '../board.ts'
import type { Menu } from '../menu.ts'
import type { LineRequest, Order } from '../order.ts'
import { planRefund } from '../refund.ts'
import { demandOf, withoutRecipes } from './demand.ts'
import { isEarlier, restock, stockTimeOf } from './stockTime.ts'
import { fewIn, isGone, shortageAt, soldOutDishes, stockView } from './stockView.ts'
import { substituteFor } from './substitute.ts'

const one = (fen: number, more = {}) => [{ id: 'one', name: '份', fen, ...more }]
const egg = { id: 'egg', name: '煎蛋', fen: 300, daily: 4, recipe: [{ ingredient: 'egg', quantity: 1 }] }
const menu = {
  version: 1,
  store: {},
  dishes: [
    { id: 'tripe', category: 'hot', name: '毛肚', daily: 50, specs: one(3800), optionGroups: [] },
    { id: 'brain', category: 'hot', name: '脑花', perPeriod: 3, specs: one(2600), optionGroups: [] },
    {
      id: 'rice',
      category: 'staple',
      name: '米饭',
      specs: one(300),
      optionGroups: [],
      recipe: [{ ingredient: 'grain', quantity: 150 }],
    },
    {
      id: 'noodles',
      category: 'staple',
      name: '面',
      specs: [
        { id: 'small', name: '小份', fen: 1000 },
        { id: 'large', name: '大份', fen: 1400, recipe: [{ ingredient: 'flour', quantity: 200 }] },
      ],
      recipe: [{ ingredient: 'flour', quantity: 120 }],
      optionGroups: [{ id: 'extra', name: '加料', min: 0, max: 2, options: [egg] }],
    },
    {
      id: 'duo',
      category: 'sets',
      name: '套餐',
      specs: one(5000),
      optionGroups: [],
      parts: [
        {
          id: 'main',
          name: '主',
          choose: 1,
          from: [
            { dish: 'brain', surchargeFen: 0 },
            { dish: 'noodles', surchargeFen: 0 },
          ],
        },
      ],
    },
  ],
} as unknown as Menu

const line = (dish: string, quantity = 1, more: Partial<LineRequest> = {}): LineRequest => ({
  dish,
  spec: 'one',
  options: [],
  choices: [],
  quantity,
  ...more,
})
const withEgg = { spec: 'large', options: [{ group: 'extra', option: 'egg' }] }
const board = (left: Record<string, number>, more: Partial<Board> = {}) => ({ left, off: {}, ...more })
const full = { tripe: 50, brain: 3, noodlesXegg: 4, Igrain: 3000, Iflour: 2000, Iegg: 30 }

describe('the demand of an order', () => {
  it('counts dishes, options, dishes inside set menus, and what all of them are made of', () => {
    const lines = [
      line('noodles', 2, withEgg),
      line('duo', 3, { choices: [{ part: 'main', dish: 'noodles' }] }),
      line('tripe'),
    ]
    const demand = demandOf(menu, lines)
    expect(demand.all).toEqual({ noodles: 5, noodlesXegg: 2, duo: 3, tripe: 1 })
    expect(demand.limited).toEqual({ noodlesXegg: 2, Iflour: 2 * 200 + 3 * 120, Iegg: 2, tripe: 1 })
    expect(demand.takes).toEqual([{ noodlesXegg: 1, Iflour: 200, Iegg: 1 }, { Iflour: 120 }, { tripe: 1 }])
  })

  it('counts a dish without a limit too once staff limited it', () => {
    expect(demandOf(menu, [line('duo', 2)], ['duo']).limited).toEqual({ duo: 2 })
    expect(demandOf(menu, [line('duo', 2)]).limited).toEqual({})
  })

  it('is the sum of what its lines take', () => {
    const anyLine = fc.oneof(
      fc.nat(9).map((n) => line('tripe', n + 1)),
      fc.nat(9).map((n) => line('noodles', n + 1, withEgg)),
      fc.nat(9).map((n) => line('duo', n + 1, { choices: [{ part: 'main', dish: 'brain' }] })),
    )
    fc.assert(
      fc.property(fc.array(anyLine, { minLength: 1 }), (lines) => {
        const { limited, takes } = demandOf(menu, lines)
        for (const [sku, sum] of Object.entries(limited)) {
          expect(takes.reduce((part, take, at) => part + (take[sku] ?? 0) * (lines[at]?.quantity ?? 0), 0)).toBe(sum)
        }
      }),
    )
  })

  it('is given back, line by line, when an order is refunded before it is cooked', () => {
    const lines = [line('noodles', 2, withEgg), line('tripe')]
    const { limited, takes } = demandOf(menu, lines)
    const order = {
      status: 'paid',
      lines: lines.map((sold) => ({ ...sold, unitFen: 1000, fen: 1000 * sold.quantity })),
      demand: limited,
      takes,
      totalFen: 3000,
      refundedFen: 0,
      pointsPerYuan: 0,
      payment: { paidFen: 3000, paidAt: new Date(0) },
    } as unknown as Order
    const grant = { reason: '', by: 'x', requestKey: 'k', at: new Date(1) }
    const { refund } = planRefund(order, { kind: 'lines', lines: [{ line: 0, quantity: 1 }] }, grant)
    expect(refund.restock).toEqual({ noodlesXegg: 1, Iflour: 200, Iegg: 1 })
  })
})

describe('what the board cannot give', () => {
  const missing = (lines: LineRequest[], stock: Parameters<typeof stockView>[0]) =>
    shortageAt(stock, menu, lines, demandOf(menu, lines))?.details

  it('is named with what is left', () => {
    expect(missing([line('tripe', 3)], board({ ...full, tripe: 2 }))).toEqual({ dish: 'tripe', name: '毛肚', left: 2 })
    expect(missing([line('noodles', 5, withEgg)], board(full))).toEqual({
      dish: 'noodlesXegg',
      name: '面·煎蛋',
      left: 4,
    })
    expect(missing([line('tripe', 3)], board(full))).toBeUndefined()
  })

  it('is a dish or an option that is switched off, limited or not', () => {
    expect(missing([line('rice')], board(full, { off: { rice: {} } }))).toMatchObject({ dish: 'rice', left: 0 })
    expect(missing([line('noodles', 1, withEgg)], board(full, { off: { noodlesXegg: {} } }))).toMatchObject({ left: 0 })
  })

  it('is a dish whose ingredients are not enough for all lines together', () => {
    const lines = [line('noodles', 1, { spec: 'small' }), line('noodles', 2, { spec: 'large' })]
    expect(missing(lines, board({ ...full, Iflour: 520 }))).toBeUndefined()
    expect(missing(lines, board({ ...full, Iflour: 519 }))).toEqual({ dish: 'noodles', name: '面', left: 4 })
  })
})

describe('what phones see of the stock', () => {
  it('is, of a dish, no more than its scarcest ingredient is enough for, by its smallest size', () => {
    expect(stockView(board({ ...full, Iflour: 500, Igrain: 149 }), menu).left).toEqual({
      tripe: 50,
      brain: 3,
      noodles: 4,
      noodlesXegg: 4,
      rice: 0,
    })
    expect(stockView(board({ ...full, Iegg: 1 }), menu).left.noodlesXegg).toBe(1)
    expect(stockView(board({ ...full, duo: 2 }, { counted: { duo: '2026-05-06' } }), menu).left.duo).toBe(2)
  })

  it('names no ingredient and no recipe', () => {
    expect(Object.keys(stockView(board(full), menu).left).some((sku) => sku.startsWith('I'))).toBe(false)
    expect(JSON.stringify(withoutRecipes(menu))).not.toContain('recipe')
    expect(withoutRecipes(menu).dishes).toHaveLength(menu.dishes.length)
  })

  it('tells what is few or gone', () => {
    const view = stockView(board({ ...full, tripe: 11, brain: 0 }, { off: { rice: {} } }), menu)
    expect(fewIn(view, 10)).toEqual({ brain: 0, noodlesXegg: 4 })
    expect(soldOutDishes(board({ ...full, brain: 0 }, { off: { rice: {} } }), menu)).toEqual(['brain', 'rice'])
    expect(isGone(menu, menu.dishes[4] as never, view)).toBe(false)
    expect(isGone(menu, menu.dishes[4] as never, { ...view, off: { noodles: true } })).toBe(true)
  })
})

describe('a substitute', () => {
  const dish = (id: string) => menu.dishes.find((candidate) => candidate.id === id) as Menu['dishes'][0]

  it('is what the owner named, as far as it can be had', () => {
    const brain = { ...dish('brain'), instead: ['rice', 'duo'] }
    expect(substituteFor(menu, brain, () => true)?.id).toBe('rice')
    expect(substituteFor(menu, brain, ({ id }) => id !== 'rice')?.id).toBe('duo')
  })

  it('is otherwise the one of its category that is nearest in price', () => {
    const dishes = [...menu.dishes, { ...dish('tripe'), id: 'goose', specs: one(2500) }] as Menu['dishes']
    expect(substituteFor({ ...menu, dishes }, dish('brain'), () => true)?.id).toBe('goose')
    expect(substituteFor({ ...menu, dishes }, dish('brain'), ({ id }) => id !== 'goose')?.id).toBe('tripe')
    expect(substituteFor(menu, dish('duo'), () => true)).toBeUndefined()
  })
})

describe('the time of stock', () => {
  const store = {
    timeZone: 'Asia/Shanghai',
    dayCutoff: 240,
    periods: [
      { id: 'lunch', name: '午市', from: 660, to: 840 },
      { id: 'dinner', name: '晚市', from: 1020, to: 1320 },
    ],
  }
  const at = (text: string) => stockTimeOf(Date.parse(`${text}+08:00`), store)

  it('is the business day, and the meal period that began last', () => {
    expect(at('2026-05-06T10:00:00')).toEqual({ businessDay: '2026-05-06', period: 0 })
    expect(at('2026-05-06T11:00:00')).toEqual({ businessDay: '2026-05-06', period: 660 })
    expect(at('2026-05-06T15:30:00')).toEqual({ businessDay: '2026-05-06', period: 660 })
    expect(at('2026-05-07T01:00:00')).toEqual({ businessDay: '2026-05-06', period: 1020 })
    expect(at('2026-05-07T05:00:00')).toEqual({ businessDay: '2026-05-07', period: 0 })
  })

  it('never goes back as the clock goes on', () => {
    const instant = fc.integer({ min: Date.parse('2026-05-01'), max: Date.parse('2026-05-09') })
    fc.assert(
      fc.property(instant, instant, (a, b) => {
        const [first, second] = [stockTimeOf(Math.min(a, b), store), stockTimeOf(Math.max(a, b), store)]
        expect(isEarlier(second, first)).toBe(false)
      }),
    )
  })

  it('restocks by the day what is limited by the day, and by both what is limited by the meal', () => {
    const lunch = { businessDay: '2026-05-06', period: 660 }
    const stock = fc.record({ tripe: fc.nat(100), brain: fc.nat(100), noodlesXegg: fc.nat(100), Iflour: fc.nat(100) })
    fc.assert(
      fc.property(stock, (left) => {
        const after = (time: typeof lunch) => {
          const change = restock({ left, businessDay: lunch.businessDay }, menu, time)
          return Object.fromEntries(Object.entries(left).map(([sku, portions]) => [sku, portions + (change[sku] ?? 0)]))
        }
        expect(after({ ...lunch, period: 1020 })).toEqual({ ...left, brain: 3 })
        expect(after({ businessDay: '2026-05-07', period: 0 })).toEqual({
          ...left,
          tripe: 50,
          brain: 3,
          noodlesXegg: 4,
        })
      }),
    )
  })
})
