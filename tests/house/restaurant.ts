import type { CategoryDocument, DishDocument, StaffDocument, StoreDocument, TableDocument } from '@yundian/contract'

/** A small restaurant whose every number is known to the tests. */
export const store: StoreDocument = {
  _id: 'lane',
  name: '巷口面馆',
  nameEn: 'Lane Noodles',
  address: '成都市锦江区',
  phone: '028-0000000',
  timeZone: 'Asia/Shanghai',
  dayCutoff: 240,
  openingHours: [{ from: 540, to: 1320 }],
  pointsPerYuan: 1,
  pointsPay: { perYuan: 100, mostPercent: 50, least: 10 },
  holdMinutes: 10,
  mostOpenOrders: 100,
}

export const tables: TableDocument[] = [
  { _id: 'lane-A1', store: 'lane', table: 'A1', area: '大厅', seats: 4 },
  { _id: 'lane-A2', store: 'lane', table: 'A2', area: '大厅', seats: 2 },
]

export const categories: CategoryDocument[] = [
  { _id: 'noodles', store: 'lane', sort: 1, name: '面', nameEn: 'Noodles' },
  { _id: 'sets', store: 'lane', sort: 2, name: '套餐', nameEn: 'Set menus' },
]

function dish(id: string, fen: number, more: Partial<DishDocument> = {}): DishDocument {
  return {
    _id: id,
    store: 'lane',
    category: 'noodles',
    sort: 1,
    onSale: true,
    name: `菜 ${id}`,
    nameEn: id,
    story: '',
    specs: [{ id: 'one', name: '份', fen }],
    optionGroups: [],
    spiciness: 0,
    allergens: [],
    recommended: false,
    ...more,
  }
}

export const dishes: DishDocument[] = [
  dish('dandan', 1800, {
    specs: [
      { id: 'small', name: '小份', fen: 1400 },
      { id: 'large', name: '大份', fen: 1800 },
    ],
    optionGroups: [
      {
        id: 'spicy',
        name: '辣度',
        min: 1,
        max: 1,
        options: [
          { id: 'mild', name: '微辣', fen: 0 },
          { id: 'hot', name: '特辣', fen: 0 },
        ],
      },
      {
        id: 'extra',
        name: '加料',
        min: 0,
        max: 2,
        options: [
          { id: 'egg', name: '煎蛋', fen: 300 },
          { id: 'beef', name: '牛肉', fen: 800 },
          { id: 'greens', name: '青菜', fen: 200 },
        ],
      },
    ],
  }),
  dish('tripe', 3800, { daily: 50 }),
  dish('brain', 2600, { daily: 3 }),
  dish('rice', 300),
  dish('tea', 500),
  dish('duo', 8800, {
    category: 'sets',
    parts: [
      {
        id: 'main',
        name: '主菜',
        choose: 1,
        from: [
          { dish: 'tripe', surchargeFen: 0 },
          { dish: 'brain', surchargeFen: 600 },
        ],
      },
      {
        id: 'sides',
        name: '小食',
        choose: 2,
        from: [
          { dish: 'rice', surchargeFen: 0 },
          { dish: 'tea', surchargeFen: 0 },
          { dish: 'dandan', surchargeFen: 900 },
        ],
      },
    ],
  }),
  ...Array.from({ length: 10 }, (_, at) => dish(`plate${at}`, 1000 + at, { daily: 1000 })),
]

export const staff: StaffDocument[] = [
  { _id: 'cook', store: 'lane', name: '王师傅', role: 'cook' },
  { _id: 'owner', store: 'lane', name: '陈店主', role: 'owner' },
]
