import type { Menu } from '@yundian/domain'
import type { Language } from '../language'

/** The menu with the names that the diner reads; ids and prices stay as they are, so it costs the same. */
export function menuInLanguage(menu: Menu, language: Language): Menu {
  if (language === 'zh') return menu
  const named = <Thing extends { name: string; nameEn: string }>(thing: Thing): Thing => ({
    ...thing,
    name: thing.nameEn || thing.name,
  })
  return {
    ...menu,
    store: named(menu.store),
    categories: menu.categories.map(named),
    dishes: menu.dishes.map(named),
  }
}
