import type { LineView, PartyView, StaffRequest } from '@yundian/contract'
import { askStaff, Unanswered, untilAnswered } from '../../services/house'
import { timeOfDay } from '../../views/timeOfDay'
import { explain } from '../../wording'

const pollMs = 4000

interface Row extends PartyView {
  takenWords: string
}

/** Staff at the door call, seat and pass over parties. */
Page({
  data: {
    state: 'loading' as 'loading' | 'ready' | 'failed',
    failure: '',
    offline: false,
    lines: [] as LineView[],
    called: [] as Row[],
    waiting: [] as Row[],
  },

  poller: 0,
  presses: 0,

  onShow() {
    this.refresh()
    this.poller = setInterval(() => this.refresh(), pollMs)
  },

  onHide() {
    clearInterval(this.poller)
  },

  onUnload() {
    clearInterval(this.poller)
  },

  async refresh() {
    try {
      const { lines, parties } = await askStaff('openQueueBoard', {})
      const rows = parties.map((party) => ({ ...party, takenWords: timeOfDay(party.takenAt) }))
      this.setData({
        state: 'ready',
        offline: false,
        lines,
        called: rows.filter(({ status }) => status !== 'waiting'),
        waiting: rows.filter(({ status }) => status === 'waiting'),
      })
    } catch (error) {
      if (this.data.state === 'ready') this.setData({ offline: error instanceof Unanswered })
      else this.setData({ state: 'failed', failure: explain(error) })
    }
  },

  /** One press is one request, however often it is sent. */
  pressKey() {
    this.presses += 1
    return `press-${Date.now()}-${this.presses}`
  },

  async callNext({ currentTarget }: WechatMiniprogram.TouchEvent) {
    const request = { line: String(currentTarget.dataset.line), requestKey: this.pressKey() }
    await this.act(() => askStaff('callNext', request))
  },

  async move({ currentTarget }: WechatMiniprogram.TouchEvent) {
    const { party, to } = currentTarget.dataset as { party: string; to: StaffRequest<'moveParty'>['to'] }
    const request = { party, to, requestKey: this.pressKey() }
    await this.act(() => askStaff('moveParty', request))
  },

  async act(ask: () => Promise<unknown>) {
    wx.vibrateShort({ type: 'light' })
    try {
      await untilAnswered(ask)
    } catch (error) {
      wx.showToast({ title: explain(error), icon: 'none' })
    }
    await this.refresh()
  },
})
