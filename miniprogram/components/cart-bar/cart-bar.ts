import { changeQuantity, emptyCart } from '../../cart'
import { type CartView, emptyCartView } from '../../views/cartView'
import { explain } from '../../wording'
import { menuWords } from '../../words/menuWords'

/** The floating bar of what is chosen, and its sheet. Fires `checkout`. */
Component({
  properties: {
    cart: { type: Object, value: emptyCartView as CartView },
    open: { type: Boolean, value: true },
    /** Whether the cart is that of a whole table. */
    atTable: { type: Boolean, value: false },
    /** menuWords */
    t: { type: Object, value: menuWords.zh },
  },

  data: { sheetOpen: false },

  observers: {
    cart(now: CartView) {
      if (now.count === 0 && this.data.sheetOpen) this.setData({ sheetOpen: false })
    },
  },

  methods: {
    toggleSheet() {
      if (this.data.cart.count > 0) this.setData({ sheetOpen: !this.data.sheetOpen })
    },

    closeSheet() {
      this.setData({ sheetOpen: false })
    },

    less({ currentTarget }: WechatMiniprogram.TouchEvent) {
      changeQuantity(String(currentTarget.dataset.key), -1)
    },

    more({ currentTarget }: WechatMiniprogram.TouchEvent) {
      const refused = changeQuantity(String(currentTarget.dataset.key), 1)
      if (refused) wx.showToast({ title: explain(refused), icon: 'none' })
    },

    async empty() {
      const { confirm } = await wx.showModal({
        title: this.data.atTable ? '拿掉自己点的菜？' : '清空购物车？',
        confirmText: '清空',
        confirmColor: '#D2301A',
      })
      if (confirm) emptyCart()
    },

    checkout() {
      if (this.data.cart.count === 0 && !this.data.atTable) return
      if (!this.data.open) {
        wx.showToast({ title: '现在不在营业时间，开门后再下单吧', icon: 'none' })
        return
      }
      this.setData({ sheetOpen: false })
      this.triggerEvent('checkout')
    },
  },
})
