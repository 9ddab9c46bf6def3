import type { Dish, Menu, Store } from '../menu.ts'
import type { LineRequest } from '../order.ts'

/** A menu of dishes that differ only in what a test says of them. */
export function menuOf(dishes: (Partial<Dish> & { id: string })[], store: Partial<Store> = {}): Menu {
  return {
    version: 1,
    store: {
      id: 'lane',
      name: '巷口',
      nameEn: 'Lane',
      address: '',
      phone: '',
      timeZone: 'Asia/Shanghai',
      dayCutoff: 240,
      openingHours: [{ from: 0, to: 1440 }],
      pointsPerYuan: 1,
      holdMinutes: 10,
      ...store,
    },
    tables: [],
    categories: [{ id: 'food', name: '菜', nameEn: 'Food' }],
    dishes: dishes.map((dish) => ({
      category: 'food',
      name: dish.id,
      nameEn: dish.id,
      story: '',
      specs: [{ id: 'one', name: '份', fen: 1000 }],
      optionGroups: [],
      spiciness: 0,
      allergens: [],
      recommended: false,
      ...dish,
    })),
  }
}

/** One line, with dishes inside when it is a set menu. */
export function lineOf(dish: string, quantity = 1, inside: string[] = []): LineRequest {
  return { dish, spec: 'one', options: [], choices: inside.map((id) => ({ part: 'p', dish: id })), quantity }
}
