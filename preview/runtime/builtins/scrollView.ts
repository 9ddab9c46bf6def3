import { toPixels } from '../units.ts'
import type { Builtin, Host } from './builtin.ts'

/** Source: scroll-view's `upper-threshold` and `lower-threshold`, 50 px unless told. */
const THRESHOLD = 50
/** How far a refresher must be pulled unless told. Source: `refresher-threshold`. */
const REFRESHER_THRESHOLD = 45

type Edges = { left: boolean; right: boolean; top: boolean; bottom: boolean }

export const scrollView: Builtin = {
  properties: {
    scrollX: { type: Boolean },
    scrollY: { type: Boolean },
    scrollTop: { type: null },
    scrollLeft: { type: null },
    scrollIntoView: { type: String },
    scrollIntoViewOffset: { type: Number },
    scrollWithAnimation: { type: Boolean },
    upperThreshold: { type: null, value: THRESHOLD },
    lowerThreshold: { type: null, value: THRESHOLD },
    enableFlex: { type: Boolean },
    enhanced: { type: Boolean },
    bounces: { type: Boolean, value: true },
    showScrollbar: { type: Boolean, value: true },
    scrollAnchoring: { type: Boolean },
    pagingEnabled: { type: Boolean },
    fastDeceleration: { type: Boolean },
    enableBackToTop: { type: Boolean },
    enablePassive: { type: null },
    usingSticky: { type: Boolean },
    type: { type: String },
    refresherEnabled: { type: Boolean },
    refresherThreshold: { type: Number, value: REFRESHER_THRESHOLD },
    refresherTriggered: { type: Boolean },
    refresherDefaultStyle: { type: String },
    refresherBackground: { type: String },
  },
  attached(host) {
    watchScroll(host)
    watchRefresher(host)
    applyDirection(host)
    applyPosition(host)
    scrollToChild(host)
  },
  observers: {
    'scrollX, scrollY, enableFlex': applyDirection,
    'scrollTop, scrollLeft': applyPosition,
    scrollIntoView: scrollToChild,
    refresherTriggered: ({ element, props, emit }) => {
      const was = element.classList.contains('wx-refreshing')
      element.classList.toggle('wx-refreshing', props.refresherTriggered === true)
      if (was && !props.refresherTriggered) emit('refresherrestore', { dy: 0 })
    },
  },
}

function applyDirection({ element, props }: Host): void {
  element.classList.toggle('wx-scroll-x', props.scrollX === true)
  element.classList.toggle('wx-scroll-y', props.scrollY === true)
  element.classList.toggle('wx-flex', props.enableFlex === true)
}

/** Content that the same setData brings is laid out first; then the position holds. */
function applyPosition({ element, props }: Host): void {
  if (props.scrollTop === null && props.scrollLeft === null) return
  requestAnimationFrame(() => {
    element.scrollTo({
      ...(props.scrollTop !== null && { top: toPixels(props.scrollTop) }),
      ...(props.scrollLeft !== null && { left: toPixels(props.scrollLeft) }),
      behavior: props.scrollWithAnimation ? 'smooth' : 'instant',
    })
  })
}

function scrollToChild({ element, props }: Host): void {
  const id = String(props.scrollIntoView ?? '')
  if (id === '') return
  requestAnimationFrame(() => {
    const target = element.querySelector(`[id="${CSS.escape(id)}"]`)
    if (!target) return
    const from = element.getBoundingClientRect()
    const to = target.getBoundingClientRect()
    const offset = Number(props.scrollIntoViewOffset ?? 0)
    element.scrollBy({
      ...(props.scrollY ? { top: to.top - from.top + offset } : {}),
      ...(props.scrollX ? { left: to.left - from.left + offset } : {}),
      behavior: props.scrollWithAnimation ? 'smooth' : 'instant',
    })
  })
}

function watchScroll(host: Host): void {
  const { element, emit } = host
  let last = { left: 0, top: 0 }
  let at: Edges = { left: true, right: false, top: true, bottom: false }
  element.addEventListener('scroll', () => {
    const { scrollLeft, scrollTop, scrollWidth, scrollHeight, clientWidth, clientHeight } = element
    const deltaX = last.left - scrollLeft
    const deltaY = last.top - scrollTop
    last = { left: scrollLeft, top: scrollTop }
    emit('scroll', { scrollLeft, scrollTop, scrollWidth, scrollHeight, deltaX, deltaY, isDrag: false })
    const upper = toPixels(host.props.upperThreshold)
    const lower = toPixels(host.props.lowerThreshold)
    const now: Edges = {
      left: scrollLeft <= upper,
      right: scrollLeft + clientWidth >= scrollWidth - lower,
      top: scrollTop <= upper,
      bottom: scrollTop + clientHeight >= scrollHeight - lower,
    }
    const moved = { left: deltaX > 0, right: deltaX < 0, top: deltaY > 0, bottom: deltaY < 0 }
    for (const side of ['top', 'left'] as const) {
      if (moved[side] && now[side] && !at[side]) emit('scrolltoupper', { direction: side })
    }
    for (const side of ['bottom', 'right'] as const) {
      if (moved[side] && now[side] && !at[side]) emit('scrolltolower', { direction: side })
    }
    at = now
  })
  element.addEventListener('touchstart', () => emit('dragstart', last), { passive: true })
  element.addEventListener('touchend', () => emit('dragend', last), { passive: true })
}

function watchRefresher(host: Host): void {
  const { element, emit } = host
  let from: number | undefined
  const begin = (y: number) => {
    from = host.props.refresherEnabled && element.scrollTop <= 0 ? y : undefined
  }
  const end = (y: number) => {
    if (from === undefined) return
    const dy = y - from
    from = undefined
    if (dy > Number(host.props.refresherThreshold)) {
      host.set({ refresherTriggered: true })
      emit('refresherrefresh', { dy })
    } else if (dy > 0) emit('refresherabort', { dy })
  }
  element.addEventListener('touchstart', ({ touches }) => begin(touches[0]?.clientY ?? 0), { passive: true })
  element.addEventListener('touchend', ({ changedTouches }) => end(changedTouches[0]?.clientY ?? 0), { passive: true })
  element.addEventListener('mousedown', ({ clientY }) => begin(clientY))
  element.addEventListener('mouseup', ({ clientY }) => end(clientY))
}
