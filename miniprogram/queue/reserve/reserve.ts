import type { ReservationView } from '@yundian/contract'
import { config } from '../../config'
import { language } from '../../language'
import { askDiner, untilAnswered } from '../../services/house'
import { shelf, shelfReady } from '../../services/shelf'
import { type ReservableDay, reservableDays } from '../../views/reservable'
import { dayAndTime } from '../../views/timeOfDay'
import { explain, refusedAs } from '../../wording'
import { reserveWords } from '../../words/reserveWords'
import { sentences } from '../../words/sentences'

const mostPeople = 12

interface Row extends ReservationView {
  when: string
  place: string
  word: string
  mayCancel: boolean
}

/** A diner reserves a table for a day and time, sees his reservations and gives one up. */
Page({
  data: {
    t: reserveWords[language.get()],
    state: 'loading' as 'loading' | 'ready' | 'failed',
    failure: '',
    busy: false,
    own: [] as Row[],
    days: [] as ReservableDay[],
    at: 0,
    from: 0,
    people: 2,
    choices: Array.from({ length: mostPeople }, (_, index) => index + 1),
    name: '',
    phone: '',
  },

  /** Of the reservation that is being made: the same until it is made, so that a repeat is the same one. */
  requestKey: '',

  onLoad() {
    const t = reserveWords[language.get()]
    this.setData({ t })
    wx.setNavigationBarTitle({ title: t.title })
    this.renew()
    this.refresh()
  },

  renew() {
    this.requestKey = `reserve-${Date.now()}-${Math.floor(Math.random() * 1e9)}`
  },

  async refresh() {
    try {
      const [{ reservations }] = await Promise.all([askDiner('myReservations', { store: config.store }), shelfReady()])
      const { menu, clockAheadMs } = shelf.get()
      const days = menu ? reservableDays(menu.store, Date.now() + clockAheadMs) : []
      this.setData({ state: 'ready', days, own: reservations.map((each) => this.rowOf(each)) })
    } catch (error) {
      if (this.data.state === 'ready') wx.showToast({ title: explain(error), icon: 'none' })
      else this.setData({ state: 'failed', failure: explain(error) })
    }
  },

  rowOf(reservation: ReservationView): Row {
    const { from, status, table } = reservation
    const place = sentences[language.get()].placeHint('dineIn', table)
    const mayCancel = status === 'booked' || status === 'confirmed'
    return { ...reservation, when: dayAndTime(from), place, word: this.data.t[status], mayCancel }
  },

  chooseDay({ currentTarget }: WechatMiniprogram.TouchEvent) {
    this.change({ at: Number(currentTarget.dataset.at), from: 0 })
  },

  chooseTime({ currentTarget }: WechatMiniprogram.TouchEvent) {
    this.change({ from: Number(currentTarget.dataset.from) })
  },

  choosePeople({ currentTarget }: WechatMiniprogram.TouchEvent) {
    this.change({ people: Number(currentTarget.dataset.people) })
  },

  onName({ detail }: WechatMiniprogram.Input) {
    this.change({ name: detail.value })
  },

  onPhone({ detail }: WechatMiniprogram.Input) {
    this.change({ phone: detail.value })
  },

  /** Another wish is another request. */
  change(wish: Partial<{ at: number; from: number; people: number; name: string; phone: string }>) {
    this.renew()
    this.setData(wish)
  },

  async reserve() {
    const { from, people, busy, t } = this.data
    const name = this.data.name.trim()
    const phone = this.data.phone.trim()
    if (busy || from === 0 || name === '') return
    const { requestKey } = this
    const input = { store: config.store, requestKey, from, people, name, ...(phone === '' ? {} : { phone }) }
    this.setData({ busy: true })
    try {
      await untilAnswered(() => askDiner('reserveTable', input))
      this.change({ from: 0 })
      wx.showToast({ title: t.done, icon: 'none' })
    } catch (error) {
      wx.showToast({ title: refusedAs(error, 'slot_full') ? t.full : explain(error), icon: 'none' })
    } finally {
      this.setData({ busy: false })
    }
    await this.refresh()
  },

  async cancel({ currentTarget }: WechatMiniprogram.TouchEvent) {
    const reservation = String(currentTarget.dataset.reservation)
    const { t } = this.data
    const { confirm } = await wx.showModal({ title: t.cancel, content: t.sure })
    if (!confirm) return
    try {
      await untilAnswered(() => askDiner('cancelReservation', { reservation }))
    } catch (error) {
      wx.showToast({ title: explain(error), icon: 'none' })
    }
    await this.refresh()
  },
})
