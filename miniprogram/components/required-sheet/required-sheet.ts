/**
 * Asks for what belongs to every meal here before it is ordered: `lacking` is what is still missing. Fires `add` and
 * `choose` with the dish, `done` when nothing is missing any more, and `close`.
 */
Component({
  properties: {
    visible: { type: Boolean, value: false },
    lacking: { type: Array, value: [] },
    /** What was put into the cart unasked, in words. */
    added: { type: String, value: '' },
  },

  methods: {
    onAdd({ currentTarget: { dataset } }: WechatMiniprogram.TouchEvent) {
      this.triggerEvent(dataset.simple ? 'add' : 'choose', { dish: String(dataset.dish) })
    },

    done() {
      if (this.data.lacking.length === 0) this.triggerEvent('done')
    },

    close() {
      this.triggerEvent('close')
    },
  },
})
