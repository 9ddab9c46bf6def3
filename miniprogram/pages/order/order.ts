import type { OrderView } from '@yundian/contract'
import type { PayWay } from '@yundian/domain'
import { orderAgain } from '../../cart'
import { choicesOf } from '../../cartLines'
import { askDiner, Unanswered, untilAnswered } from '../../services/house'
import { type ChosenParts, payInParts, waitForPayment, waitsAfter } from '../../services/ordering'
import { shelf, shelfReady } from '../../services/shelf'
import { type PriceView, priceView } from '../../views/money'
import { countdown, isOver, type OrderScreen, orderScreen } from '../../views/orderView'
import { explain, refusedAs } from '../../wording'

const pollMs = 3000

Page({
  data: {
    order: null as OrderScreen | null,
    failure: '',
    stale: false,
    timeLeft: '',
    /** What is left to pay after points and stored value. */
    due: null as PriceView | null,
    busy: '',
  },

  id: '',
  lines: [] as OrderView['lines'],
  payUntil: 0,
  parts: { points: false, value: false, dueFen: 0 } as ChosenParts,
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

  onParts({ detail }: WechatMiniprogram.CustomEvent<ChosenParts>) {
    this.parts = detail
    this.setData({ due: priceView(detail.dueFen) })
  },

  async payNow() {
    if (this.data.busy) return
    this.setData({ busy: '正在付款…' })
    try {
      const outcome = await payInParts(this.id, this.parts, this.data.order?.parts !== undefined)
      this.setData({ busy: '正在确认支付…' })
      const seen = await waitForPayment(this.id, waitsAfter[outcome])
      if (seen) this.show(seen)
      if (seen?.status === 'paid') wx.redirectTo({ url: `/pages/paid/paid?order=${this.id}&outcome=ok` })
    } catch (error) {
      await this.refresh()
      await this.offerOtherWays(error)
    } finally {
      this.setData({ busy: '' })
    }
  },

  /** Nobody is left before a payment that does not work without being told what else he can do. */
  async offerOtherWays(error: unknown) {
    if (!refusedAs(error, 'payment_unavailable')) return wx.showToast({ title: explain(error), icon: 'none' })
    const way = await chooseWay(error.details.next)
    this.setData({ busy: '' })
    if (way === 'counter') {
      await wx.showModal({
        title: '到收银台付款',
        content: `请告诉店员取餐号 ${this.data.order?.number ?? ''}，现金和付款码都可以`,
        showCancel: false,
        confirmColor: '#D2301A',
      })
    }
    if (way === 'value') this.selectComponent('#pay-parts')?.use('value')
    if (way === 'again' || way === 'value') await this.payNow()
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

/** @returns undefined when the diner turned back */
async function chooseWay(next: readonly PayWay[]): Promise<'again' | 'value' | 'counter' | undefined> {
  const ways = (['again', 'value', 'counter'] as const).filter((way) => way === 'again' || next.includes(way))
  try {
    const { tapIndex } = await wx.showActionSheet({
      alertText: '暂时付不了款，换个方式？',
      itemList: ways.map((way) => wayWords[way]),
    })
    return ways[tapIndex]
  } catch {
    return undefined
  }
}

const wayWords = { again: '再试一次', value: '用储值余额付', counter: '到收银台付款' } as const

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
