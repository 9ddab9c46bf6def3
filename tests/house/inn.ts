import type { DishDocument, StoreDocument } from '@yundian/contract'
import * as restaurant from './restaurant.ts'
import type { Kitchen, TestHouse } from './testHouse.ts'

/** A second store, run by other rules than the first: staff open its tables, and guests pay after they ate. */
export async function openInn(house: TestHouse, rules: Partial<StoreDocument> = {}): Promise<Kitchen> {
  const { database, parts, idle } = house.cloud
  const [category] = restaurant.categories
  const rice = restaurant.dishes.find(({ _id }) => _id === 'rice')
  const ofInn = { store: 'inn', category: 'inndishes' }
  const dishes = [
    { ...rice, ...ofInn, _id: 'bun', specs: [{ id: 'one', name: '份', fen: 200 }] },
    { ...rice, ...ofInn, _id: 'soup', specs: [{ id: 'one', name: '份', fen: 900 }], daily: 20 },
  ] as DishDocument[]
  parts.triggers.mode = 'drop'
  const tables = ['T1', 'T2', 'T3', 'T10'].map((table) => ({ table, area: '堂', seats: 4 }))
  await database.insert(
    'tables',
    tables.map((table) => ({ ...table, _id: `inn-${table.table}`, store: 'inn' })),
  )
  await database.insert('categories', [{ ...category, _id: 'inndishes', store: 'inn' }])
  await database.insert('dishes', dishes)
  await database.insert('staff', [
    { _id: 'waiter', store: 'inn', name: '小雨', role: 'waiter' },
    { _id: 'innkeeper', store: 'inn', name: '掌柜', role: 'owner' },
  ])
  parts.triggers.mode = 'deliver'
  const store = { ...restaurant.store, _id: 'inn', tableOpening: 'staff', payment: 'later', ...rules }
  await database.insert('stores', [store])
  await idle()
  return house.staff('waiter')
}
