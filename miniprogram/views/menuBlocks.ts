import type { Menu } from '@yundian/domain'

/** Heights in rpx; menu.wxss draws rows and titles at exactly these. */
export const rowHeight = 248
export const titleHeight = 80

/** Rows drawn or left out together: of one category, with its title when they are the first of it. */
export interface MenuBlock {
  id: string
  /** Place of the category in the menu. */
  category: number
  title: string
  dishes: string[]
  /** Both in rpx. */
  top: number
  height: number
}

const rowsPerBlock = 5

/** Cuts a menu into blocks of known height, so that only those near the screen need to be drawn. */
export function layOutMenu(menu: Menu): MenuBlock[] {
  const blocks: MenuBlock[] = []
  let top = 0
  menu.categories.forEach((category, at) => {
    const dishes = menu.dishes.filter((dish) => dish.category === category.id).map((dish) => dish.id)
    for (let start = 0; start < dishes.length; start += rowsPerBlock) {
      const part = dishes.slice(start, start + rowsPerBlock)
      const height = part.length * rowHeight + (start === 0 ? titleHeight : 0)
      const title = start === 0 ? category.name : ''
      blocks.push({ id: `${category.id}-${start}`, category: at, title, dishes: part, top, height })
      top += height
    }
  })
  return blocks
}

/** The blocks to draw: those on the screen and within one screen above and below it. All in rpx. */
export function blocksNear(blocks: readonly MenuBlock[], top: number, screen: number): { first: number; last: number } {
  const near = blocks.map((block) => block.top + block.height > top - screen && block.top < top + 2 * screen)
  return { first: Math.max(0, near.indexOf(true)), last: near.lastIndexOf(true) }
}

/** The category that the diner reads: the one at the top of the screen, or the last when the end is reached. */
export function categoryAt(blocks: readonly MenuBlock[], top: number): number {
  const readingLine = top + titleHeight / 2
  const block = [...blocks].reverse().find((candidate) => candidate.top <= readingLine)
  return block?.category ?? 0
}

/** Empty room below the last dish, so that the last category can reach the top and the cart bar hides nothing. */
export function footHeight(blocks: readonly MenuBlock[], screen: number): number {
  const last = blocks[blocks.length - 1]
  if (!last) return 0
  const lastCategory = blocks.filter((block) => block.category === last.category)
  const height = lastCategory.reduce((sum, block) => sum + block.height, 0)
  return Math.max(200, screen - height)
}
