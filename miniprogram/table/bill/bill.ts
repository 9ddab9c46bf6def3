import type { BillView, DinerRequest } from '@yundian/contract'
import { askDiner, untilAnswered } from '../../services/house'
import { pay, waitForPayment, waitsAfter } from '../../services/ordering'
import { type BillScreen, billScreen } from '../../views/billScreen'
import { explain, refusedAs } from '../../wording'

/** What the others at the table do is looked at so often while the page is open. */
const refreshMs = 3000

type Way = DinerRequest<'splitBill'>['split']['kind']

Page({
  data: {
    state: 'loading' as 'loading' | 'ready' | 'failed',
    failure: '',
    bill: null as BillScreen | null,
    /** Another way to divide is being chosen, though the bill is divided. */
    choosing: false,
    way: 'whole' as Way,
    among: 2,
    busy: false,
  },

  sitting: '',
  view: undefined as BillView | undefined,
  timer: 0,

  onLoad({ sitting = '' }: { sitting?: string }) {
    this.sitting = sitting
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
  },

  async onPullDownRefresh() {
    await this.refresh()
    wx.stopPullDownRefresh()
  },

  async refresh() {
    try {
      this.show(await askDiner('openBill', { sitting: this.sitting }))
    } catch (error) {
      if (this.data.state !== 'ready') this.setData({ state: 'failed', failure: explain(error) })
    }
  },

  show(view: BillView) {
    const first = this.view === undefined
    this.view = view
    const people = Math.max(2, view.people)
    this.setData({ state: 'ready', bill: billScreen(view), ...(first ? { among: people } : {}) })
    if (view.begun || view.closed) this.setData({ choosing: false })
  },

  chooseWay({ currentTarget }: WechatMiniprogram.TouchEvent) {
    this.setData({ way: currentTarget.dataset.way as Way })
  },

  fewer() {
    this.setData({ among: Math.max(2, this.data.among - 1) })
  },

  more() {
    this.setData({ among: Math.min(20, this.data.among + 1) })
  },

  chooseAgain() {
    this.setData({ choosing: true })
  },

  /** Divides the bill; who pays all of it goes on to the payment at once. */
  divide() {
    const { way, among } = this.data
    void this.busily(async () => {
      const split = way === 'evenly' ? { kind: way, among } : { kind: way }
      const expectedTotal = this.view?.totalFen ?? 0
      const view = await untilAnswered(() => askDiner('splitBill', { sitting: this.sitting, split, expectedTotal }))
      this.setData({ choosing: false })
      this.show(view)
      if (way === 'whole' && view.bill) await this.pay(view.bill, 's1', false)
    })
  },

  payShare({ currentTarget }: WechatMiniprogram.TouchEvent) {
    const { share, over } = currentTarget.dataset
    const bill = this.view?.bill
    if (bill) void this.busily(() => this.pay(bill, String(share), over === true))
  },

  async pay(bill: string, share: string, takeOver: boolean) {
    const claim = { sitting: this.sitting, bill, share, takeOver }
    const order = await untilAnswered(() => askDiner('payShare', claim))
    const outcome = await pay(order.id)
    const seen = await waitForPayment(order.id, waitsAfter[outcome])
    if (seen && seen.status !== 'placed') {
      wx.vibrateShort({ type: 'light' })
      wx.showToast({ title: '已付款', icon: 'success' })
    }
  },

  /** One thing at a time; what was refused is said, and the bill is looked at again. */
  async busily(act: () => Promise<void>) {
    if (this.data.busy) return
    this.setData({ busy: true })
    try {
      await act()
    } catch (error) {
      const changed = refusedAs(error, 'total_changed') || refusedAs(error, 'bill_changed')
      wx.showToast({ title: changed ? '账单有变化，请看一眼再付' : explain(error), icon: 'none' })
    } finally {
      this.setData({ busy: false })
      await this.refresh()
    }
  },

  backToTable() {
    wx.navigateBack()
  },
})
