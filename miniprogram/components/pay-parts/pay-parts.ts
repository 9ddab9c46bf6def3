import type { AccountView } from '@yundian/contract'
import { formatYuan, type PartsWish, planParts } from '@yundian/domain'
import { askDiner, Unanswered } from '../../services/house'
import { shelf } from '../../services/shelf'

/**
 * What of an order the diner's points and stored value pay: a switch for each that he has. Fires `change` with
 * `{ points, value, dueFen }` whenever that changes, the first time when it knows what he has.
 */
Component({
  properties: {
    /** The order's total in fen; 0: not known yet. */
    total: { type: Number, value: 0 },
    /** The order, once it is placed: what it holds already is its own. */
    order: { type: String, value: '' },
    /** What was chosen before. */
    points: { type: Boolean, value: false },
    value: { type: Boolean, value: false },
  },

  data: {
    rows: [] as { key: keyof PartsWish; word: string; hint: string; on: boolean }[],
    account: null as AccountView | null,
    wish: { points: false, value: false } as PartsWish,
  },

  observers: {
    total() {
      this.show()
    },
    'points, value'() {
      this.setData({ wish: { points: this.data.points, value: this.data.value } })
      this.show()
    },
  },

  lifetimes: {
    attached() {
      this.load()
    },
  },

  methods: {
    /** Without an answer the diner pays as ever. */
    async load() {
      try {
        const { account } = await askDiner('myMembership', {})
        this.setData({ account })
        this.show()
      } catch (error) {
        if (!(error instanceof Unanswered)) throw error
      }
    },

    show() {
      const { total, order, account, wish: wanted } = this.data
      if (!account || total === 0) return
      const own = account.held.find((hold) => hold.order === order)
      const free = {
        points: account.points + (own?.points ?? 0),
        valueFen: account.valueFen + (own?.valueFen ?? 0),
      }
      const rule = shelf.get().menu?.store.pointsPay
      const best = planParts(total, free, { points: true, value: false }, rule)
      const rows = [
        ...(best.pointsFen > 0
          ? [
              {
                key: 'points' as const,
                word: `用 ${best.points} 积分抵 ¥${formatYuan(best.pointsFen)}`,
                hint: `现有 ${free.points} 积分`,
                on: wanted.points,
              },
            ]
          : []),
        ...(free.valueFen > 0
          ? [
              {
                key: 'value' as const,
                word: '用储值余额付',
                hint: `余额 ¥${formatYuan(free.valueFen)}`,
                on: wanted.value,
              },
            ]
          : []),
      ]
      this.setData({ rows })
      const wish = { points: wanted.points && best.pointsFen > 0, value: wanted.value && free.valueFen > 0 }
      this.triggerEvent('change', { ...wish, dueFen: planParts(total, free, wish, rule).dueFen })
    },

    /** Switches one on, as a tap does. */
    use(key: keyof PartsWish) {
      this.setData({ wish: { ...this.data.wish, [key]: true } })
      this.show()
    },

    toggle({ currentTarget }: WechatMiniprogram.TouchEvent) {
      const key = currentTarget.dataset.key as keyof PartsWish
      this.setData({ wish: { ...this.data.wish, [key]: !this.data.wish[key] } })
      this.show()
    },
  },
})
