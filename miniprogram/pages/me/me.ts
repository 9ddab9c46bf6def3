import type { AccountView } from '@yundian/contract'
import { formatYuan } from '@yundian/domain'
import { askDiner } from '../../services/house'
import { type Shelf, shelf, shelfReady } from '../../services/shelf'
import { type PointsRow, pointsRows } from '../../views/pointsRow'
import { explain } from '../../wording'

Page({
  data: {
    state: 'loading' as 'loading' | 'ready' | 'failed',
    failure: '',
    points: 0,
    /** Stored value in yuan; empty when there is none. */
    value: '',
    entries: [] as PointsRow[],
    rate: 0,
    staff: false,
    store: { name: '', nameEn: '', address: '', phone: '' },
  },

  stop: (() => {}) as () => void,

  onLoad() {
    this.stop = shelf.subscribe((now) => this.showHouse(now))
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
    const { name, nameEn, address, phone, pointsPerYuan } = menu.store
    this.setData({ rate: pointsPerYuan, store: { name, nameEn, address, phone } })
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

  openCounter() {
    wx.navigateTo({ url: '/staff/counter/counter' })
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
