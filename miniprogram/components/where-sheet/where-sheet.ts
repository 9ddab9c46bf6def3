import { shelf } from '../../services/shelf'
import { visit } from '../../visit'

interface Area {
  name: string
  tables: { id: string; chosen: boolean }[]
}

/** Where the diner eats: to go, or a table of the house. Sets `visit` and fires `close`. */
Component({
  properties: { visible: { type: Boolean, value: false } },

  data: { pickup: true, areas: [] as Area[] },

  observers: {
    visible(visible: boolean) {
      if (visible) this.show()
    },
  },

  methods: {
    show() {
      const { mode, table } = visit.get()
      const tables = shelf.get().menu?.tables ?? []
      const areas = [...new Set(tables.map(({ area }) => area))].map((name) => ({
        name,
        tables: tables
          .filter(({ area }) => area === name)
          .map(({ id }) => ({ id, chosen: mode === 'dineIn' && id === table })),
      }))
      this.setData({ areas, pickup: mode === 'pickup' })
    },

    choosePickup() {
      visit.set({ mode: 'pickup' })
      this.close()
    },

    chooseTable({ currentTarget }: WechatMiniprogram.TouchEvent) {
      visit.set({ mode: 'dineIn', table: String(currentTarget.dataset.table) })
      this.close()
    },

    close() {
      this.triggerEvent('close')
    },
  },
})
