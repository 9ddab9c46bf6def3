import type { OrderMode } from '@yundian/domain'
import { chooseAddress } from '../../services/addresses'
import { shelf } from '../../services/shelf'
import { sceneFrom, toGo, visit } from '../../visit'

interface Area {
  name: string
  tables: { id: string; chosen: boolean }[]
}

/** Where the diner eats: to go, or a table of the house. Sets `visit`, or fires `scanned` with the scene of a table's code; fires `close`. */
Component({
  properties: { visible: { type: Boolean, value: false } },

  data: { mode: 'pickup' as OrderMode, delivers: false, address: '', areas: [] as Area[] },

  observers: {
    visible(visible: boolean) {
      if (visible) this.show()
    },
  },

  methods: {
    show() {
      const { mode, table, address } = visit.get()
      const tables = shelf.get().menu?.tables ?? []
      const areas = [...new Set(tables.map(({ area }) => area))].map((name) => ({
        name,
        tables: tables
          .filter(({ area }) => area === name)
          .map(({ id }) => ({ id, chosen: mode === 'dineIn' && id === table })),
      }))
      this.setData({
        areas,
        mode,
        delivers: shelf.get().menu?.store.delivery !== undefined,
        address: address?.text ?? '',
      })
    },

    choosePickup() {
      visit.set(toGo(visit.get(), { mode: 'pickup' }))
      this.close()
    },

    async chooseDelivery() {
      const address = await chooseAddress()
      if (!address) return
      visit.set(toGo(visit.get(), { mode: 'delivery', address }))
      this.close()
    },

    chooseTable({ currentTarget }: WechatMiniprogram.TouchEvent) {
      visit.set({ mode: 'dineIn', table: String(currentTarget.dataset.table) })
      this.close()
    },

    /** The code on the table itself: one sits down with everybody there. */
    async scan() {
      const { result, path } = await wx.scanCode({ onlyFromCamera: false }).catch(() => ({ result: '', path: '' }))
      const scene = sceneFrom(path) ?? sceneFrom(result)
      this.close()
      if (scene) this.triggerEvent('scanned', { scene })
      else if (result || path) wx.showToast({ title: '这不是本店的桌码', icon: 'none' })
    },

    close() {
      this.triggerEvent('close')
    },
  },
})
