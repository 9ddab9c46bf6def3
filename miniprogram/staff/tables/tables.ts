import type { SittingCard, StaffRequest, TableOnMap } from '@yundian/contract'
import { newKey } from '../../services/attempt'
import { askStaff, Unanswered, untilAnswered } from '../../services/house'
import { explain } from '../../wording'
import { type Area, floorOf } from './floor'

const pollMs = 3000

/** The acts that need nothing but the party. */
const plainActs = ['greetGuests', 'splitTables', 'closeTable'] as const

Page({
  data: {
    state: 'loading' as 'loading' | 'ready' | 'failed',
    failure: '',
    offline: false,
    areas: [] as Area[],
    counts: { free: 0, taken: 0, calls: 0 },
    /** The table that was tapped. */
    chosen: '',
    sitting: undefined as TableOnMap['sitting'],
    people: 2,
    /** What the tables to choose from are for. */
    choosing: '' as '' | 'transferTable' | 'joinTables',
    choices: [] as string[],
    busy: false,
  },

  tables: [] as TableOnMap[],
  poller: 0,

  onShow() {
    void this.refresh()
    this.poller = setInterval(() => void this.refresh(), pollMs)
  },

  onHide() {
    clearInterval(this.poller)
  },

  onUnload() {
    clearInterval(this.poller)
  },

  async refresh() {
    try {
      const { tables, now } = await askStaff('tablesMap', {})
      const calls = tables.reduce((sum, { sitting }) => sum + (sitting?.calls.length ?? 0), 0)
      if (calls > this.data.counts.calls && this.data.state === 'ready') wx.vibrateLong()
      this.tables = tables
      const taken = tables.filter(({ sitting }) => sitting).length
      this.setData({
        state: 'ready',
        offline: false,
        areas: floorOf(tables, now),
        counts: { free: tables.length - taken, taken, calls },
      })
      this.showChosen()
    } catch (error) {
      if (this.data.state === 'ready') this.setData({ offline: error instanceof Unanswered })
      else this.setData({ state: 'failed', failure: explain(error) })
    }
  },

  choose({ currentTarget }: WechatMiniprogram.TouchEvent) {
    this.setData({ chosen: String(currentTarget.dataset.table), choosing: '', people: 2 })
    this.showChosen()
  },

  close() {
    this.setData({ chosen: '', choosing: '' })
  },

  showChosen() {
    const table = this.tables.find((one) => one.table === this.data.chosen)
    this.setData({ sitting: table?.sitting })
  },

  fewer() {
    this.changePeople(-1)
  },

  more() {
    this.changePeople(1)
  },

  /** Of a free table: how many will sit down; of a taken one: how many sit there. */
  changePeople(by: number) {
    const { sitting } = this.data
    const people = Math.min(50, Math.max(1, (sitting?.people ?? this.data.people) + by))
    if (sitting) void this.act('setPeople', { sitting: sitting.id, people })
    else this.setData({ people })
  },

  async seat() {
    const { chosen: table, people } = this.data
    await this.act('openSeats', { table, people, requestKey: newKey() })
  },

  async doPlain({ currentTarget }: WechatMiniprogram.TouchEvent) {
    const act = plainActs.find((one) => one === currentTarget.dataset.act)
    const sitting = this.data.sitting?.id
    if (!act || !sitting) return
    if (await this.act(act, { sitting })) if (act === 'closeTable') this.close()
  },

  openBill() {
    const { sitting } = this.data
    if (sitting) wx.navigateTo({ url: `/staff/bill/bill?sitting=${sitting.id}` })
  },

  answer({ currentTarget }: WechatMiniprogram.TouchEvent) {
    const { sitting } = this.data
    if (!sitting) return
    void this.act('answerCall', { sitting: sitting.id, kind: currentTarget.dataset.kind })
  },

  /** 转台 goes to a free table, 并桌 to a party with a bill of its own. */
  chooseOther({ currentTarget }: WechatMiniprogram.TouchEvent) {
    const choosing = currentTarget.dataset.act as 'transferTable' | 'joinTables'
    const fits = ({ table, sitting }: TableOnMap) =>
      choosing === 'transferTable'
        ? !sitting
        : sitting !== undefined && sitting.joinedTo === undefined && table !== this.data.chosen
    this.setData({ choosing, choices: this.tables.filter(fits).map(({ table }) => table) })
  },

  async pick({ currentTarget }: WechatMiniprogram.TouchEvent) {
    const to = String(currentTarget.dataset.table)
    const sitting = this.data.sitting?.id
    const host = this.tables.find(({ table }) => table === to)?.sitting?.id
    if (!sitting) return
    const done =
      this.data.choosing === 'transferTable'
        ? await this.act('transferTable', { sitting, to })
        : host !== undefined && (await this.act('joinTables', { sitting, to: host }))
    if (done) this.close()
  },

  /** @returns true when it was done */
  async act<Act extends keyof Acts>(act: Act, input: StaffRequest<Act>): Promise<boolean> {
    if (this.data.busy) return false
    this.setData({ busy: true })
    try {
      await untilAnswered(() => askStaff(act, input))
      return true
    } catch (error) {
      wx.showToast({ title: explain(error), icon: 'none' })
      return false
    } finally {
      this.setData({ busy: false })
      await this.refresh()
    }
  },
})

type Acts = Record<
  | 'openSeats'
  | 'greetGuests'
  | 'setPeople'
  | 'transferTable'
  | 'joinTables'
  | 'splitTables'
  | 'closeTable'
  | 'answerCall',
  SittingCard
>
