import type { IngredientDocument, StaffDocument, StoreDocument, TableDocument } from '@yundian/contract'
import { serving } from './kitchen.ts'
import { storeId } from './menu/menuPart.ts'

export const store: StoreDocument = {
  _id: storeId,
  name: '蜀巷红炉火锅面馆',
  nameEn: 'Shu Lane Hotpot & Noodles',
  address: '四川省成都市青羊区蜀巷 18 号',
  phone: '028-5550-0128',
  timeZone: 'Asia/Shanghai',
  dayCutoff: 4 * 60,
  // Round the clock, as many hot-pot houses in Chengdu: whoever tries the demo, wherever, finds it open.
  openingHours: [{ from: 0, to: 24 * 60 }],
  pointsPerYuan: 1,
  pointsPay: { perYuan: 20, mostPercent: 30, least: 20 },
  holdMinutes: 15,
  fees: { tea: { perHeadFen: 2_00 }, packaging: { perOrderFen: 2_00 } },
  periods: [
    { id: 'lunch', name: '午市', from: 10 * 60, to: 14 * 60 },
    { id: 'supper', name: '夜宵', from: 20 * 60, to: 28 * 60 },
  ],
  quickTags: ['少辣', '不要香菜', '不要葱', '少盐', '餐具一份'],
  ...serving,
}

function tablesOf(area: string, letter: string, seats: readonly number[]): TableDocument[] {
  return seats.map((count, i) => {
    const table = `${letter}${i + 1}`
    return { _id: `${storeId}:${table}`, store: storeId, table, area, seats: count }
  })
}

export const tables: TableDocument[] = [
  ...tablesOf('大厅', 'A', [2, 2, 4, 4, 4, 4, 6, 6]),
  ...tablesOf('包间', 'B', [8, 8, 10, 12]),
]

/** The openids under which the preview signs in as staff. */
export const staff: StaffDocument[] = [
  { _id: 'owner', store: storeId, name: '林素芬', role: 'owner' },
  { _id: 'cook', store: storeId, name: '赵建国', role: 'cook' },
  { _id: 'waiter', store: storeId, name: '陈小雨', role: 'waiter' },
]

/** What some dishes are made of; the demo opens with a delivery of each. */
export const ingredients: IngredientDocument[] = [
  { _id: 'riceflour', store: storeId, name: '糯米粉', unit: 'g', lowAt: 600 },
]
