import type { PriceStepView } from '../../views/priceSteps'

/** The savings and fees of a receipt; a saving opens to show what it takes off each dish. */
Component({
  properties: { steps: { type: Array, value: [] as PriceStepView[] } },

  data: { opened: '' },

  methods: {
    toggle({ currentTarget }: WechatMiniprogram.TouchEvent) {
      const key = String(currentTarget.dataset.key)
      this.setData({ opened: this.data.opened === key ? '' : key })
    },
  },
})
