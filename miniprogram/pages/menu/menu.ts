import { findDish, type Menu } from '@yundian/domain'
import { addToCart, adjustCart, cart, changeQuantity, missed } from '../../cart'
import { countByDish } from '../../cartLines'
import { circumstances } from '../../circumstances'
import { language } from '../../language'
import { followShelf, shelfIsLive } from '../../services/liveShelf'
import { refreshShelf, type Shelf, shelf } from '../../services/shelf'
import { type AtTable, atTable, sitDown } from '../../services/table'
import { nameTabs } from '../../tabs'
import { cartView, emptyCartView, ownFace } from '../../views/cartView'
import { startChoice, toLineRequest } from '../../views/dishChoice'
import { type DishRow, dishRow, isSimple, pictureAddress } from '../../views/dishRow'
import { type Face, facesOf } from '../../views/faces'
import { type MissedDish, missedView } from '../../views/instead'
import { blocksNear, categoryAt, footHeight, layOutMenu, type MenuBlock } from '../../views/menuBlocks'
import { earningView, hoursView, placeView } from '../../views/place'
import { promotionStrip } from '../../views/promotions'
import { sceneFrom, visit, visitFrom } from '../../visit'
import { explain, refusedAs } from '../../wording'
import { menuWords } from '../../words/menuWords'

/** How often the stock is asked for while the menu is on the screen. */
const refreshMs = 15_000

/** While a tap on the rail glides the dishes, the rail does not follow them. */
const glideMs = 700

interface BlockView {
  id: string
  title: string
  height: number
  rows: DishRow[]
}

interface CategoryView {
  id: string
  name: string
  picture: string
  count: number
}

