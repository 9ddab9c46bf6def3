import { menuPart, one } from './menuPart.ts'
import { dipMix } from './options.ts'

export const staples = menuPart(11, 'staples', '必点', 'Rice and dips', [
  {
    _id: 'oildip',
    name: '香油蒜泥碟',
    nameEn: 'Sesame oil and garlic dip',
    story: '小磨香油加蒜泥，降火增香',
    specs: one(6_00, '位'),
    optionGroups: [dipMix],
    allergens: ['芝麻'],
    recommended: true,
  },
  {
    _id: 'drydip',
    name: '干油碟',
    nameEn: 'Dry chilli dip',
    story: '二荆条辣椒面，黄豆花生碎',
    specs: one(4_00, '位'),
    spiciness: 2,
    allergens: ['花生', '大豆', '芝麻'],
  },
  { _id: 'rice', name: '五常米饭', nameEn: 'Steamed rice', story: '现蒸现盛，不够再添', specs: one(3_00, '碗') },
  {
    _id: 'pickles',
    name: '跳水泡菜',
    nameEn: 'Day-old Sichuan pickles',
    story: '泡一夜就起坛，脆生生',
    specs: one(8_00, '碟'),
    spiciness: 1,
  },
])
