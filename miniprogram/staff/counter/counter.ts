import type { CounterOrder } from '@yundian/contract'
import type { PayChannelName } from '@yundian/domain'
import { askStaff, Unanswered, untilAnswered } from '../../services/house'
import { type PriceView, priceView } from '../../views/money'
import { explain, refusedAs } from '../../wording'
import { codePicture } from './codePicture'
import { type CounterRow, channelWords, countdown, counterRow, counterWords, waysOf } from './counterView'
import { channelOfCode } from './payerCode'

const listEveryMs = 4000
const askEveryMs = 2000

/** Where the taking of one order's money stands. */
type Step = 'choose' | 'working' | 'password' | 'code' | 'taken' | 'failed'

Page({
  data: {
    state: 'loading' as 'loading' | 'ready' | 'failed',
    failure: '',
    offline: false,
    rows: [] as CounterRow[],
    ways: waysOf([]),
    /** The order whose money is being taken. */
    chosen: undefined as CounterRow | undefined,
    step: 'choose' as Step,
    /** Why it failed, or by what it was paid. */
    words: '',
    due: undefined as PriceView | undefined,
    picture: '',
    shownFor: '',
  },

  orders: [] as CounterOrder[],
  /** The cloud's clock minus this device's, in ms. */
  skew: 0,
  shownUntil: 0,
  poller: 0,
  asker: 0,
  ticker: 0,

  onShow() {
    wx.setKeepScreenOn({ keepScreenOn: true })
    this.refresh()
    this.poller = setInterval(() => this.refresh(), listEveryMs)
    this.asker = setInterval(() => this.askOn(), askEveryMs)
    this.ticker = setInterval(() => this.draw(), 1000)
  },

  onHide() {
    this.leave()
  },

  onUnload() {
    this.leave()
    wx.setKeepScreenOn({ keepScreenOn: false })
  },

  leave() {
    for (const timer of [this.poller, this.asker, this.ticker]) clearInterval(timer)
  },

  async refresh() {
    try {
      const { orders, channels, now } = await askStaff('openCounter', {})
      this.skew = now - Date.now()
      this.orders = orders
      if (this.data.state !== 'ready' || this.data.offline) {
        this.setData({ state: 'ready', offline: false, ways: waysOf(channels) })
      }
      this.draw()
    } catch (error) {
      if (this.data.state === 'ready') this.setData({ offline: error instanceof Unanswered })
      else this.setData({ state: 'failed', failure: explain(error) })
    }
  },

  now() {
    return Date.now() + this.skew
  },

  draw() {
    const rows = this.orders.map((order) => counterRow(order, this.now())).filter(({ left }) => left !== '')
    if (JSON.stringify(rows) !== JSON.stringify(this.data.rows)) this.setData({ rows })
    if (this.data.step !== 'code') return
    const shownFor = countdown(this.shownUntil - this.now())
    this.setData({ shownFor })
    if (shownFor === '') this.setData({ step: 'failed', words: '收款码过期了，没有收到钱', picture: '' })
  },

  choose({ currentTarget }: WechatMiniprogram.TouchEvent) {
    const order = this.orders.find(({ id }) => id === currentTarget.dataset.id)
    if (!order) return
    const chosen = counterRow(order, this.now())
    this.setData({ chosen, due: priceView(order.dueFen), step: 'choose', words: '', picture: '' })
    // Somebody may have begun already, here or on the phone.
    if (order.channel === 'wechatCode' || order.channel === 'alipayCode') this.setData({ step: 'password' })
  },

  back() {
    this.setData({ chosen: undefined, step: 'choose', picture: '' })
    this.refresh()
  },

  otherWay() {
    this.setData({ step: 'choose', words: '', picture: '' })
  },

  async takeCash() {
    const { confirm } = await wx.showModal({ title: '收到现金了吗？', content: this.sum(), confirmText: '收到了' })
    if (confirm) await this.take('cash')
  },

  async scan() {
    const code = await scanned()
    if (code === undefined) return
    const channel = channelOfCode(code)
    if (channel) await this.take(channel, code)
    else this.fail('这不是微信或支付宝的付款码')
  },

  sum() {
    const { due } = this.data
    return due ? `¥${due.yuan}${due.fen}` : ''
  },

  async take(channel: 'cash' | 'wechatCode' | 'alipayCode', code?: string) {
    const { chosen } = this.data
    if (!chosen) return
    this.setData({ step: 'working' })
    try {
      const input = { order: chosen.id, channel, ...(code === undefined ? {} : { code }) }
      this.show(chosen.id, await untilAnswered(() => askStaff('takePayment', input)))
    } catch (error) {
      this.wentWrong(error)
    }
  },

  async showCode() {
    const { chosen } = this.data
    if (!chosen) return
    this.setData({ step: 'working' })
    try {
      const { code, until } = await untilAnswered(() => askStaff('showCode', { order: chosen.id }))
      this.shownUntil = until
      this.setData({ step: 'code', picture: codePicture(code), shownFor: countdown(until - this.now()) })
    } catch (error) {
      this.wentWrong(error)
    }
  },

  /** Asks by itself while the diner has something to do. */
  async askOn() {
    const { chosen, step } = this.data
    if (!chosen || (step !== 'password' && step !== 'code')) return
    try {
      this.show(chosen.id, await askStaff('checkTaken', { order: chosen.id }))
    } catch {
      // Asked again in a moment; the answer is not lost.
    }
  },

  /** Shows where the order's money stands now. */
  show(id: string, { status, channel }: Pick<CounterOrder, 'status' | 'channel'>) {
    if (this.data.chosen?.id !== id || this.data.step === 'taken') return
    if (status === 'placed' && this.data.step === 'code') return
    if (status === 'placed') {
      if (channel) this.setData({ step: 'password' })
      else this.fail('客人没有付款，或者付款没有成功')
      return
    }
    if (status === 'cancelled') return this.fail('订单已取消')
    wx.vibrateShort({ type: 'medium' })
    this.setData({ step: 'taken', words: channel ? channelWords[channel as PayChannelName] : '', picture: '' })
    this.refresh()
  },

  wentWrong(error: unknown) {
    if (refusedAs(error, 'wrong_status')) return this.askAfterAll()
    this.fail(counterWords(error))
  },

  /** The order is not to be paid any more: the diner was faster, or gave it up. */
  async askAfterAll() {
    const { chosen } = this.data
    if (!chosen) return
    try {
      this.show(chosen.id, await askStaff('checkTaken', { order: chosen.id }))
    } catch (error) {
      this.fail(explain(error))
    }
  },

  fail(words: string) {
    this.setData({ step: 'failed', words, picture: '' })
  },
})

/** @returns the digits on the diner's phone; undefined when nothing was read */
async function scanned(): Promise<string | undefined> {
  try {
    const { result } = await wx.scanCode({ onlyFromCamera: true, scanType: ['barCode', 'qrCode'] })
    return result
  } catch {
    return undefined
  }
}
