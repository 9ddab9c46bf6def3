import type { OrderView } from '@yundian/contract'
import { orderAgain } from '../../cart'
import { choicesOf } from '../../cartLines'
import { askDiner, Unanswered, untilAnswered } from '../../services/house'
import { pay, waitForPayment, waitsAfter } from '../../services/ordering'
import { shelf, shelfReady } from '../../services/shelf'
import { countdown, isOver, type OrderScreen, orderScreen } from '../../views/orderView'
import { explain } from '../../wording'

const pollMs = 3000

Page({
  data: {
    order: null as OrderScreen | null,
    failure: '',
    stale: false,
    timeLeft: '',
    busy: '',
  },

  id: '',
  lines: [] as OrderView['lines'],
  payUntil: 0,
  poller: 0,
  ticker: 0,

  onLoad({ order = '' }: { order?: string }) {
    this.id = order
  },

  onShow() {
    this.refresh()
    this.poller = setInterval(() => this.refresh(), pollMs)
    this.ticker = setInterval(() => this.tick(), 1000)
  },

  onHide() {
    this.rest()
  },

  onUnload() {
    this.rest()
  },

  async onPullDownRefresh() {
    await this.refresh()
    wx.stopPullDownRefresh()
  },

  rest() {
    clearInterval(this.poller)
    clearInterval(this.ticker)
  },

  async refresh() {
    try {
      const [order] = await Promise.all([askDiner('openOrder', { order: this.id }), shelfReady()])
      this.show(order)
    } catch (error) {
      if (this.data.order) this.setData({ stale: error instanceof Unanswered })
      else this.setData({ failure: explain(error) })
    }
  },

  show(seen: OrderView) {
    this.payUntil = Date.now() + seen.msToPay
    this.lines = seen.lines
    const order = orderScreen(seen, shelf.get().hostingUrl)
    if (JSON.stringify(order) !== JSON.stringify(this.data.order)) this.setData({ order })
    if (this.data.stale || this.data.failure) this.setData({ stale: false, failure: '' })
    this.tick()
    if (isOver(seen.status)) this.rest()
  },

  tick() {
    if (!this.data.order?.mayPay) return
    const timeLeft = countdown(this.payUntil - Date.now())
    if (timeLeft !== this.data.timeLeft) this.setData({ timeLeft })
  },

  async payNow() {
    if (this.data.busy) return
    this.setData({ busy: '正在付款…' })
    try {
      const outcome = await pay(this.id)
      this.setData({ busy: '正在确认支付…' })
      const seen = await waitForPayment(this.id, waitsAfter[outcome])
      if (seen) this.show(seen)
      if (seen?.status === 'paid') wx.redirectTo({ url: `/pages/paid/paid?order=${this.id}&outcome=ok` })
    } catch (error) {
      wx.showToast({ title: explain(error), icon: 'none' })
      await this.refresh()
    } finally {
      this.setData({ busy: '' })
    }
  },

  async cancel() {
    if (this.data.busy) return
    const { confirm } = await wx.showModal({
      title: '取消这个订单？',
      content: '取消后为你留的菜会让给别人',
      cancelText: '再想想',
      confirmText: '取消订单',
      confirmColor: '#D2301A',
    })
    if (!confirm) return
    this.setData({ busy: '正在取消…' })
    try {
      this.show(await askDiner('cancelOrder', { order: this.id }))
    } catch (error) {
      wx.showToast({ title: explain(error), icon: 'none' })
      await this.refresh()
    } finally {
      this.setData({ busy: '' })
    }
  },

  async askRefund() {
    if (this.data.busy) return
    const reason = await chooseReason()
    if (!reason) return
    this.setData({ busy: '正在申请…' })
    try {
      // One wish an order: sent again, it is the same.
      const request = { order: this.id, requestKey: `diner-${this.id}`, reason }
      this.show(await untilAnswered(() => askDiner('askRefund', request)))
    } catch (error) {
      wx.showToast({ title: explain(error), icon: 'none' })
      await this.refresh()
    } finally {
      this.setData({ busy: '' })
    }
  },

  copyId() {
    wx.setClipboardData({ data: this.id })
  },

  backToMenu() {
    wx.switchTab({ url: '/pages/menu/menu' })
  },

  again() {
    if (orderAgain(choicesOf(this.lines))) wx.showToast({ title: '有的菜今天没有了，其余已加入购物车', icon: 'none' })
    wx.switchTab({ url: '/pages/menu/menu' })
  },
})

const reasons = ['点错了', '等太久了', '菜品有问题', '其他原因']

/** @returns undefined when the diner turned back */
async function chooseReason(): Promise<string | undefined> {
  try {
    const { tapIndex } = await wx.showActionSheet({ alertText: '为什么要退款？', itemList: reasons })
    return reasons[tapIndex]
  } catch {
    return undefined
  }
}
