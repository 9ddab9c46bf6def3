import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Dish, Menu } from '../menu.ts'
import type { LineRequest } from '../order.ts'
import type { Refusal } from '../refusal.ts'
import { demandOf } from '../stock/demand.ts'
import { priceMeal } from './priceMeal.ts'

const noodles: Dish = {
  id: 'noodles',
  category: 'c',
  name: '面',
  nameEn: 'Noodles',
  story: '',
  specs: [
    { id: 'small', name: '小', fen: 1400 },
    { id: 'large', name: '大', fen: 1800 },
  ],
  optionGroups: [
    {
      id: 'spicy',
      name: '辣度',
      min: 1,
      max: 1,
      options: [
        { id: 'mild', name: '微辣', fen: 0 },
        { id: 'hot', name: '特辣', fen: 50 },
      ],
    },
    {
      id: 'extra',
      name: '加料',
      min: 0,
      max: 2,
      options: [
        { id: 'egg', name: '蛋', fen: 300 },
        { id: 'beef', name: '牛肉', fen: 800 },
        { id: 'greens', name: '菜', fen: 200 },
      ],
    },
  ],
  daily: 20,
  spiciness: 1,
  allergens: [],
  recommended: false,
}
const tea: Dish = {
  ...noodles,
  id: 'tea',
  specs: [{ id: 'cup', name: '杯', fen: 500 }],
  optionGroups: [],
  daily: undefined,
}
const set: Dish = {
  ...tea,
  id: 'set',
  specs: [{ id: 'one', name: '份', fen: 3000 }],
  parts: [
    {
      id: 'main',
      name: '主',
      choose: 1,
      from: [
        { dish: 'noodles', surchargeFen: 0 },
        { dish: 'tea', surchargeFen: 700 },
      ],
    },
  ],
}
const menu = { version: 1, store: {}, dishes: [noodles, tea, set], categories: [], tables: [] } as unknown as Menu

const plain = (dish: string, spec: string, quantity = 1): LineRequest => ({
  dish,
  spec,
  options: [],
  choices: [],
  quantity,
})

const price = (lines: LineRequest[]) => priceMeal(menu, lines, { mode: 'dineIn', at: 0 })

function refusalOf(act: () => unknown): Refusal {
  try {
    act()
  } catch (error) {
    return error as Refusal
  }
  throw new Error('nothing was refused')
}

describe('the price of an order', () => {
  it('takes every price from the menu: spec, options and surcharges, times the quantity', () => {
    const lines: LineRequest[] = [
      {
        ...plain('noodles', 'large', 2),
        options: [
          { group: 'spicy', option: 'hot' },
          { group: 'extra', option: 'egg' },
        ],
      },
      { ...plain('set', 'one'), choices: [{ part: 'main', dish: 'tea' }] },
    ]
    const priced = price(lines)
    expect(priced.lines.map((line) => line.fen)).toEqual([(1800 + 50 + 300) * 2, 3700])
    expect(priced.totalFen).toBe(8000)
  })

  const wrong: [string, LineRequest, string, string][] = [
    ['an unknown dish', plain('dragon', 'one'), 'unknown_dish', 'lines.0.dish'],
    ['an unknown spec', plain('tea', 'large'), 'bad_choice', 'lines.0.spec'],
    ['a missing required option', plain('noodles', 'small'), 'bad_choice', 'lines.0.options'],
    [
      'an option of another dish',
      { ...plain('tea', 'cup'), options: [{ group: 'spicy', option: 'hot' }] },
      'bad_choice',
      'lines.0.options.0',
    ],
    [
      'a part of another dish',
      { ...plain('tea', 'cup'), choices: [{ part: 'main', dish: 'tea' }] },
      'bad_choice',
      'lines.0.choices.0',
    ],
    ['a missing part', plain('set', 'one'), 'bad_choice', 'lines.0.choices'],
  ]
  for (const [name, line, code, field] of wrong) {
    it(`refuses ${name} and names the field`, () => {
      const refusal = refusalOf(() => price([line]))
      expect(refusal.code).toBe(code)
      expect(refusal.details).toMatchObject({ field })
    })
  }
})

const anyLine: fc.Arbitrary<LineRequest> = fc.oneof(
  fc
    .record({
      spec: fc.constantFrom('small', 'large'),
      spicy: fc.constantFrom('mild', 'hot'),
      extras: fc.subarray(['egg', 'beef', 'greens'], { maxLength: 2 }),
      quantity: fc.integer({ min: 1, max: 99 }),
    })
    .map(({ spec, spicy, extras, quantity }) => ({
      ...plain('noodles', spec, quantity),
      options: [{ group: 'spicy', option: spicy }, ...extras.map((option) => ({ group: 'extra', option }))],
    })),
  fc.integer({ min: 1, max: 99 }).map((quantity) => plain('tea', 'cup', quantity)),
  fc.tuple(fc.constantFrom('noodles', 'tea'), fc.integer({ min: 1, max: 99 })).map(([dish, quantity]) => ({
    ...plain('set', 'one', quantity),
    choices: [{ part: 'main', dish }],
  })),
)

describe('any order that the menu allows', () => {
  it('is a sum of whole fen, never negative, equal to an independent count of its parts', () => {
    fc.assert(
      fc.property(fc.array(anyLine, { minLength: 1, maxLength: 10 }), (lines) => {
        const { totalFen, lines: priced } = price(lines)
        let slow = 0
        for (const line of lines) {
          for (let portion = 0; portion < line.quantity; portion++) {
            const dish = menu.dishes.find((candidate) => candidate.id === line.dish)
            slow += dish?.specs.find((spec) => spec.id === line.spec)?.fen ?? 0
            for (const { group, option } of line.options) {
              slow += dish?.optionGroups.find((g) => g.id === group)?.options.find((o) => o.id === option)?.fen ?? 0
            }
            for (const choice of line.choices) slow += choice.dish === 'tea' ? 700 : 0
          }
        }
        expect(totalFen).toBe(slow)
        expect(Number.isSafeInteger(totalFen) && totalFen >= 0).toBe(true)
        expect(priced.every((line) => line.fen === line.unitFen * line.quantity)).toBe(true)
      }),
    )
  })

  it('does not depend on the order of its lines, in price or in portions', () => {
    fc.assert(
      fc.property(fc.array(anyLine, { minLength: 1, maxLength: 8 }), (lines) => {
        const turned = lines.slice().reverse()
        expect(price(turned).totalFen).toBe(price(lines).totalFen)
        expect(demandOf(menu, turned).limited).toEqual(demandOf(menu, lines).limited)
      }),
    )
  })

  it('needs each dish as often as its lines and set menus say together', () => {
    const lines = [
      plain('tea', 'cup', 2),
      { ...plain('set', 'one', 3), choices: [{ part: 'main', dish: 'noodles' }] },
      plain('tea', 'cup'),
    ]
    expect(demandOf(menu, lines)).toMatchObject({ all: { tea: 3, set: 3, noodles: 3 }, limited: { noodles: 3 } })
  })
})
