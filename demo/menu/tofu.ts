import { halves, menuPart, one } from './menuPart.ts'

export const tofu = menuPart(7, 'tofu', '豆制品', 'Tofu', [
  {
    _id: 'oldtofu',
    name: '石磨老豆腐',
    nameEn: 'Stone-ground tofu',
    story: '卤水点的，豆香足，久煮不散',
    specs: halves(8_00, 14_00),
    allergens: ['大豆'],
  },
  {
    _id: 'frozentofu',
    name: '冻豆腐',
    nameEn: 'Frozen tofu',
    story: '满是小孔，一咬一包汤',
    specs: halves(8_00, 14_00),
    allergens: ['大豆'],
  },
  {
    _id: 'tofuskin',
    name: '鲜豆皮',
    nameEn: 'Fresh tofu skin',
    story: '浆面挑起的头层皮，软韧挂汁',
    specs: halves(10_00, 18_00),
    allergens: ['大豆'],
  },
  {
    _id: 'tofuroll',
    name: '响铃卷',
    nameEn: 'Crispy tofu rolls',
    story: '下锅三秒，外软里脆',
    specs: one(22_00),
    allergens: ['大豆'],
    recommended: true,
  },
  {
    _id: 'friedtofu',
    name: '油豆腐',
    nameEn: 'Fried tofu puffs',
    story: '炸得蓬松，吸满一锅鲜味',
    specs: halves(9_00, 16_00),
    allergens: ['大豆'],
  },
])