Page({
  data: {
    state: 'loading' as 'loading' | 'ready' | 'failed',
    t: menuWords[language.get()],
    failure: '',
    skeleton: [1, 2, 3, 4, 5, 6],
    safeTop: 0,
    barHeight: 32,
    capsule: 0,
    storeName: '',
    open: true,
    /** The house did not answer the last time it was asked. */
    stale: false,
    hours: '',
    earning: '',
    /** What saves money now, in one line. */
    saving: '',
    where: { mode: '', place: '' },
    whereOpen: false,
    categories: [] as CategoryView[],
    active: 0,
    railInto: '',
    blocks: [] as BlockView[],
    footHeight: 200,
    into: '',
    cart: emptyCartView,
    missed: [] as MissedDish[],
    sheet: '',
    party: [] as Face[],
    offline: false,
    flight: { on: false, run: false, x: 0, y: 0, dx: 0, dy: 0 },
  },

  layout: [] as MenuBlock[],
  drawnMenu: undefined as Menu | undefined,
  drawn: { first: 0, last: -1 },
  /** Scroll position and height of the list of dishes, in rpx. */
  top: 0,
  screen: 1200,
  rpx: 0.5,
  glidingUntil: 0,
  timer: 0,
  asked: 0,
  unfollow: () => {},
  stops: [] as (() => void)[],

  onLoad(query: Record<string, string | undefined>) {
    const scene = sceneFrom(query.scene)
    if (scene) void this.join(scene)
    const came = scene ? undefined : visitFrom(query)
    if (came) visit.set(came)
    this.measure()
    this.stops = [
      visit.subscribe((now) => {
        this.setData({ where: placeView(now) })
        this.redrawRows()
        this.showCart()
      }),
      language.subscribe((chosen) => {
        this.setData({ t: menuWords[chosen], where: placeView(visit.get()) })
        nameTabs(chosen)
      }),
      shelf.subscribe((now) => this.showShelf(now)),
      cart.subscribe(() => this.showCart()),
      missed.subscribe(() => this.showMissed()),
      atTable.subscribe((now) => this.showParty(now)),
    ]
  },

  onShow() {
    this.refresh()
    this.unfollow = followShelf()
    this.timer = setInterval(() => this.askAgain(), refreshMs)
  },

  onHide() {
    this.leave()
  },

  onUnload() {
    this.leave()
    for (const stop of this.stops) stop()
  },

  leave() {
    clearInterval(this.timer)
    this.unfollow()
  },

  /** While the cloud tells the stock by itself, the house is asked for the rest now and then. */
  askAgain() {
    this.asked += 1
    if (!shelfIsLive() || this.asked % 8 === 0) this.refresh()
  },

  measure() {
    const { statusBarHeight, windowWidth, windowHeight } = wx.getWindowInfo()
    const capsule = wx.getMenuButtonBoundingClientRect()
    this.rpx = windowWidth / 750
    this.screen = windowHeight / this.rpx
    this.setData({
      safeTop: capsule.top || statusBarHeight,
      barHeight: capsule.height || 32,
      capsule: Math.max(0, windowWidth - (capsule.left || windowWidth) - 8),
    })
  },

  async refresh() {
    if (this.data.state === 'failed') this.setData({ state: 'loading' })
    try {
      await refreshShelf()
      if (this.data.stale) this.setData({ stale: false })
      if (adjustCart()) wx.showToast({ title: this.data.t.changed, icon: 'none' })
    } catch (error) {
      this.setData(shelf.get().menu ? { stale: true } : { state: 'failed', failure: explain(error) })
    }
  },

  showShelf(now: Shelf) {
    const { menu } = now
    if (!menu) return
    if (menu !== this.drawnMenu) this.layOut(menu, now)
    this.setData({ open: now.open, saving: promotionStrip(menu, circumstances()) })
    if (adjustCart() && missed.get().length === 0) wx.showToast({ title: this.data.t.changed, icon: 'none' })
    this.redrawRows()
    this.showMissed()
  },

  showMissed() {
    const { menu, stock } = shelf.get()
    const shown = menu ? missedView(menu, missed.get(), stock, circumstances()) : []
    if (JSON.stringify(shown) !== JSON.stringify(this.data.missed)) this.setData({ missed: shown })
  },

  forgetMissed() {
    missed.set([])
  },

  /** Takes what is offered in place of a dish: at once when there is nothing to choose. */
  takeInstead({ currentTarget }: WechatMiniprogram.TouchEvent) {
    const { menu } = shelf.get()
    const { dish: id, instead } = currentTarget.dataset as { dish: string; instead: string }
    const dish = menu && findDish(menu, instead)
    if (!dish) return
    missed.set(missed.get().filter((other) => other !== id))
    if (!isSimple(dish)) {
      this.setData({ sheet: dish.id })
      return
    }
    const refused = addToCart(toLineRequest(dish, startChoice(dish)))
    wx.showToast({ title: refused ? explain(refused) : `已加入“${dish.name}”`, icon: 'none' })
  },

  layOut(menu: Menu, { hostingUrl }: Shelf) {
    this.drawnMenu = menu
    this.layout = layOutMenu(menu)
    this.drawn = { first: 0, last: -1 }
    this.setData({
      state: 'ready',
      storeName: menu.store.name,
      hours: hoursView(menu.store),
      earning: earningView(menu.store),
      categories: menu.categories.map(({ id, name, picture }) => ({
        id,
        name,
        picture: pictureAddress(picture, hostingUrl),
        count: 0,
      })),
      blocks: this.layout.map(({ id, title, height }) => ({ id, title, height, rows: [] })),
      footHeight: footHeight(this.layout, this.screen - 300),
    })
    this.drawNear(this.top)
    this.showCart()
  },

  onScroll({ detail }: WechatMiniprogram.ScrollViewScroll) {
    this.top = detail.scrollTop / this.rpx
    this.drawNear(this.top)
    if (Date.now() < this.glidingUntil) return
    const active = categoryAt(this.layout, this.top)
    if (active !== this.data.active) this.setActive(active)
  },

  setActive(active: number) {
    const shown = this.data.categories[Math.max(0, active - 2)]
    this.setData({ active, railInto: shown ? `rail-${shown.id}` : '' })
  },

  glideTo({ currentTarget }: WechatMiniprogram.TouchEvent) {
    const at = Number(currentTarget.dataset.at)
    const block = this.layout.find(({ category }) => category === at)
    if (!block) return
    this.glidingUntil = Date.now() + glideMs
    this.drawNear(block.top)
    // The same target again must be a change, else the list would not move.
    this.setData({ active: at, into: '' }, () => this.setData({ into: `block-${block.id}` }))
  },

  /** Draws the rows near a scroll position (rpx), and forgets those far from it: only what changes is sent. */
  drawNear(top: number) {
    const near = blocksNear(this.layout, top, this.screen)
    const changes: Record<string, DishRow[]> = {}
    this.layout.forEach((block, at) => {
      const wanted = at >= near.first && at <= near.last
      const there = at >= this.drawn.first && at <= this.drawn.last
      if (wanted !== there) changes[`blocks[${at}].rows`] = wanted ? this.rowsOf(block) : []
    })
    this.drawn = near
    if (Object.keys(changes).length > 0) this.setData(changes)
  },

  /** Sends the rows on the screen that look different now. */
  redrawRows() {
    const changes: Record<string, DishRow> = {}
    for (let at = this.drawn.first; at <= this.drawn.last; at += 1) {
      const block = this.layout[at]
      const shown = this.data.blocks[at]?.rows
      if (!block || !shown) continue
      this.rowsOf(block).forEach((row, index) => {
        if (JSON.stringify(row) !== JSON.stringify(shown[index])) changes[`blocks[${at}].rows[${index}]`] = row
      })
    }
    if (Object.keys(changes).length > 0) this.setData(changes)
  },

  rowsOf(block: MenuBlock): DishRow[] {
    const { menu, stock, hostingUrl } = shelf.get()
    const counts = countByDish(cart.get())
    if (!menu) return []
    return block.dishes.flatMap((id) => {
      const dish = findDish(menu, id)
      return dish ? [dishRow(menu, dish, stock, counts[id] ?? 0, hostingUrl, circumstances())] : []
    })
  },

  showCart() {
    const { menu, hostingUrl } = shelf.get()
    if (!menu || menu !== this.drawnMenu) return
    if (adjustCart()) return
    const here = atTable.get()?.cart.table
    const known = here && facesOf(here.members, here.me)
    const faces = here && known ? { ...known, ...(known[here.me] ? { [ownFace]: known[here.me] as Face } : {}) } : {}
    const changes: Record<string, unknown> = { cart: cartView(menu, cart.get(), circumstances(), hostingUrl, faces) }
    const counts = countByDish(cart.get())
    menu.categories.forEach(({ id }, at) => {
      const dishes = menu.dishes.filter((dish) => dish.category === id)
      const count = dishes.reduce((sum, dish) => sum + (counts[dish.id] ?? 0), 0)
      if (this.data.categories[at]?.count !== count) changes[`categories[${at}].count`] = count
    })
    this.setData(changes)
    this.redrawRows()
  },

  openDish({ currentTarget }: WechatMiniprogram.TouchEvent) {
    this.setData({ sheet: String(currentTarget.dataset.dish) })
  },

  closeDish() {
    this.setData({ sheet: '' })
  },

  addOne(event: WechatMiniprogram.TouchEvent) {
    const { menu } = shelf.get()
    const dish = menu && findDish(menu, String(event.currentTarget.dataset.dish))
    if (!dish) return
    const refused = addToCart(toLineRequest(dish, startChoice(dish)))
    if (refused) wx.showToast({ title: explain(refused), icon: 'none' })
    else this.fly(event)
  },

  takeOne({ currentTarget }: WechatMiniprogram.TouchEvent) {
    const line = cart.get().find(({ request }) => request.dish === currentTarget.dataset.dish)
    if (line) changeQuantity(line.key, -1)
  },

  /** A dot flies from the finger to the cart. */
  fly({ detail }: WechatMiniprogram.TouchEvent) {
    const { x, y } = detail as { x?: number; y?: number }
    if (x === undefined || y === undefined) return
    const { windowHeight } = wx.getWindowInfo()
    this.setData({ flight: { on: true, run: true, x, y, dx: 52 - x, dy: windowHeight - 48 - y } })
    setTimeout(() => this.setData({ 'flight.on': false }), 340)
  },

  /** Sits down at a table; asks for its digits when somebody sits there. */
  async join(scene: string, digits?: string) {
    try {
      const { table } = await sitDown(scene, digits)
      wx.showToast({ title: `已入座 ${table} 桌`, icon: 'none' })
    } catch (error) {
      if (!refusedAs(error, 'table_code_needed') || error.details.why === 'locked') {
        return void wx.showToast({ title: explain(error), icon: 'none' })
      }
      const { confirm, content } = await wx.showModal({
        title: `${error.details.table} 桌口令`,
        editable: true,
        placeholderText: error.details.why === 'wrong' ? '口令不对，再看一眼' : '同桌手机上显示的四位数字',
      })
      const typed = /^\d{4}$/.exec(content?.trim() ?? '')?.[0]
      if (confirm && typed) await this.join(scene, typed)
    }
  },

  showParty(now: AtTable | undefined) {
    const party = now && Object.values(facesOf(now.cart.table.members, now.cart.table.me))
    this.setData({ party: party ?? [], offline: now?.offline ?? false })
    if (this.data.state === 'ready') this.showCart()
  },

  openTable() {
    wx.navigateTo({ url: '/table/table/table' })
  },

  openWhere() {
    if (atTable.get()) return this.openTable()
    this.setData({ whereOpen: true })
  },

  onScanned({ detail }: WechatMiniprogram.CustomEvent<{ scene: string }>) {
    void this.join(detail.scene)
  },

  closeWhere() {
    this.setData({ whereOpen: false })
  },

  goCheckout() {
    if (atTable.get()) this.openTable()
    else wx.navigateTo({ url: '/pages/checkout/checkout' })
  },
})
