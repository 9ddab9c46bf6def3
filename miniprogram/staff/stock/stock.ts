import type { IngredientRow, SaleWish, StockRow } from '@yundian/contract'
import { askStaff, untilAnswered } from '../../services/house'
import { explain } from '../../wording'
import { rowsFor, type SaleView, saleChoices, saleView, typedNumber, unitWords } from './stockRows'

/** What is done with an ingredient, in the order of the sheet. */
const ingredientActs = [
  { words: '到货入库', action: 'receiveDelivery', ask: '到货数量' },
  { words: '报损', action: 'recordWaste', ask: '报损数量' },
  { words: '盘点', action: 'takeStock', ask: '实际数量' },
] as const

Page({
  data: {
    state: 'loading' as 'loading' | 'ready' | 'failed',
    failure: '',
    tab: 'dishes' as 'dishes' | 'ingredients',
    search: '',
    rows: [] as SaleView[],
    ingredients: [] as (IngredientRow & { unitWords: string; isLow: boolean })[],
  },

  all: [] as StockRow[],

  onShow() {
    this.refresh()
  },

  async refresh() {
    try {
      const { rows, ingredients } = await askStaff('openStock', {})
      this.all = rows
      this.setData({ state: 'ready', ingredients: ingredients.map(ingredientView) })
      this.showRows()
    } catch (error) {
      this.setData({ state: 'failed', failure: explain(error) })
    }
  },

  showRows() {
    this.setData({ rows: rowsFor(this.all, this.data.search).map(saleView) })
  },

  typeSearch({ detail }: WechatMiniprogram.Input) {
    this.setData({ search: detail.value })
    this.showRows()
  },

  openTab({ currentTarget }: WechatMiniprogram.TouchEvent) {
    this.setData({ tab: currentTarget.dataset.tab as 'dishes' | 'ingredients' })
  },

  /** One tap: off until tomorrow, or back on. */
  switchSale({ currentTarget }: WechatMiniprogram.TouchEvent) {
    const { sku, off } = currentTarget.dataset as { sku: string; off: boolean }
    this.setSale(sku, { kind: off ? 'on' : 'offToday' })
  },

  async chooseSale({ currentTarget }: WechatMiniprogram.TouchEvent) {
    const { tapIndex } = await sheet(saleChoices.map(({ words }) => words))
    const choice = saleChoices[tapIndex]
    if (!choice) return
    if (choice.wish !== 'left') return this.setSale(String(currentTarget.dataset.sku), { kind: choice.wish })
    const left = await askNumber('还剩几份？')
    if (left !== undefined) this.setSale(String(currentTarget.dataset.sku), { kind: 'left', left })
  },

  async setSale(sku: string, wish: SaleWish) {
    const requestKey = newKey()
    try {
      const row = await untilAnswered(() => askStaff('setSale', { sku, requestKey, wish }))
      this.all = this.all.map((other) => (other.sku === sku ? row : other))
      this.showRows()
    } catch (error) {
      wx.showToast({ title: explain(error), icon: 'none' })
    }
  },

  async chooseAct({ currentTarget }: WechatMiniprogram.TouchEvent) {
    const ingredient = String(currentTarget.dataset.ingredient)
    const { tapIndex } = await sheet(ingredientActs.map(({ words }) => words))
    const act = ingredientActs[tapIndex]
    const number = act && (await askNumber(act.ask))
    if (!act || number === undefined) return
    const requestKey = newKey()
    const reason = act.words
    try {
      await untilAnswered(() => {
        if (act.action === 'takeStock')
          return askStaff('takeStock', { ingredient, requestKey, counted: number, reason })
        if (act.action === 'recordWaste')
          return askStaff('recordWaste', { ingredient, requestKey, quantity: number, reason })
        return askStaff('receiveDelivery', { ingredient, requestKey, quantity: number })
      })
      await this.refresh()
    } catch (error) {
      wx.showToast({ title: explain(error), icon: 'none' })
    }
  },
})

function ingredientView(row: IngredientRow) {
  return { ...row, unitWords: unitWords[row.unit], isLow: row.left <= row.lowAt }
}

/** The place of what was tapped; -1 when the sheet was left. */
async function sheet(itemList: string[]): Promise<{ tapIndex: number }> {
  try {
    return await wx.showActionSheet({ itemList })
  } catch {
    return { tapIndex: -1 }
  }
}

async function askNumber(title: string): Promise<number | undefined> {
  const { confirm, content } = await wx.showModal({ title, editable: true, placeholderText: '整数' })
  if (!confirm) return undefined
  const number = typedNumber(content ?? '')
  if (number === undefined) wx.showToast({ title: '请填一个整数', icon: 'none' })
  return number
}

function newKey(): string {
  return `s${Date.now().toString(36)}${Math.random().toString(36).slice(2, 12)}`
}
