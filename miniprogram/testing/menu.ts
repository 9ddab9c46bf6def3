import type { Dish, Menu } from '@yundian/domain'

function dish(id: string, category: string, more: Partial<Dish> = {}): Dish {
  return {
    id,
    category,
    name: `菜${id}`,
    nameEn: id,
    story: '一口就懂',
    specs: [{ id: 'one', name: '一份', fen: 1800 }],
    optionGroups: [],
    spiciness: 0,
    allergens: [],
    recommended: false,
    ...more,
  }
}

/** A small menu with one dish of each kind, for tests. */
export const menu: Menu = {
  version: 7,
  store: {
    id: 'chengdu',
    name: '云点面馆',
    nameEn: 'Yundian',
    address: '',
    phone: '',
    timeZone: 'Asia/Shanghai',
    dayCutoff: 240,
    openingHours: [{ from: 630, to: 1500 }],
    pointsPerYuan: 1,
    holdMinutes: 15,
  },
  tables: [{ id: 'A5', area: '大厅', seats: 4 }],
  categories: [
    { id: 'noodles', name: '面', nameEn: 'Noodles' },
    { id: 'snacks', name: '小吃', nameEn: 'Snacks' },
    { id: 'sets', name: '套餐', nameEn: 'Sets' },
  ],
  dishes: [
    dish('dandan', 'noodles', {
      specs: [
        { id: 'small', name: '小份', fen: 1200 },
        { id: 'large', name: '大份', fen: 1650 },
      ],
      optionGroups: [
        {
          id: 'spice',
          name: '辣度',
          min: 1,
          max: 1,
          options: [
            { id: 'mild', name: '微辣', fen: 0 },
            { id: 'hot', name: '特辣', fen: 0 },
          ],
        },
        {
          id: 'top',
          name: '加料',
          min: 0,
          max: 2,
          options: [
            { id: 'egg', name: '煎蛋', fen: 300 },
            { id: 'beef', name: '牛肉', fen: 1250 },
            { id: 'bean', name: '豌豆', fen: 200 },
          ],
        },
      ],
      spiciness: 2,
      recommended: true,
    }),
    dish('tofu', 'snacks'),
    dish('brain', 'snacks', { daily: 5 }),
    dish('tea', 'snacks', { specs: [{ id: 'one', name: '一杯', fen: 600 }] }),
    dish('duo', 'sets', {
      specs: [{ id: 'one', name: '双人', fen: 8800 }],
      parts: [
        { id: 'drink', name: '饮品', choose: 1, from: [{ dish: 'tea', surchargeFen: 0 }] },
        {
          id: 'side',
          name: '小吃',
          choose: 1,
          from: [
            { dish: 'tofu', surchargeFen: 0 },
            { dish: 'brain', surchargeFen: 500 },
          ],
        },
      ],
    }),
  ],
}
