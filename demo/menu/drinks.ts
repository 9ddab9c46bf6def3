import { bowls, menuPart, one } from './menuPart.ts'
import { chilled, ice, jellyToppings, sugar } from './options.ts'

const cups = (smallFen: number, largeFen: number) => bowls(smallFen, largeFen, ['杯', '大壶'])

export const drinks = menuPart(10, 'drinks', '甜品饮品', 'Sweets and drinks', [
  {
    _id: 'bingfen',
    name: '红糖冰粉',
    nameEn: 'Ice jelly with brown sugar',
    story: '冰粉籽手搓，滑溜清凉',
    specs: bowls(9_00, 12_00, ['小碗', '大碗']),
    optionGroups: [chilled, jellyToppings],
    allergens: ['花生', '芝麻'],
    recommended: true,
  },
  {
    _id: 'icetangyuan',
    name: '冰汤圆',
    nameEn: 'Iced rice balls',
    story: '小汤圆过冰水，Q弹配醪糟',
    specs: one(14_00, '碗'),
    optionGroups: [chilled, jellyToppings],
    recipe: [{ ingredient: 'riceflour', quantity: 60 }],
  },
  {
    _id: 'lianggao',
    name: '宜宾凉糕',
    nameEn: 'Chilled rice pudding',
    story: '米浆凝成，红糖水一浇就化',
    specs: one(10_00, '碗'),
    daily: 30,
  },
  {
    _id: 'plumjuice',
    name: '老坛酸梅汤',
    nameEn: 'Sour plum drink',
    story: '乌梅山楂熬制，解辣解腻',
    specs: cups(10_00, 28_00),
    optionGroups: [ice, sugar],
    recommended: true,
  },
  {
    _id: 'soymilk',
    name: '花生豆奶',
    nameEn: 'Peanut soy milk',
    story: '吃辣的好搭档，醇厚微甜',
    specs: cups(8_00, 24_00),
    optionGroups: [ice],
    allergens: ['大豆', '花生'],
  },
  {
    _id: 'lemontea',
    name: '安岳柠檬茶',
    nameEn: 'Lemon iced tea',
    story: '安岳鲜柠檬现捶，茶香清亮',
    specs: cups(14_00, 36_00),
    optionGroups: [chilled, sugar],
  },
  {
    _id: 'gaiwan',
    name: '茉莉盖碗茶',
    nameEn: 'Jasmine tea in a lidded cup',
    story: '成都人的盖碗，免费续水',
    specs: one(12_00, '碗'),
  },
  {
    _id: 'beer',
    name: '成都精酿鲜啤',
    nameEn: 'Chengdu draught beer',
    story: '小麦鲜啤，泡沫细麦香浓',
    specs: bowls(18_00, 48_00, ['500毫升', '1.5升']),
    allergens: ['小麦'],
  },
  {
    _id: 'ricewine',
    name: '冰醪糟',
    nameEn: 'Iced sweet rice wine',
    story: '糯米甜酒，微微酒香',
    specs: [{ id: 'one', name: '碗', fen: 10_00, fenBy: { pickup: 9_00, member: 8_00 } }],
    optionGroups: [chilled],
    available: { periods: ['supper'] },
  },
])
