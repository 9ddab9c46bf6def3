import type { BillView, StaffRequest } from '@yundian/contract'
import { newKey } from '../../services/attempt'
import { askStaff, untilAnswered } from '../../services/house'
import { type BillScreen, billScreen } from '../../views/billScreen'
import { explain } from '../../wording'

const refreshMs = 3000

type Way = StaffRequest<'splitTableBill'>['split']

/** Why something is taken off; the house keeps it with the name of who did it. */
const reasons = ['上错了', '客人不要了', '等太久', '味道不满意', '卖完了']

Page({
  data: {
    state: 'loading' as 'loading' | 'ready' | 'failed',
    failure: '',
    bill: null as BillScreen | null,
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
      this.show(await askStaff('openTableBill', { sitting: this.sitting }))
    } catch (error) {
      if (this.data.state !== 'ready') this.setData({ state: 'failed', failure: explain(error) })
    }
  },

  show(view: BillView) {
    this.view = view
    this.setData({ state: 'ready', bill: billScreen(view) })
  },

  async divide() {
    const people = Math.max(2, this.view?.people ?? 2)
    const ways: [string, Way][] = [
      ['一起付', { kind: 'whole' }],
      ['各付各的', { kind: 'byMember' }],
      [`AA，分成 ${people} 份`, { kind: 'evenly', among: people }],
    ]
    const split =
      ways[
        await choose(
          '怎么付',
          ways.map(([words]) => words),
        )
      ]?.[1]
    if (!split) return
    await this.busily(async () => {
      const expectedTotal = this.view?.totalFen ?? 0
      this.show(await askStaff('splitTableBill', { sitting: this.sitting, split, expectedTotal }))
    })
  },

  /** The share becomes an order that waits at the counter. */
  takeShare({ currentTarget }: WechatMiniprogram.TouchEvent) {
    const { share, over } = currentTarget.dataset
    const { view } = this
    if (!view?.bill) return
    const claim = { sitting: view.sitting, bill: view.bill, share: String(share), takeOver: over === true }
    void this.busily(async () => {
      await untilAnswered(() => askStaff('takeShare', claim))
      wx.navigateTo({ url: '/staff/counter/counter' })
    })
  },

  async takeOff({ currentTarget }: WechatMiniprogram.TouchEvent) {
    const { order, line } = currentTarget.dataset as { order: string; line: number }
    const kind = (['return', 'gift'] as const)[await choose('这道菜', ['退 1 份', '赠 1 份'])]
    if (!kind) return
    const reason = reasons[await choose('原因', reasons)]
    if (reason === undefined) return
    const wish = { order, kind, reason, requestKey: newKey(), lines: [{ line: Number(line), quantity: 1 }] }
    await this.busily(async () => {
      await untilAnswered(() => askStaff('voidLines', wish))
      wx.showToast({ title: kind === 'gift' ? '已赠送' : '已退菜', icon: 'none' })
    })
  },

  async writeOff() {
    const { view } = this
    if (!view?.bill) return
    const { confirm, content } = await wx.showModal({
      title: '没付的免单？',
      editable: true,
      placeholderText: '原因，如：跑单',
    })
    const reason = content?.trim() ?? ''
    if (!confirm) return
    if (reason === '') return void wx.showToast({ title: '请写明原因', icon: 'none' })
    const bill = view.bill
    await this.busily(async () => this.show(await askStaff('writeOffBill', { sitting: view.sitting, bill, reason })))
  },

  async busily(act: () => Promise<void>) {
    if (this.data.busy) return
    this.setData({ busy: true })
    try {
      await act()
    } catch (error) {
      wx.showToast({ title: explain(error), icon: 'none' })
    } finally {
      this.setData({ busy: false })
      await this.refresh()
    }
  },
})

/** @returns the place of what was chosen; -1 when nothing was */
async function choose(title: string, itemList: string[]): Promise<number> {
  try {
    return (await wx.showActionSheet({ alertText: title, itemList })).tapIndex
  } catch {
    return -1
  }
}
