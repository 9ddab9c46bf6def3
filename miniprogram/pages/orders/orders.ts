import type { OrderView } from '@yundian/contract'
import { language } from '../../language'
import { askDiner } from '../../services/house'
import { shelf, shelfReady } from '../../services/shelf'
import { type OrderRow, orderRow } from '../../views/orderRow'
import { explain } from '../../wording'
import { ordersWords } from '../../words/ordersWords'

Page({
  data: {
    state: 'loading' as 'loading' | 'ready' | 'failed',
    t: ordersWords[language.get()],
    failure: '',
    orders: [] as OrderRow[],
    more: false,
    loadingMore: false,
  },

  /** `placedAt` of the oldest order on the page. */
  oldest: 0,

  onShow() {
    this.setData({ t: ordersWords[language.get()] })
    this.refresh()
  },

  async onPullDownRefresh() {
    await this.refresh()
    wx.stopPullDownRefresh()
  },

  async onReachBottom() {
    if (!this.data.more || this.data.loadingMore) return
    this.setData({ loadingMore: true })
    try {
      const { orders, more } = await askDiner('myOrders', { before: this.oldest })
      const at = this.data.orders.length
      const added = this.rowsOf(orders).map((row, index) => [`orders[${at + index}]`, row] as const)
      this.setData({ ...Object.fromEntries(added), more })
    } catch (error) {
      wx.showToast({ title: explain(error), icon: 'none' })
    } finally {
      this.setData({ loadingMore: false })
    }
  },

  async refresh() {
    if (this.data.state === 'failed') this.setData({ state: 'loading' })
    try {
      const [{ orders, more }] = await Promise.all([askDiner('myOrders', {}), shelfReady()])
      this.setData({ state: 'ready', orders: this.rowsOf(orders), more })
    } catch (error) {
      if (this.data.state === 'ready') wx.showToast({ title: explain(error), icon: 'none' })
      else this.setData({ state: 'failed', failure: explain(error) })
    }
  },

  rowsOf(orders: OrderView[]): OrderRow[] {
    const last = orders[orders.length - 1]
    if (last) this.oldest = last.placedAt
    return orders.map((order) => orderRow(order, shelf.get().hostingUrl))
  },

  openOrder({ currentTarget }: WechatMiniprogram.TouchEvent) {
    wx.navigateTo({ url: `/pages/order/order?order=${currentTarget.dataset.id}` })
  },

  backToMenu() {
    wx.switchTab({ url: '/pages/menu/menu' })
  },
})
