import { cart } from '../../cart'
import { config } from '../../config'
import { askDiner } from '../../services/house'
import { shelf } from '../../services/shelf'
import { slotWords } from '../../views/servingView'
import { visit } from '../../visit'
import { explain } from '../../wording'

/** When the diner wants his food: as soon as it is ready, or in a slot with room. Sets `visit` and fires `close`. */
Component({
  properties: { visible: { type: Boolean, value: false } },

  data: {
    soon: true,
    slots: [] as { from: number; to: number; words: string; chosen: boolean; full: boolean }[],
    failure: '',
  },

  observers: {
    visible(visible: boolean) {
      if (visible) this.show()
    },
  },

  methods: {
    async show() {
      const { menu } = shelf.get()
      const chosen = visit.get().slot?.from
      this.setData({ soon: chosen === undefined, failure: '' })
      if (!menu) return
      const dishes = cart
        .get()
        .flatMap(({ request: { dish, choices, quantity } }) =>
          [dish, ...choices.map((choice) => choice.dish)].map((sku) => ({ dish: sku, quantity })),
        )
      try {
        const { slots } = await askDiner('offerSlots', { store: config.store, menuVersion: menu.version, dishes })
        this.setData({
          slots: slots.map((slot) => ({
            from: slot.from,
            to: slot.to,
            words: slotWords(slot),
            chosen: slot.from === chosen,
            full: !slot.isFree,
          })),
        })
      } catch (error) {
        this.setData({ failure: explain(error) })
      }
    },

    chooseSoon() {
      const { slot: _slot, ...now } = visit.get()
      visit.set(now)
      this.close()
    },

    chooseSlot({ currentTarget }: WechatMiniprogram.TouchEvent) {
      const slot = this.data.slots.find(({ from }) => from === Number(currentTarget.dataset.from))
      if (!slot || slot.full) return
      visit.set({ ...visit.get(), slot: { from: slot.from, to: slot.to } })
      this.close()
    },

    close() {
      this.triggerEvent('close')
    },
  },
})
