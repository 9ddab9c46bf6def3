import * as house from '../house/restaurant.ts'
import type { Random } from './random.ts'
import type { World } from './world.ts'

/** Open all day and night, so that a run can cross midnight, the cut-off of the business day and the nightly work. */
export const store = {
  ...house.store,
  openingHours: [{ from: 0, to: 1440 }],
  holdMinutes: 6,
  // Begins within a run that starts at noon, and within one that starts before midnight.
  periods: [
    { id: 'lunch', name: '午市', from: 725, to: 900 },
    { id: 'night', name: '夜宵', from: 1440, to: 1680 },
  ],
  stations: [{ id: 'wok', name: '炒锅', hands: 2, whenFull: 'retime' }],
}

/** Few portions, so that diners meet at the last one. */
const portions: Record<string, number> = { brain: 3, tripe: 8 }

export const dishes = house.dishes
  .filter((dish) => !dish._id.startsWith('plate'))
  .map((dish) => (portions[dish._id] === undefined ? dish : { ...dish, daily: portions[dish._id] }))
  .map((dish) => (dish._id === 'tripe' ? { ...dish, daily: undefined, perPeriod: portions.tripe } : dish))
  .map((dish) => (dish._id === 'tea' ? { ...dish, recipe: [{ ingredient: 'leaf', quantity: 5 }] } : dish))
  .map((dish) => (dish._id === 'dandan' ? { ...dish, optionGroups: dish.optionGroups.map(withFewBeef) } : dish))
  .map((dish) => (dish._id === 'rice' || dish._id === 'brain' ? { ...dish, station: 'wok', minutes: 4 } : dish))

function withFewBeef(group: (typeof house.dishes)[0]['optionGroups'][0]): typeof group {
  return { ...group, options: group.options.map((option) => (option.id === 'beef' ? { ...option, daily: 3 } : option)) }
}

/** Noon, before midnight, before the cut-off (04:00), or before the nightly work (04:30), in Beijing. */
export function drawStart(random: Random): string {
  const begin = random.pick(['12:00', '12:00', '12:00', '23:50', '03:50', '04:20'])
  return `2026-05-06T${begin}:${String(random.below(60)).padStart(2, '0')}+08:00`
}

/** Fills the collections as the owner would, while nothing goes wrong yet, and has the first menu published. */
export async function furnish({ cloud, functions, scheduler }: World): Promise<void> {
  const { database, triggers } = cloud
  triggers.mode = 'drop'
  await database.insert('tables', house.tables)
  await database.insert('categories', house.categories)
  await database.insert('dishes', dishes)
  await database.insert('staff', house.staff)
  await database.insert('ingredients', [{ _id: 'leaf', store: store._id, name: '茶叶', unit: 'g', lowAt: 10 }])
  await database.insert('stores', [store])
  triggers.mode = 'deliver'
  const event = { data: { docId: store._id, doc: {} } }
  await scheduler.runThrough(functions.call({ functionName: 'menuChanged', event, source: 'wx_trigger' }))
}
