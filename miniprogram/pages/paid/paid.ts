import type { OrderView } from '@yundian/contract'
import { type PhoneOutcome, pay, waitForPayment, waitsAfter } from '../../services/ordering'
import { shelf } from '../../services/shelf'
import { countdown, type OrderScreen, orderScreen } from '../../views/orderView'
import { explain } from '../../wording'

/** 'asking': nobody knows yet; 'unpaid': no money came; 'unsure': the phone says paid, or the house did not answer. */
type PaymentState = 'asking' | 'paid' | 'unpaid' | 'unsure' | 'over'

Page({
  data: {
    state: 'asking' as PaymentState,
    phoneSaysPaid: false,
    order: null as OrderScreen | null,
    timeLeft: '',
    paying: false,
  },

  order: '',
  payUntil: 0,
  timer: 0,

  onLoad({ order = '', outcome = 'failed' }: { order?: string; outcome?: PhoneOutcome }) {
    this.order = order
    this.ask(outcome)
  },

  onUnload() {
    clearInterval(this.timer)
  },

  async ask(outcome: PhoneOutcome) {
    this.setData({ state: 'asking', phoneSaysPaid: outcome === 'ok' })
    try {
      const seen = await waitForPayment(this.order, waitsAfter[outcome])
      if (seen) this.show(seen)
      else this.setData({ state: 'unsure' })
    } catch (error) {
      this.setData({ state: 'unsure' })
      wx.showToast({ title: explain(error), icon: 'none' })
    }
  },

  show(seen: OrderView) {
    const state = stateOf(seen, this.data.phoneSaysPaid)
    this.payUntil = Date.now() + seen.msToPay
    this.setData({ state, order: orderScreen(seen, shelf.get().hostingUrl), timeLeft: countdown(seen.msToPay) })
    clearInterval(this.timer)
    if (state === 'unpaid') this.timer = setInterval(() => this.tick(), 1000)
    if (state === 'paid') wx.vibrateShort({ type: 'light' })
  },

  tick() {
    const left = this.payUntil - Date.now()
    this.setData({ timeLeft: countdown(left) })
    if (left <= 0) {
      clearInterval(this.timer)
      this.openOrder()
    }
  },

  askAgain() {
    this.ask(this.data.phoneSaysPaid ? 'ok' : 'failed')
  },

  async payAgain() {
    if (this.data.paying) return
    this.setData({ paying: true })
    try {
      await this.ask(await pay(this.order))
    } catch (error) {
      wx.showToast({ title: explain(error), icon: 'none' })
      await this.ask('cancelled')
    } finally {
      this.setData({ paying: false })
    }
  },

  openOrder() {
    wx.redirectTo({ url: `/pages/order/order?order=${this.order}` })
  },

  backToMenu() {
    wx.switchTab({ url: '/pages/menu/menu' })
  },
})

function stateOf({ status }: OrderView, phoneSaysPaid: boolean): PaymentState {
  if (status === 'placed') return phoneSaysPaid ? 'unsure' : 'unpaid'
  return status === 'cancelled' || status === 'refunded' ? 'over' : 'paid'
}
