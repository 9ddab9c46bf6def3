import type { ReservationView, StaffRequest } from '@yundian/contract'
import { businessDayAfter, businessDayOf } from '@yundian/domain'
import { askStaff, untilAnswered } from '../../services/house'
import { shelf, shelfReady } from '../../services/shelf'
import { timeOfDay } from '../../views/timeOfDay'
import { explain } from '../../wording'
import { reserveWords } from '../../words/reserveWords'

const daysShown = 15

interface Row extends ReservationView {
  when: string
  word: string
  isOpen: boolean
}

/** Staff see who comes on a day, confirm, seat the party, or note that it did not come. */
Page({
  data: {
    state: 'loading' as 'loading' | 'ready' | 'failed',
    failure: '',
    days: [] as { day: string; word: string }[],
    day: '',
    reservations: [] as Row[],
    people: 0,
  },

  onShow() {
    this.refresh()
  },

  async refresh() {
    try {
      await shelfReady()
      const { menu, clockAheadMs } = shelf.get()
      if (!menu) return
      if (this.data.day === '') this.showDays(businessDayOf(Date.now() + clockAheadMs, menu.store))
      const { day } = this.data
      const { reservations } = await askStaff('openReservations', { businessDay: day })
      if (day !== this.data.day) return
      const rows = reservations.map((each): Row => {
        const isOpen = each.status === 'booked' || each.status === 'confirmed'
        return { ...each, when: timeOfDay(each.from), word: reserveWords.zh[each.status], isOpen }
      })
      const expected = rows.filter(({ isOpen }) => isOpen)
      const people = expected.reduce((sum, row) => sum + row.people, 0)
      this.setData({ state: 'ready', reservations: rows, people })
    } catch (error) {
      if (this.data.state === 'ready') wx.showToast({ title: explain(error), icon: 'none' })
      else this.setData({ state: 'failed', failure: explain(error) })
    }
  },

  showDays(today: string) {
    const days = [today]
    while (days.length < daysShown) days.push(businessDayAfter(days[days.length - 1] ?? today))
    this.setData({
      day: today,
      days: days.map((day, at) => ({ day, word: ['今天', '明天'][at] ?? day.slice(5) })),
    })
  },

  chooseDay({ currentTarget }: WechatMiniprogram.TouchEvent) {
    this.setData({ day: String(currentTarget.dataset.day) })
    this.refresh()
  },

  async move({ currentTarget }: WechatMiniprogram.TouchEvent) {
    const { reservation, to } = currentTarget.dataset as StaffRequest<'moveReservation'>
    if (to === 'noShow') {
      const { confirm } = await wx.showModal({ title: '没有到店？', content: '这张桌会让给别人' })
      if (!confirm) return
    }
    wx.vibrateShort({ type: 'light' })
    try {
      await untilAnswered(() => askStaff('moveReservation', { reservation, to }))
    } catch (error) {
      wx.showToast({ title: explain(error), icon: 'none' })
    }
    await this.refresh()
  },

  call({ currentTarget }: WechatMiniprogram.TouchEvent) {
    wx.makePhoneCall({ phoneNumber: String(currentTarget.dataset.phone) })
  },
})
