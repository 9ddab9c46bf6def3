import type { DishDocument } from '@yundian/contract'

type OptionGroup = DishDocument['optionGroups'][number]

const free = (id: string, name: string) => ({ id, name, fen: 0 })

export const potHeat: OptionGroup = {
  id: 'heat',
  name: '辣度',
  min: 1,
  max: 1,
  options: [free('mild', '微辣'), free('medium', '中辣'), free('hot', '特辣')],
}

export const noodleHeat: OptionGroup = {
  id: 'heat',
  name: '辣度',
  min: 1,
  max: 1,
  options: [free('none', '不辣'), free('mild', '微辣'), free('medium', '中辣'), free('hot', '重辣')],
}

export const thickness: OptionGroup = {
  id: 'noodle',
  name: '面型',
  min: 1,
  max: 1,
  options: [
    free('thin', '细面'),
    free('leek', '韭菜叶'),
    free('wide', '宽面'),
    { id: 'buckwheat', name: '荞面', fen: 2_00 },
  ],
}

export const noodleToppings: OptionGroup = {
  id: 'topping',
  name: '加料',
  min: 0,
  max: 3,
  options: [
    { id: 'egg', name: '煎蛋', fen: 3_00 },
    { id: 'greens', name: '时令青菜', fen: 2_00 },
    { id: 'peas', name: '粑豌豆', fen: 3_00 },
    { id: 'mince', name: '脆臊子', fen: 5_00 },
    { id: 'beef', name: '红烧牛肉', fen: 9_00 },
  ],
}

export const withoutGreens: OptionGroup = {
  id: 'without',
  name: '忌口',
  min: 0,
  max: 3,
  options: [free('coriander', '不要香菜'), free('onion', '不要葱花'), free('garlic', '不要蒜')],
}

export const potExtras: OptionGroup = {
  id: 'extra',
  name: '锅底加料',
  min: 0,
  max: 3,
  options: [
    { id: 'chili', name: '加辣椒段', fen: 3_00 },
    { id: 'pepper', name: '加青花椒', fen: 4_00 },
    { id: 'tallow', name: '加牛油一块', fen: 18_00 },
  ],
}

export const ice: OptionGroup = {
  id: 'ice',
  name: '冰量',
  min: 1,
  max: 1,
  options: [free('usual', '正常冰'), free('less', '少冰'), free('none', '去冰'), free('warm', '温热')],
}

export const chilled: OptionGroup = {
  id: 'ice',
  name: '冰量',
  min: 1,
  max: 1,
  options: [free('usual', '正常冰'), free('less', '少冰'), free('none', '去冰')],
}

export const sugar: OptionGroup = {
  id: 'sugar',
  name: '甜度',
  min: 1,
  max: 1,
  options: [free('full', '全糖'), free('seventy', '七分糖'), free('half', '半糖'), free('none', '无糖')],
}

export const jellyToppings: OptionGroup = {
  id: 'topping',
  name: '小料',
  min: 0,
  max: 3,
  options: [
    { id: 'peanut', name: '花生碎', fen: 1_00 },
    { id: 'raisin', name: '葡萄干', fen: 1_00 },
    { id: 'ricewine', name: '醪糟', fen: 2_00 },
    { id: 'ciba', name: '小糍粑', fen: 3_00 },
  ],
}

export const dipMix: OptionGroup = {
  id: 'mix',
  name: '味碟加料',
  min: 0,
  max: 3,
  options: [
    free('coriander', '香菜'),
    free('onion', '葱花'),
    { id: 'oyster', name: '蚝油', fen: 1_00 },
    { id: 'millet', name: '小米辣', fen: 1_00 },
  ],
}
