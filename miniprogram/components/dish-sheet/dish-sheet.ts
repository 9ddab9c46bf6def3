import { type Dish, findDish } from '@yundian/domain'
import { addToCart } from '../../cart'
import { circumstances } from '../../circumstances'
import { language } from '../../language'
import { shelf } from '../../services/shelf'
import {
  chooseQuantity,
  chooseSpec,
  type DishChoice,
  startChoice,
  toggleOption,
  togglePart,
  toggleTag,
  toLineRequest,
  whatIsMissing,
} from '../../views/dishChoice'
import { type DishSheet, dishSheet } from '../../views/dishSheet'
import { explain } from '../../wording'
import { dishWords } from '../../words/dishWords'

/** In rpx: how far the picture scrolls until the sheet's head takes its place. */
const pictureHeight = 400

/** The sheet of one dish: `dish` is its id, empty while closed. Fires `close`. */
Component({
  properties: { dish: { type: String, value: '' } },

  data: {
    t: dishWords[language.get()],
    sheet: null as DishSheet | null,
    choice: null as DishChoice | null,
    into: '',
    /** The picture has scrolled away. */
    past: false,
  },

  observers: {
    dish() {
      const dish = this.find()
      if (!dish) return
      this.setData({ t: dishWords[language.get()], past: false, into: '' })
      this.choose(startChoice(dish))
    },
  },

  methods: {
    find() {
      const { menu } = shelf.get()
      return menu && findDish(menu, this.data.dish)
    },

    choose(choice: DishChoice) {
      const { menu, stock, hostingUrl } = shelf.get()
      const dish = this.find()
      if (menu && dish)
        this.setData({ choice, sheet: dishSheet(menu, dish, choice, stock, hostingUrl, circumstances()) })
    },

    onScroll({ detail }: WechatMiniprogram.ScrollViewScroll) {
      const { windowWidth } = wx.getWindowInfo()
      const past = detail.scrollTop > (this.data.sheet?.picture ? (pictureHeight * windowWidth) / 750 : 0)
      if (past !== this.data.past) this.setData({ past })
    },

    onSpec({ currentTarget }: WechatMiniprogram.TouchEvent) {
      const { choice } = this.data
      if (choice) this.choose(chooseSpec(choice, String(currentTarget.dataset.id)))
    },

    onOption({ currentTarget: { dataset } }: WechatMiniprogram.TouchEvent) {
      const dish = this.find()
      const { choice } = this.data
      if (!dish || !choice) return
      if (dataset.off) wx.showToast({ title: this.data.t.full, icon: 'none' })
      else this.choose(toggleOption(dish, choice, String(dataset.group), String(dataset.id)))
    },

    onPart({ currentTarget: { dataset } }: WechatMiniprogram.TouchEvent) {
      const dish = this.find()
      const { choice } = this.data
      if (!dish || !choice) return
      if (dataset.off)
        wx.showToast({
          title: dataset.note === this.data.t.soldOut ? this.data.t.partGone : this.data.t.full,
          icon: 'none',
        })
      else this.choose(togglePart(dish, choice, String(dataset.part), String(dataset.id)))
    },

    onTag({ currentTarget }: WechatMiniprogram.TouchEvent) {
      const { choice } = this.data
      if (choice) this.choose(toggleTag(choice, String(currentTarget.dataset.text)))
    },

    onRemark({ detail }: WechatMiniprogram.Input) {
      const { choice } = this.data
      if (choice) this.choose({ ...choice, remark: detail.value })
    },

    less() {
      const { choice } = this.data
      if (choice) this.choose(chooseQuantity(choice, choice.quantity - 1))
    },

    more() {
      const { choice } = this.data
      if (choice) this.choose(chooseQuantity(choice, choice.quantity + 1))
    },

    add() {
      const dish = this.find()
      const { choice, sheet } = this.data
      if (!dish || !choice || !sheet) return
      if (sheet.missing) {
        this.showMissing(dish, choice)
        return
      }
      const refused = addToCart(toLineRequest(dish, choice))
      if (refused) wx.showToast({ title: explain(refused), icon: 'none' })
      else this.close()
    },

    /** Brings what is still to be chosen into view. */
    showMissing(dish: Dish, choice: DishChoice) {
      const missing = whatIsMissing(dish, choice)
      if (missing) this.setData({ into: '' }, () => this.setData({ into: `group-${missing.group}` }))
    },

    close() {
      this.triggerEvent('close')
    },
  },
})
