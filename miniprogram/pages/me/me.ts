import type { AccountView } from '@yundian/contract'
import { formatYuan } from '@yundian/domain'
import { language } from '../../language'
import { chooseLanguage } from '../../services/chosenLanguage'
import { askDiner } from '../../services/house'
import { type Shelf, shelf, shelfReady } from '../../services/shelf'
import { nameTabs } from '../../tabs'
import { earningView } from '../../views/place'
import { type PointsRow, pointsRows } from '../../views/pointsRow'
import { explain } from '../../wording'
import { meWords } from '../../words/meWords'

Page({
  data: {
    state: 'loading' as 'loading' | 'ready' | 'failed',
    failure: '',
    points: 0,
    /** Stored value in yuan; empty when there is none. */
    value: '',
    entries: [] as PointsRow[],
    earning: '',
    staff: false,
    queue: false,
    reserves: false,
    language: language.get(),
    t: meWords[language.get()],
    store: { name: '', nameEn: '', address: '', phone: '' },
  },

  stop: (() => {}) as () => void,

  onLoad() {
    const stops = [
      shelf.subscribe((now) => this.showHouse(now)),
      language.subscribe((chosen) => {
        this.setData({ language: chosen, t: meWords[chosen] })
        nameTabs(chosen)
      }),
    ]
    this.stop = () => {
      for (const stop of stops) stop()
    }
  },

  onUnload() {
    this.stop()
  },

  onShow() {
    this.refresh()
  },

  async onPullDownRefresh() {
    await this.refresh()
    wx.stopPullDownRefresh()
  },

  showHouse({ menu, staff }: Shelf) {
    this.setData({ staff })
    if (!menu) return
    const { name, nameEn, address, phone } = menu.store
    this.setData({
      queue: menu.store.queue !== undefined,
      reserves: menu.store.reservations !== undefined,
      earning: earningView(menu.store),
      store: { name, nameEn, address, phone },
    })
  },

  async refresh() {
    try {
      const [{ points, entries, account }] = await Promise.all([askDiner('myMembership', {}), shelfReady()])
      this.setData({ state: 'ready', points, entries: pointsRows(entries), value: yuanStored(account) })
    } catch (error) {
      if (this.data.state === 'ready') wx.showToast({ title: explain(error), icon: 'none' })
      else this.setData({ state: 'failed', failure: explain(error) })
    }
  },

  openOrder({ currentTarget }: WechatMiniprogram.TouchEvent) {
    wx.navigateTo({ url: `/pages/order/order?order=${currentTarget.dataset.order}` })
  },

  openSheet() {
    wx.navigateTo({ url: '/staff/sheet/sheet' })
  },

  openCounter() {
    wx.navigateTo({ url: '/staff/counter/counter' })
  },

  openQueue() {
    wx.navigateTo({ url: '/queue/queue' })
  },

  openReserve() {
    wx.navigateTo({ url: '/queue/reserve/reserve' })
  },

  openReservations() {
    wx.navigateTo({ url: '/staff/reservations/reservations' })
  },

  openQueueBoard() {
    wx.navigateTo({ url: '/staff/queue/queue' })
  },

  switchLanguage() {
    chooseLanguage(language.get() === 'zh' ? 'en' : 'zh')
  },

  openKitchen() {
    wx.navigateTo({ url: '/staff/kitchen/kitchen' })
  },

  openTables() {
    wx.navigateTo({ url: '/staff/tables/tables' })
  },

  callStore() {
    wx.makePhoneCall({ phoneNumber: this.data.store.phone })
  },
})

const yuanStored = ({ valueFen }: AccountView): string => (valueFen > 0 ? formatYuan(valueFen) : '')
