import type { DishDocument, StoreDocument } from '@yundian/contract'

/** The parts of the kitchen, and how the house serves beyond its tables. */
export const serving: Pick<StoreDocument, 'stations' | 'later' | 'delivery' | 'queue' | 'reservations'> = {
  stations: [
    { id: 'pot', name: '锅底档', hands: 6, whenFull: 'retime' },
    { id: 'cold', name: '凉菜切配', hands: 4, whenFull: 'retime' },
    { id: 'noodle', name: '面档', hands: 3, mostMinutes: 120, whenFull: 'refuse' },
    { id: 'bar', name: '水吧', hands: 2, whenFull: 'retime' },
  ],
  later: { slotMinutes: 30, leadMinutes: 30, daysAhead: 2, orders: 12, workMinutes: 180 },
  delivery: {
    latitude: 30.6595,
    longitude: 104.0657,
    phoneRequired: false,
    bands: [
      { metres: 1000, fen: 300, minimumFen: 20_00, minutes: 15 },
      { metres: 3000, fen: 600, minimumFen: 30_00, minutes: 25 },
      { metres: 5000, fen: 900, minimumFen: 60_00, minutes: 40 },
    ],
  },
  reservations: { slotMinutes: 30, stayMinutes: 120, leadMinutes: 60, daysAhead: 14 },
  queue: [
    { id: 'A', name: '小桌 1–2 位', most: 2 },
    { id: 'B', name: '中桌 3–6 位', most: 6 },
    { id: 'C', name: '大桌 7 位以上', most: 99 },
  ],
}

const places: Record<string, Pick<DishDocument, 'station' | 'minutes'>> = {
  pots: { station: 'pot', minutes: 4 },
  noodles: { station: 'noodle', minutes: 6 },
  snacks: { station: 'noodle', minutes: 5 },
  staples: { station: 'noodle', minutes: 2 },
  drinks: { station: 'bar', minutes: 2 },
}

/** Where a dish of a category is made, and how long it takes there; what goes into the pot is only cut. */
export function cookedAt(dish: DishDocument): DishDocument {
  if (dish.parts) return dish
  return { ...dish, ...(places[dish.category] ?? { station: 'cold', minutes: 1 }) }
}
