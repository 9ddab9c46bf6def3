import type { BatchView } from '@yundian/contract'
import { type CallKind, linesOn, priceMeal } from '@yundian/domain'
import { cart, changeQuantity } from '../../cart'
import { circumstances } from '../../circumstances'
import { shelf, shelfReady } from '../../services/shelf'
import { type AtTable, atTable, flush, look, orderTable, ring } from '../../services/table'
import { cartView, emptyCartView, ownFace } from '../../views/cartView'
import { type Face, facesOf } from '../../views/faces'
import { priceView } from '../../views/money'
import { batchRows, bellsOf, orderedFen, paysLater } from '../../views/tableScreen'
import { explain } from '../../wording'

/** What was ordered is looked at so often while the page is open; the cart itself is watched. */
const refreshMs = 5000

Page({
  data: {
    ready: false,
    failure: '',
    table: '',
    people: 0,
    code: '',
    faces: [] as Face[],
    offline: false,
    bells: bellsOf({ calls: [] }),
    /** Whether only one's own dishes are shown and ordered. */
    mine: false,
    cart: emptyCartView,
    batches: [] as ReturnType<typeof batchRows>,
    ordered: priceView(0),
    later: false,
    remark: '',
    busy: false,
  },

  batches: [] as BatchView[],
  timer: 0,
  stops: [] as (() => void)[],

  async onLoad() {
    await shelfReady()
    this.stops = [atTable.subscribe((now) => this.show(now)), cart.subscribe(() => this.showCart())]
  },

  onShow() {
    void this.refresh()
    this.timer = setInterval(() => void this.refresh(), refreshMs)
  },

  onHide() {
    clearInterval(this.timer)
  },

  onUnload() {
    clearInterval(this.timer)
    for (const stop of this.stops) stop()
  },

  async onPullDownRefresh() {
    await this.refresh()
    wx.stopPullDownRefresh()
  },

  async refresh() {
    try {
      const reply = await look()
      if (!reply) return
      this.batches = reply.batches
      this.show(atTable.get())
    } catch (error) {
      if (!this.data.ready) this.setData({ failure: explain(error) })
    }
  },

  show(now: AtTable | undefined) {
    if (!now) return this.setData({ ready: false, failure: '这一桌已经结束用餐' })
    const { table } = now.cart
    const { menu, hostingUrl } = shelf.get()
    this.setData({
      ready: true,
      failure: '',
      table: table.table,
      people: table.people,
      code: now.code.digits,
      faces: Object.values(facesOf(table.members, table.me)),
      offline: now.offline,
      bells: bellsOf(table),
      batches: batchRows(this.batches, table, hostingUrl),
      ordered: priceView(orderedFen(this.batches)),
      later: paysLater(menu),
    })
    this.showCart()
  },

  showCart() {
    const { menu, hostingUrl } = shelf.get()
    const here = atTable.get()?.cart.table
    if (!menu || !here) return
    const known = facesOf(here.members, here.me)
    const faces = known[here.me] ? { ...known, [ownFace]: known[here.me] as Face } : known
    const lines = cart.get().filter(({ owner }) => !this.data.mine || owner === undefined)
    this.setData({ cart: cartView(menu, lines, circumstances(), hostingUrl, faces) })
  },

  showAll() {
    this.setData({ mine: false })
    this.showCart()
  },

  showMine() {
    this.setData({ mine: true })
    this.showCart()
  },

  less({ currentTarget }: WechatMiniprogram.TouchEvent) {
    changeQuantity(String(currentTarget.dataset.key), -1)
  },

  more({ currentTarget }: WechatMiniprogram.TouchEvent) {
    const refused = changeQuantity(String(currentTarget.dataset.key), 1)
    if (refused) wx.showToast({ title: explain(refused), icon: 'none' })
  },

  writeRemark({ detail }: WechatMiniprogram.Input) {
    this.setData({ remark: detail.value })
  },

  /** Orders what is on the screen; what was said without a network is sent before. */
  async order() {
    if (this.data.busy || this.data.cart.count === 0) return
    this.setData({ busy: true })
    try {
      if (!(await flush())) throw new Error('unsent')
      const reply = await orderTable(this.request())
      this.setData({ remark: '' })
      wx.showToast({ title: this.data.later ? '已下单，后厨开始准备' : '已下单', icon: 'none' })
      if (reply.order.status === 'placed') wx.navigateTo({ url: `/pages/order/order?order=${reply.order.id}` })
      await this.refresh()
    } catch (error) {
      const unsent = (error as Error).message === 'unsent'
      wx.showToast({ title: unsent ? '网络不太好，还有菜没同步到本桌，请稍候再下单' : explain(error), icon: 'none' })
    } finally {
      this.setData({ busy: false })
    }
  },

  request(): Parameters<typeof orderTable>[0] {
    const { menu } = shelf.get()
    const here = atTable.get()
    if (!menu || !here) throw new Error('no table')
    const { table } = here.cart
    const lines = linesOn(here.cart)
      .filter(({ quantity, owner }) => quantity > 0 && (!this.data.mine || owner === table.me))
      .map(({ owner, choice, quantity, edits }) => ({ owner, choice, quantity, edits }))
    const requests = lines.map(({ choice, quantity }) => ({ ...choice, quantity }))
    const { sitting, store, round, people } = table
    const remark = this.data.remark.trim()
    return {
      sitting,
      store,
      table: table.table,
      round,
      people,
      menuVersion: menu.version,
      lines,
      ...(remark === '' ? {} : { remark }),
      expectedTotal: priceMeal(menu, requests, circumstances()).totalFen,
    }
  },

  async ringBell({ currentTarget }: WechatMiniprogram.TouchEvent) {
    try {
      await ring(currentTarget.dataset.kind as CallKind)
      wx.showToast({ title: '已通知服务员', icon: 'none' })
    } catch (error) {
      wx.showToast({ title: explain(error), icon: 'none' })
    }
  },

  openBill() {
    const sitting = atTable.get()?.cart.table.sitting
    if (sitting) wx.navigateTo({ url: `/table/bill/bill?sitting=${sitting}` })
  },

  openOrder({ currentTarget }: WechatMiniprogram.TouchEvent) {
    wx.navigateTo({ url: `/pages/order/order?order=${currentTarget.dataset.order}` })
  },

  backToMenu() {
    wx.switchTab({ url: '/pages/menu/menu' })
  },
})
