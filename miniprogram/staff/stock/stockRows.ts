import type { IngredientRow, SaleWish, StockRow } from '@yundian/contract'

/** A dish or an option as the list shows it. */
export interface SaleView {
  sku: string
  name: string
  /** What is to be known of its sale: 售罄, 剩 3 份 … */
  state: string
  /** How the state is coloured. */
  tone: 'off' | 'few' | 'plain'
  isOff: boolean
}

const fewLeft = 10

export function saleView({ sku, name, left, off }: StockRow): SaleView {
  const isOff = off !== undefined
  const isGone = left !== undefined && left <= 0
  return {
    sku,
    name,
    isOff,
    state: isOff ? offWords(off) : isGone ? '已卖完' : left === undefined ? '不限量' : `剩 ${left} 份`,
    tone: isOff || isGone ? 'off' : left !== undefined && left <= fewLeft ? 'few' : 'plain',
  }
}

function offWords(until: string): string {
  return until === '' ? '已停售' : `停售到 ${until.slice(5).replace('-', '月')}日`
}

/** Rows that hold the words searched for; without any, dishes, and of options those that are off or limited. */
export function rowsFor(rows: readonly StockRow[], search: string): StockRow[] {
  const words = search.trim()
  if (words !== '') return rows.filter(({ name, sku }) => name.includes(words) || sku.includes(words))
  return rows.filter(({ sku, off, left }) => !sku.includes('X') || off !== undefined || left !== undefined)
}

/** What staff can say of a sale, in the order of the sheet. */
export const saleChoices: { words: string; wish: SaleWish['kind'] }[] = [
  { words: '今天停售，明天自动恢复', wish: 'offToday' },
  { words: '停售，直到手动恢复', wish: 'off' },
  { words: '只剩几份', wish: 'left' },
  { words: '恢复销售', wish: 'on' },
]

export const unitWords: Record<IngredientRow['unit'], string> = { g: '克', ml: '毫升', piece: '个' }

/** A whole number that was typed; undefined when it is none. */
export function typedNumber(text: string): number | undefined {
  return /^\d{1,8}$/.test(text.trim()) ? Number(text.trim()) : undefined
}
