import type { LineView, PartyView } from '@yundian/contract'
import { config } from '../config'
import { language } from '../language'
import { askDiner, Unanswered, untilAnswered } from '../services/house'
import { explain } from '../wording'
import { queueWords } from '../words/queueWords'

const pollMs = 5000
const mostPeople = 12

/** A diner takes a number for a table and sees how many are before him. */
Page({
  data: {
    t: queueWords[language.get()],
    state: 'loading' as 'loading' | 'ready' | 'failed',
    failure: '',
    offline: false,
    busy: false,
    lines: [] as LineView[],
    party: null as PartyView | null,
    people: 2,
    choices: Array.from({ length: mostPeople }, (_, at) => at + 1),
  },

  poller: 0,

  onShow() {
    const t = queueWords[language.get()]
    this.setData({ t })
    wx.setNavigationBarTitle({ title: t.title })
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
      const { lines, party } = await askDiner('openQueue', { store: config.store })
      this.setData({ state: 'ready', offline: false, lines, party: party ?? null })
    } catch (error) {
      if (this.data.state === 'ready') this.setData({ offline: error instanceof Unanswered })
      else this.setData({ state: 'failed', failure: explain(error) })
    }
  },

  choosePeople({ currentTarget }: WechatMiniprogram.TouchEvent) {
    this.setData({ people: Number(currentTarget.dataset.people) })
  },

  async take() {
    if (config.queueTemplate) await wx.requestSubscribeMessage({ tmplIds: [config.queueTemplate] }).catch(() => {})
    const { people } = this.data
    await this.act(() => askDiner('takeQueueNumber', { store: config.store, people }))
  },

  async leave() {
    const { party } = this.data
    if (party) await this.act(() => askDiner('leaveQueue', { party: party.id }))
  },

  async act(ask: () => Promise<unknown>) {
    if (this.data.busy) return
    this.setData({ busy: true })
    try {
      await untilAnswered(ask)
    } catch (error) {
      wx.showToast({ title: explain(error), icon: 'none' })
    } finally {
      this.setData({ busy: false })
    }
    await this.refresh()
  },
})
