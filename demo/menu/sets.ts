import { menuPart, one } from './menuPart.ts'
import { potHeat } from './options.ts'

const at = (dish: string, surchargeFen = 0) => ({ dish, surchargeFen })

export const sets = menuPart(2, 'sets', '套餐', 'Set menus', [
  {
    _id: 'setfortwo',
    name: '双人红锅套餐',
    nameEn: 'Hot pot for two',
    story: '一锅三荤两素，两个人刚刚好',
    specs: one(168_00, '套'),
    optionGroups: [potHeat],
    parts: [
      { id: 'pot', name: '锅底任选一款', choose: 1, from: [at('tallowpot'), at('splitpot', 8_00), at('tomatopot')] },
      { id: 'beef', name: '招牌雪花肥牛', choose: 1, from: [at('snowbeef')] },
      {
        id: 'meat',
        name: '荤菜任选两款',
        choose: 2,
        from: [
          at('duckgut'),
          at('spicybeef'),
          at('corianderball'),
          at('luncheon'),
          at('tripe', 12_00),
          at('shrimppaste', 8_00),
        ],
      },
      {
        id: 'greens',
        name: '素菜任选两款',
        choose: 2,
        from: [at('lotus'), at('potato'), at('gongcai'), at('peashoot', 3_00), at('oldtofu'), at('enoki')],
      },
      { id: 'dip', name: '香油蒜泥碟', choose: 1, from: [at('oildip')] },
    ],
    spiciness: 2,
    allergens: ['大豆', '小麦', '芝麻'],
    recommended: true,
    daily: 50,
  },
  {
    _id: 'setforfour',
    name: '四人团圆套餐',
    nameEn: 'Hot pot for four',
    story: '鸳鸯锅配五荤四素，围坐吃到饱',
    specs: one(368_00, '套'),
    optionGroups: [potHeat],
    parts: [
      {
        id: 'pot',
        name: '锅底任选一款',
        choose: 1,
        from: [at('splitpot'), at('ninegridpot'), at('mushroompot', 20_00), at('duckpot', 18_00)],
      },
      { id: 'tripe', name: '屠场鲜毛肚', choose: 1, from: [at('tripe')] },
      { id: 'beef', name: '雪花肥牛', choose: 1, from: [at('snowbeef')] },
      {
        id: 'meat',
        name: '荤菜任选三款',
        choose: 3,
        from: [
          at('duckgut'),
          at('aorta'),
          at('spicybeef'),
          at('lambroll'),
          at('gizzard'),
          at('beefball'),
          at('shrimppaste', 10_00),
          at('beefneck', 12_00),
        ],
      },
      {
        id: 'greens',
        name: '素菜任选四款',
        choose: 4,
        from: [
          at('lotus'),
          at('potato'),
          at('celtuce'),
          at('babycabbage'),
          at('woodear'),
          at('enoki'),
          at('oldtofu'),
          at('tofuskin'),
          at('peashoot', 3_00),
        ],
      },
      { id: 'snack', name: '小吃任选一款', choose: 1, from: [at('crisppork'), at('cibasugar'), at('cucumber')] },
      { id: 'drink', name: '饮品任选一款', choose: 1, from: [at('plumjuice'), at('soymilk'), at('beer', 10_00)] },
    ],
    spiciness: 2,
    allergens: ['大豆', '小麦', '芝麻'],
    daily: 20,
  },
])
