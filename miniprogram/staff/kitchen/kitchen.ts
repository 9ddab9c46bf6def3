import type { KitchenOrder, StaffRequest } from '@yundian/contract'
import { askStaff, Unanswered, untilAnswered } from '../../services/house'
import { explain, refusedAs } from '../../wording'
import { callWords } from '../tables/floor'
import { dueMoves, type PendingMove, type PendingMoves, tapCard, without } from './pendingMoves'
import { chooseRefund, confirmRefund, refundKey } from './refundChoice'
import { type Column, kitchenColumns } from './ticket'

const pollMs = 3000

Page({
  data: {
    state: 'loading' as 'loading' | 'ready' | 'failed',
    failure: '',
    offline: false,
    /** Tables that ring for somebody: `A5 催菜 · B1 买单`. */
    calls: '',
    tab: 'paid' as Column['id'],
    columns: kitchenColumns([], {}, 0),
  },

  orders: [] as KitchenOrder[],
  moves: {} as PendingMoves,
  /** The cloud's clock minus the tablet's, in ms. */
  skew: 0,
  /** Counts what was sent and answered: a poll that overlaps a send knows less than the screen. */
  turns: 0,
  poller: 0,
  ticker: 0,

  onLoad() {
    wx.setKeepScreenOn({ keepScreenOn: true })
  },

  onShow() {
    this.refresh()
    this.poller = setInterval(() => this.refresh(), pollMs)
    this.ticker = setInterval(() => this.tick(), 1000)
  },

  onHide() {
    this.leave()
  },

  onUnload() {
    this.leave()
    wx.setKeepScreenOn({ keepScreenOn: false })
  },

  /** Whoever walks away has decided: what is planned is sent. */
  leave() {
    clearInterval(this.poller)
    clearInterval(this.ticker)
    const planned = Object.entries(this.moves)
    this.moves = {}
    for (const [id, move] of planned) this.send(id, move)
  },

  async refresh() {
    try {
      const turn = this.turns
      const { orders, calls, name, now } = await askStaff('openKitchen', {})
      this.showCalls(calls.map(({ table, kind }) => `${table} ${callWords[kind]}`).join(' · '))
      this.skew = now - Date.now()
      if (turn === this.turns) this.take(orders)
      if (this.data.state !== 'ready') wx.setNavigationBarTitle({ title: `后厨 · ${name}` })
      if (this.data.state !== 'ready' || this.data.offline) this.setData({ state: 'ready', offline: false })
      this.draw()
    } catch (error) {
      if (this.data.state === 'ready') this.setData({ offline: error instanceof Unanswered })
      else this.setData({ state: 'failed', failure: explain(error) })
    }
  },

  /** A new ring is felt. */
  showCalls(calls: string) {
    if (calls === this.data.calls) return
    if (calls.length > this.data.calls.length && this.data.state === 'ready') wx.vibrateLong()
    this.setData({ calls })
  },

  take(orders: KitchenOrder[]) {
    const known = new Set(this.orders.map(({ id }) => id))
    const isNew = orders.some(({ id, status }) => status === 'paid' && !known.has(id))
    if (isNew && this.data.state === 'ready') wx.vibrateLong()
    this.orders = orders
  },

  tick() {
    for (const [id, move] of dueMoves(this.moves, this.now())) {
      this.moves = without(this.moves, id)
      this.send(id, move)
    }
    this.draw()
  },

  now() {
    return Date.now() + this.skew
  },

  /** Sends the columns that look different now. */
  draw() {
    const columns = kitchenColumns(this.orders, this.moves, this.now())
    const changes: Record<string, Column> = {}
    columns.forEach((column, at) => {
      if (JSON.stringify(column) !== JSON.stringify(this.data.columns[at])) changes[`columns[${at}]`] = column
    })
    if (Object.keys(changes).length > 0) this.setData(changes)
  },

  openStock() {
    wx.navigateTo({ url: '/staff/stock/stock' })
  },

  openTab({ currentTarget }: WechatMiniprogram.TouchEvent) {
    this.setData({ tab: currentTarget.dataset.tab as Column['id'] })
  },

  tapTicket({ currentTarget }: WechatMiniprogram.TouchEvent) {
    const order = this.orders.find(({ id }) => id === currentTarget.dataset.id)
    if (!order) return
    const { moves, sendNow } = tapCard(this.moves, order, this.now())
    this.moves = moves
    wx.vibrateShort({ type: 'light' })
    if (sendNow) this.send(order.id, sendNow)
    this.draw()
  },

  undo({ currentTarget }: WechatMiniprogram.TouchEvent) {
    this.moves = without(this.moves, String(currentTarget.dataset.id))
    this.draw()
  },

  /** Keeps a tap beside the answers of a refund from moving the ticket. */
  noTap() {},

  async decline({ currentTarget }: WechatMiniprogram.TouchEvent) {
    const order = String(currentTarget.dataset.id)
    await this.act(order, () => askStaff('declineRefund', { order }))
  },

  async refundWhole({ currentTarget }: WechatMiniprogram.TouchEvent) {
    const id = String(currentTarget.dataset.id)
    const order = this.orders.find((each) => each.id === id)
    if (order && (await confirmRefund(order, '整单'))) await this.refund(order, { kind: 'whole' })
  },

  /** A long press gives back a portion, or everything. */
  async chooseRefund({ currentTarget }: WechatMiniprogram.TouchEvent) {
    const order = this.orders.find(({ id }) => id === currentTarget.dataset.id)
    const choice = order && (await chooseRefund(order))
    if (order && choice && (await confirmRefund(order, choice.words))) await this.refund(order, choice.wish)
  },

  async refund(order: KitchenOrder, wish: StaffRequest<'refundOrder'>['wish']) {
    const requestKey = refundKey(order, wish)
    await this.act(order.id, () => askStaff('refundOrder', { order: order.id, requestKey, wish, reason: '' }))
  },

  async act(id: string, ask: () => Promise<KitchenOrder>) {
    this.turns += 1
    try {
      this.replace(id, await untilAnswered(ask))
      this.turns += 1
    } catch (error) {
      wx.showToast({ title: explain(error), icon: 'none' })
      this.turns += 1
      await this.refresh()
    }
  },

  async send(id: string, { to }: PendingMove) {
    this.turns += 1
    this.replace(id, { status: to })
    try {
      const order = await untilAnswered<KitchenOrder>(() =>
        to === 'cooking' ? askStaff('acceptOrder', { order: id }) : askStaff('advanceOrder', { order: id, to }),
      )
      this.replace(id, order)
      this.turns += 1
    } catch (error) {
      // Another screen was faster, or an earlier try arrived without its answer: the order is where it should be.
      if (!refusedAs(error, 'wrong_status')) wx.showToast({ title: explain(error), icon: 'none' })
      this.turns += 1
      await this.refresh()
    }
  },

  replace(id: string, changes: Partial<KitchenOrder>) {
    this.orders = this.orders.map((order) => (order.id === id ? { ...order, ...changes } : order))
    this.draw()
  },
})
