import { isGone, type Menu } from '@yundian/domain'
import { describe, expect, it } from 'vitest'
import { addLine } from '../cartLines'
import { menu } from '../testing/menu'
import { cartView } from './cartView'
import { dishRow } from './dishRow'
import { blocksNear, categoryAt, footHeight, layOutMenu, rowHeight, titleHeight } from './menuBlocks'
import { priceView, surchargeView } from './money'
import { hoursView, placeView } from './place'
import { maxRemark, toggleRemark } from './remark'

const now = { mode: 'dineIn' as const, at: Date.parse('2026-05-06T12:00:00+08:00') }

const find = (id: string) => {
  const found = menu.dishes.find((dish) => dish.id === id)
  if (!found) throw new Error(id)
  return found
}

describe('dishRow', () => {
  it('shows the lowest price of several sizes, and asks to choose', () => {
    const row = dishRow(menu, find('dandan'), undefined, 2, 'http://host/', now)
    expect(row).toMatchObject({ price: { yuan: '12', fen: '' }, from: true, simple: false, gone: false, count: 2 })
    expect(row.badges.map(({ text }) => text)).toEqual(['招牌', '中辣'])
  })

  it('says how many are left of a limited dish once the house has said so', () => {
    const brain = find('brain')
    const words = (left?: number) =>
      dishRow(menu, brain, left === undefined ? undefined : { left: { brain: left }, off: {} }, 0, '', now).badges
    expect(words(3).map(({ text }) => text)).toEqual(['剩 3 份'])
    expect(words(30).map(({ text }) => text)).toEqual(['每日限量'])
    expect(words().map(({ text }) => text)).toEqual(['每日限量'])
  })

  it('puts the hosting address before a picture, once', () => {
    const pictured = { ...find('tofu'), picture: 'dishes/tofu.webp' }
    expect(dishRow(menu, pictured, undefined, 0, 'http://host/', now).picture).toBe('http://host/dishes/tofu.webp')
    expect(dishRow(menu, { ...pictured, picture: 'https://x/y.webp' }, undefined, 0, 'h', now).picture).toBe(
      'https://x/y.webp',
    )
  })
})

describe('isGone', () => {
  it('holds for a dish that is switched off or has none left', () => {
    expect(isGone(menu, find('tofu'), { left: {}, off: { tofu: true } })).toBe(true)
    expect(isGone(menu, find('brain'), { left: { brain: 0 }, off: {} })).toBe(true)
    expect(isGone(menu, find('tofu'), { left: {}, off: {} })).toBe(false)
  })

  it('holds for a set menu when a part cannot be filled', () => {
    expect(isGone(menu, find('duo'), { left: { brain: 1 }, off: { tofu: true } })).toBe(false)
    expect(isGone(menu, find('duo'), { left: { brain: 0 }, off: { tofu: true } })).toBe(true)
    expect(isGone(menu, find('duo'), { left: { brain: 1 }, off: { tea: true } })).toBe(true)
  })
})

describe('layOutMenu', () => {
  const large: Menu = {
    ...menu,
    dishes: menu.categories.flatMap(({ id: category }) =>
      Array.from({ length: 66 }, (_, at) => ({ ...find('tofu'), id: `${category}${at}`, category })),
    ),
  }
  const blocks = layOutMenu(large)
  const screen = 1200

  it('places every dish once, in the order of the menu, without gaps', () => {
    expect(blocks.flatMap((block) => block.dishes)).toEqual(large.dishes.map((dish) => dish.id))
    blocks.slice(1).forEach((block, at) => {
      expect(block.top).toBe((blocks[at]?.top ?? 0) + (blocks[at]?.height ?? 0))
    })
    const last = blocks[blocks.length - 1]
    expect((last?.top ?? 0) + (last?.height ?? 0)).toBe(198 * rowHeight + 3 * titleHeight)
  })

  it('draws at most 30 of 198 dishes wherever the list stands, and all that are on the screen', () => {
    for (let top = 0; top < 198 * rowHeight; top += 777) {
      const { first, last } = blocksNear(blocks, top, screen)
      const drawn = blocks.slice(first, last + 1)
      expect(drawn.flatMap((block) => block.dishes).length).toBeLessThanOrEqual(30)
      const onScreen = blocks.filter((block) => block.top + block.height > top && block.top < top + screen)
      for (const block of onScreen) expect(drawn).toContain(block)
    }
  })

  it('names the category at the top of the screen', () => {
    const second = blocks.find((block) => block.category === 1)?.top ?? 0
    expect(categoryAt(blocks, 0)).toBe(0)
    expect(categoryAt(blocks, second)).toBe(1)
    expect(categoryAt(blocks, second - titleHeight)).toBe(0)
  })

  it('leaves room for the last category to reach the top', () => {
    expect(footHeight(layOutMenu(menu), screen)).toBe(screen - rowHeight - titleHeight)
    expect(footHeight(blocks, screen)).toBe(200)
  })
})

describe('cartView', () => {
  it('shows sizes, options and the total', () => {
    const lines = addLine([], {
      dish: 'dandan',
      spec: 'large',
      options: [{ group: 'spice', option: 'hot' }],
      choices: [],
      quantity: 2,
    })
    const view = cartView(menu, lines, { mode: 'dineIn', at: 0 }, '')
    expect(view.lines[0]).toMatchObject({ words: '大份、特辣', quantity: 2, price: { yuan: '33', fen: '' } })
    expect(view.total).toEqual({ yuan: '33', fen: '' })
  })
})

describe('words', () => {
  it('writes money, surcharges, places and hours', () => {
    expect(priceView(1650)).toEqual({ yuan: '16', fen: '.50' })
    expect([surchargeView(0), surchargeView(205)]).toEqual(['', '+¥2.05'])
    expect(placeView({ mode: 'dineIn', table: 'A5' })).toEqual({ mode: '堂食', place: 'A5 桌' })
    expect(hoursView(menu.store)).toBe('10:30–次日 01:00')
    expect(hoursView({ openingHours: [{ from: 0, to: 1440 }] })).toBe('全天')
    expect(hoursView({ openingHours: [{ from: 1020, to: 1440 }] })).toBe('17:00–24:00')
  })

  it('adds a ready-made word to a remark, takes it out again, and never makes it too long', () => {
    expect(toggleRemark('', '少辣')).toBe('少辣')
    expect(toggleRemark('少辣，多放醋', '不要葱')).toBe('少辣，多放醋，不要葱')
    expect(toggleRemark('少辣，多放醋', '少辣')).toBe('多放醋')
    const full = '长'.repeat(maxRemark)
    expect(toggleRemark(full, '少辣')).toBe(full)
  })
})
