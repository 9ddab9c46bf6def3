import { findDish } from '@yundian/domain'
import { addToCart, adjustCart, cart, emptyCart } from '../../cart'
import { priceCart } from '../../cartLines'
import { circumstances, guestToName } from '../../circumstances'
import { config } from '../../config'
import { language } from '../../language'
import { Unanswered } from '../../services/house'
import { type ChosenParts, offerReadyMessage, payInParts, placeOnce } from '../../services/ordering'
import { refreshShelf, shelf } from '../../services/shelf'
import { type CartView, cartView, emptyCartView } from '../../views/cartView'
import { startChoice, toLineRequest } from '../../views/dishChoice'
import { priceView } from '../../views/money'
import { toggleRemark } from '../../views/remark'
import { type RequiredView, requiredView, withoutChoice } from '../../views/requiredView'
import { type ServingView, servingView } from '../../views/servingView'
import { visit } from '../../visit'
import { explain, refusedAs } from '../../wording'
import { checkoutWords } from '../../words/checkoutWords'

const foldedLines = 3
const mostPeople = 99
const confirmColor = '#D2301A'

Page({
  data: {
    serving: null as ServingView | null,
    mayWait: false,
    t: checkoutWords[language.get()],
    timeOpen: false,
    storeName: '',
    storeAddress: '',
    whereOpen: false,
    cart: emptyCartView as CartView,
    shown: emptyCartView.lines,
    folded: true,
    hidden: 0,
    remark: '',
    remarkChips: [] as { text: string; chosen: boolean }[],
    earning: 0,
    totalFen: 0,
    /** What is left to pay after points and stored value. */
    due: emptyCartView.total,
    /** What belongs to a meal here and is not in the cart; it is asked for before the order is sent. */
    lacking: [] as RequiredView[],
    asking: false,
    added: '',
    sheet: '',
    /** The store takes tea money for each person at the table. */
    askPeople: false,
    people: 1,
    /** What the button says while an order is under way; empty otherwise. */
    busy: '',
  },

  stops: [] as (() => void)[],
  parts: { points: false, value: false, dueFen: 0 } as ChosenParts,

  onLoad() {
    if (!shelf.get().menu || cart.get().length === 0) {
      wx.switchTab({ url: '/pages/menu/menu' })
      return
    }
    this.stops = [
      visit.subscribe(({ people = 1 }) => this.setData({ people })),
      cart.subscribe(() => this.showCart()),
      visit.subscribe(() => this.showCart()),
      language.subscribe((chosen) => this.setData({ t: checkoutWords[chosen] })),
      shelf.subscribe(() => this.showCart()),
    ]
    this.setRemark('')
  },

  onUnload() {
    for (const stop of this.stops) stop()
  },

  showCart() {
    const { menu, stock, hostingUrl, pace } = shelf.get()
    const lines = cart.get()
    if (!menu || lines.length === 0) return
    const requests = lines.map(({ request }) => request)
    this.setData({ lacking: requiredView(menu, requests, stock, hostingUrl, circumstances()) })
    const { totalFen } = priceCart(menu, lines, circumstances())
    this.setData({
      serving: servingView(visit.get(), menu, requests, pace),
      mayWait: menu.store.later !== undefined && visit.get().mode !== 'dineIn',
      storeName: menu.store.name,
      askPeople: menu.store.fees?.tea !== undefined && visit.get().mode === 'dineIn',
      storeAddress: menu.store.address,
      cart: cartView(menu, lines, circumstances(), hostingUrl),
      earning: Math.floor(totalFen / 100) * menu.store.pointsPerYuan,
      totalFen,
      due: priceView(totalFen),
    })
    this.fold(this.data.folded)
  },

  onParts({ detail }: WechatMiniprogram.CustomEvent<ChosenParts>) {
    this.parts = detail
    this.setData({ due: priceView(detail.dueFen) })
  },

  fold(folded: boolean) {
    const { lines } = this.data.cart
    const hidden = folded ? Math.max(0, lines.length - foldedLines) : 0
    this.setData({ folded, hidden, shown: lines.slice(0, lines.length - hidden) })
  },

  unfold() {
    this.fold(false)
  },

  changePeople({ currentTarget }: WechatMiniprogram.TouchEvent) {
    const people = this.data.people + Number(currentTarget.dataset.by)
    if (people >= 1 && people <= mostPeople) visit.set({ ...visit.get(), people })
  },

  openWhere() {
    this.setData({ whereOpen: true })
  },

  openTime() {
    this.setData({ timeOpen: true })
  },

  closeTime() {
    this.setData({ timeOpen: false })
  },

  closeWhere() {
    this.setData({ whereOpen: false })
  },

  onRemark({ detail }: WechatMiniprogram.Input) {
    this.setRemark(detail.value)
  },

  onRemarkChip({ currentTarget }: WechatMiniprogram.TouchEvent) {
    this.setRemark(toggleRemark(this.data.remark, String(currentTarget.dataset.text)))
  },

  setRemark(remark: string) {
    const words = shelf.get().menu?.store.quickTags ?? []
    this.setData({ remark, remarkChips: words.map((text) => ({ text, chosen: remark.includes(text) })) })
  },

  /** Where there is nothing to choose, it is in the cart before it is asked for. */
  askRequired() {
    const before = withoutChoice(this.data.lacking)
    const added = before.flatMap(({ dish, quantity }) => this.addDish(dish, quantity))
    this.setData({ asking: true, added: added.join('、') })
  },

  /** @returns in words what came into the cart: nothing when there is not enough of it */
  addDish(id: string, quantity: number): string[] {
    const { menu } = shelf.get()
    const dish = menu && findDish(menu, id)
    if (!dish) return []
    const refused = addToCart(toLineRequest(dish, { ...startChoice(dish), quantity }))
    if (refused) wx.showToast({ title: explain(refused), icon: 'none' })
    return refused ? [] : [`${dish.name} ×${quantity}`]
  },

  addRequired({ detail }: WechatMiniprogram.CustomEvent<{ dish: string }>) {
    this.addDish(detail.dish, 1)
  },

  chooseRequired({ detail }: WechatMiniprogram.CustomEvent<{ dish: string }>) {
    this.setData({ sheet: detail.dish })
  },

  closeDish() {
    this.setData({ sheet: '' })
  },

  stopAsking() {
    this.setData({ asking: false })
  },

  async orderComplete() {
    this.setData({ asking: false })
    await this.submit()
  },

  async submit() {
    if (this.data.busy) return
    if (this.data.lacking.length > 0) {
      this.askRequired()
      return
    }
    this.setData({ busy: '正在提交…' })
    try {
      await this.order()
    } finally {
      this.setData({ busy: '' })
    }
  },

  async order() {
    const { menu } = shelf.get()
    const lines = cart.get()
    if (!menu || lines.length === 0) return
    await offerReadyMessage()
    const { mode, table, address, slot, people } = visit.get()
    if (mode === 'delivery' && !address) return this.openWhere()
    const requests = lines.map(({ request }) => request)
    const guest = guestToName(menu, requests)
    const remark = this.data.remark.trim()
    try {
      const order = await placeOnce({
        store: config.store,
        menuVersion: menu.version,
        mode,
        ...(mode === 'dineIn' && table !== undefined ? { table } : {}),
        ...(mode === 'delivery' && address ? { address } : {}),
        ...(mode !== 'dineIn' && slot ? { slot: slot.from } : {}),
        ...(remark === '' ? {} : { remark }),
        ...(mode === 'dineIn' && people !== undefined ? { people } : {}),
        ...(guest ? { guest } : {}),
        lines: requests,
        expectedTotal: priceCart(menu, lines, circumstances()).totalFen,
      })
      emptyCart()
      this.setData({ busy: '等待付款…' })
      await this.payFor(order.id)
    } catch (error) {
      await this.sayWhy(error)
    }
  },

  /** The order stands: whatever happens to its payment, the diner goes on to where it can be seen and paid. */
  async payFor(order: string) {
    try {
      const outcome = await payInParts(order, this.parts, false)
      wx.redirectTo({ url: `/pages/paid/paid?order=${order}&outcome=${outcome}` })
    } catch (error) {
      await wx.showModal({
        title: '订单已提交，还没有付款',
        content: explain(error),
        showCancel: false,
        confirmColor,
        confirmText: '查看订单',
      })
      wx.redirectTo({ url: `/pages/order/order?order=${order}` })
    }
  },

  async sayWhy(error: unknown) {
    if (error instanceof Unanswered) {
      await wx.showModal({
        title: '不确定订单是否提交',
        content: `${explain(error)}。再次提交不会重复下单。`,
        showCancel: false,
        confirmColor,
        confirmText: '知道了',
      })
      return
    }
    await wx.showModal({
      title: '没能下单',
      content: explain(error),
      showCancel: false,
      confirmColor,
      confirmText: '回到菜单',
    })
    await refreshQuietly()
    adjustCart()
    if (refusedAs(error, 'not_allowed') || refusedAs(error, 'bad_input')) return
    wx.switchTab({ url: '/pages/menu/menu' })
  },
})

/** The menu page asks again when it is shown; here a failure only means that the cart is adjusted there. */
async function refreshQuietly(): Promise<void> {
  try {
    await refreshShelf()
  } catch (error) {
    if (!(error instanceof Unanswered)) throw error
  }
}
