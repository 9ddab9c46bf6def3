import type { Builtin, Host } from './builtin.ts'

type Deck = { current: number; drag: number; timer: number }
const decks = new WeakMap<Element, Deck>()
/** A drag over this share of the width turns the page. */
const TURN_SHARE = 0.25

const itemsOf = ({ element }: Host) => [...element.querySelectorAll<HTMLElement>(':scope > wx-swiper-item')]

export const swiper: Builtin = {
  properties: {
    current: { type: Number, value: 0 },
    currentItemId: { type: String },
    autoplay: { type: Boolean },
    interval: { type: Number, value: 5000 },
    duration: { type: Number, value: 500 },
    circular: { type: Boolean },
    vertical: { type: Boolean },
    indicatorDots: { type: Boolean },
    indicatorColor: { type: String, value: 'rgba(0,0,0,.3)' },
    indicatorActiveColor: { type: String, value: '#000000' },
    previousMargin: { type: String, value: '0px' },
    nextMargin: { type: String, value: '0px' },
    displayMultipleItems: { type: Number, value: 1 },
    skipHiddenItemLayout: { type: Boolean },
    easingFunction: { type: String },
    disableTouch: { type: Boolean },
    snapToEdge: { type: Boolean },
  },
  created(host) {
    decks.set(host.element, { current: 0, drag: 0, timer: 0 })
    const dots = document.createElement('div')
    dots.className = 'wx-swiper-dots'
    host.element.append(dots)
    watchDrag(host)
    new MutationObserver(() => arrange(host, false)).observe(host.element, { childList: true })
  },
  attached(host) {
    turnTo(host, Number(host.props.current), '', false)
    schedule(host)
  },
  detached: ({ element }) => clearTimeout(decks.get(element)?.timer),
  observers: {
    current: (host) => {
      if (Number(host.props.current) !== decks.get(host.element)?.current)
        turnTo(host, Number(host.props.current), '', true)
    },
    'autoplay, interval': schedule,
    'indicatorDots, indicatorColor, indicatorActiveColor, vertical, previousMargin, nextMargin, displayMultipleItems': (
      host,
    ) => arrange(host, false),
  },
}

export const swiperItem: Builtin = {
  properties: { itemId: { type: String }, skipHiddenItemLayout: { type: Boolean } },
}

/** Puts every item where the deck's state says; a circular deck takes the shorter way round. */
function arrange(host: Host, animated: boolean): void {
  const deck = decks.get(host.element)
  if (!deck) return
  const { props } = host
  const items = itemsOf(host)
  const shown = Math.max(1, Number(props.displayMultipleItems))
  const axis = props.vertical ? 'Y' : 'X'
  const margins = `(${props.previousMargin || '0px'} + ${props.nextMargin || '0px'})`
  host.element.style.setProperty('--mp-item', `calc((100% - ${margins.replace(/\b0\b(?![px.])/g, '0px')}) / ${shown})`)
  host.element.style.setProperty('--mp-before', String(props.previousMargin || '0px'))
  host.element.classList.toggle('wx-vertical', props.vertical === true)
  for (const [index, item] of items.entries()) {
    let offset = index - deck.current
    if (props.circular && items.length > 2 * shown) {
      if (offset > items.length / 2) offset -= items.length
      if (offset < -items.length / 2) offset += items.length
    }
    item.style.transition =
      animated && Math.abs(offset) <= shown ? `transform ${Number(props.duration)}ms ease` : 'none'
    item.style.transform = `translate${axis}(calc(${offset * 100}% + ${deck.drag}px))`
  }
  drawDots(host, items.length, deck.current)
}

function drawDots({ element, props }: Host, count: number, current: number): void {
  const dots = element.querySelector<HTMLElement>(':scope > .wx-swiper-dots')
  if (!dots) return
  dots.hidden = props.indicatorDots !== true
  if (dots.hidden) return
  dots.replaceChildren(
    ...Array.from({ length: count }, (_none, index) => {
      const dot = document.createElement('i')
      dot.style.backgroundColor = String(index === current ? props.indicatorActiveColor : props.indicatorColor)
      return dot
    }),
  )
}

function turnTo(host: Host, index: number, source: string, animated: boolean): void {
  const deck = decks.get(host.element)
  const items = itemsOf(host)
  if (!deck) return
  const target = items.length === 0 ? index : Math.max(0, Math.min(items.length - 1, index))
  const changed = deck.current !== target
  deck.current = target
  deck.drag = 0
  arrange(host, animated)
  if (!changed) return
  const currentItemId = items[target]?.dataset.itemId ?? ''
  if (source !== '') host.set({ current: target })
  host.emit('change', { current: target, source, currentItemId })
  setTimeout(
    () => host.emit('animationfinish', { current: target, source, currentItemId }),
    animated ? Number(host.props.duration) : 0,
  )
}

function neighbour(host: Host, step: number): number {
  const deck = decks.get(host.element)!
  const count = itemsOf(host).length
  const next = deck.current + step
  return host.props.circular && count > 0 ? (next + count) % count : next
}

function schedule(host: Host): void {
  const deck = decks.get(host.element)
  if (!deck) return
  clearTimeout(deck.timer)
  if (!host.props.autoplay || !host.element.isConnected) return
  deck.timer = window.setTimeout(() => {
    turnTo(host, (deck.current + 1) % Math.max(1, itemsOf(host).length), 'autoplay', true)
    schedule(host)
  }, Number(host.props.interval))
}

function watchDrag(host: Host): void {
  const { element } = host
  let from: { x: number; y: number } | undefined
  const along = (x: number, y: number) => (host.props.vertical ? y - (from?.y ?? y) : x - (from?.x ?? x))
  const across = (x: number, y: number) => (host.props.vertical ? x - (from?.x ?? x) : y - (from?.y ?? y))
  const begin = (x: number, y: number) => {
    if (!host.props.disableTouch) from = { x, y }
  }
  const move = (x: number, y: number) => {
    const deck = decks.get(element)
    if (!from || !deck || Math.abs(across(x, y)) > Math.abs(along(x, y))) return
    deck.drag = along(x, y)
    clearTimeout(deck.timer)
    arrange(host, false)
  }
  const end = (x: number, y: number) => {
    const deck = decks.get(element)
    if (!from || !deck) return
    const moved = deck.drag === 0 ? 0 : along(x, y)
    const size = host.props.vertical ? element.clientHeight : element.clientWidth
    const step = Math.abs(moved) > size * TURN_SHARE ? -Math.sign(moved) : 0
    from = undefined
    turnTo(host, step === 0 ? deck.current : neighbour(host, step), 'touch', true)
    schedule(host)
  }
  const first = (touches: TouchList) => [touches[0]?.clientX ?? 0, touches[0]?.clientY ?? 0] as const
  element.addEventListener('touchstart', ({ touches }) => begin(...first(touches)), { passive: true })
  element.addEventListener('touchmove', ({ touches }) => move(...first(touches)), { passive: true })
  element.addEventListener('touchend', ({ changedTouches }) => end(...first(changedTouches)), { passive: true })
  element.addEventListener('mousedown', (event) => {
    event.preventDefault()
    begin(event.clientX, event.clientY)
    const follow = ({ clientX, clientY }: MouseEvent) => move(clientX, clientY)
    window.addEventListener('mousemove', follow)
    window.addEventListener(
      'mouseup',
      ({ clientX, clientY }) => {
        window.removeEventListener('mousemove', follow)
        end(clientX, clientY)
      },
      { once: true },
    )
  })
}
