import type { PhoneBackend } from './backend.ts'
import { handledCount } from './wxsEvents.ts'

/** Pixels a finger may wander and still tap. */
const TAP_DISTANCE = 10
/** Milliseconds until a press is a long press. Source: the framework's event reference ("longpress: over 350 ms"). */
const LONG_PRESS = 350
/** Browsers repeat a touch as mouse events; those within this many milliseconds are the same finger. */
const ECHO = 1000

type Point = { identifier: number; clientX: number; clientY: number; pageX: number; pageY: number }
type Press = { target: Node; start: Point; moved: boolean; longPressHandled: boolean; timer: number }

/** Turns the DOM's touch, mouse, transition and animation events into the mini-program's. */
export function listenForGestures(backend: PhoneBackend, hover: (target: Node | null) => void): void {
  let press: Press | undefined
  let lastTouch = Number.NEGATIVE_INFINITY

  const send = (target: Node, type: string, event: Event, changed: Point[], touches: Point[], detail: unknown) =>
    backend.dispatch(target, type, detail, {
      originalEvent: event,
      bubbles: true,
      composed: true,
      capturePhase: true,
      extraFields: { touches, changedTouches: changed },
    })
  const detailOf = (point: Point) => ({ x: point.pageX, y: point.pageY })

  const begin = (target: Node, event: Event, points: Point[], all: Point[]) => {
    const start = points[0]
    send(target, 'touchstart', event, points, all, {})
    if (press !== undefined || start === undefined) return
    const begun: Press = { target, start, moved: false, longPressHandled: false, timer: 0 }
    begun.timer = window.setTimeout(() => {
      const before = handledCount()
      send(target, 'longpress', event, [start], [start], detailOf(start))
      send(target, 'longtap', event, [start], [start], detailOf(start))
      begun.longPressHandled = handledCount() > before
    }, LONG_PRESS)
    press = begun
    hover(target)
  }
  const move = (target: Node, event: Event, points: Point[], all: Point[]) => {
    const point = points.find(({ identifier }) => identifier === press?.start.identifier)
    if (press !== undefined && point !== undefined) {
      const { start } = press
      if (Math.hypot(point.clientX - start.clientX, point.clientY - start.clientY) > TAP_DISTANCE && !press.moved) {
        press.moved = true
        clearTimeout(press.timer)
        hover(null)
      }
    }
    if (send(target, 'touchmove', event, points, all, {}) && event.cancelable) event.preventDefault()
  }
  const end = (target: Node, event: Event, points: Point[], all: Point[], cancelled: boolean) => {
    const ended = press
    const finished = ended !== undefined && points.some(({ identifier }) => identifier === ended.start.identifier)
    send(target, cancelled ? 'touchcancel' : 'touchend', event, points, all, {})
    if (!finished) return
    press = undefined
    clearTimeout(ended.timer)
    hover(null)
    if (cancelled || ended.moved || ended.longPressHandled) return
    send(ended.target, 'tap', event, points, all, detailOf(points[0] ?? ended.start))
  }

  const touch = (event: TouchEvent, handle: (target: Node, changed: Point[], all: Point[]) => void) => {
    lastTouch = event.timeStamp
    handle(event.target as Node, pointsOf(event.changedTouches), pointsOf(event.touches))
  }
  const options = { capture: true, passive: true }
  document.addEventListener('touchstart', (e) => touch(e, (t, changed, all) => begin(t, e, changed, all)), options)
  document.addEventListener('touchmove', (e) => touch(e, (t, changed, all) => move(t, e, changed, all)), {
    capture: true,
    passive: false,
  })
  document.addEventListener('touchend', (e) => touch(e, (t, changed, all) => end(t, e, changed, all, false)), options)
  document.addEventListener('touchcancel', (e) => touch(e, (t, changed, all) => end(t, e, changed, all, true)), options)

  let held: Node | undefined
  const isEcho = (event: MouseEvent) => event.timeStamp - lastTouch < ECHO
  document.addEventListener(
    'mousedown',
    (e) => {
      if (isEcho(e) || e.button !== 0) return
      held = e.target as Node
      begin(held, e, [pointOf(e)], [pointOf(e)])
    },
    true,
  )
  document.addEventListener('mousemove', (e) => held && move(held, e, [pointOf(e)], [pointOf(e)]), true)
  document.addEventListener(
    'mouseup',
    (e) => {
      if (held) end(held, e, [pointOf(e)], [], false)
      held = undefined
    },
    true,
  )

  for (const type of ['transitionend', 'animationstart', 'animationiteration', 'animationend']) {
    document.addEventListener(
      type,
      (event) => {
        const { propertyName, animationName, elapsedTime } = event as TransitionEvent & AnimationEvent
        backend.dispatch(
          event.target as Node,
          type,
          { propertyName, animationName, elapsedTime },
          {
            originalEvent: event,
            bubbles: true,
            composed: true,
          },
        )
      },
      true,
    )
  }
}

function pointsOf(touches: TouchList): Point[] {
  return [...touches].map(({ identifier, clientX, clientY }) => toPoint(identifier, clientX, clientY))
}

function pointOf({ clientX, clientY }: MouseEvent): Point {
  return toPoint(0, clientX, clientY)
}

/** Positions count from the page's window, below the navigation bar, as in WeChat. */
function toPoint(identifier: number, x: number, y: number): Point {
  const view = document.querySelector('.mp-frame:not([hidden]) .mp-view')?.getBoundingClientRect()
  const clientX = x - (view?.left ?? 0)
  const clientY = y - (view?.top ?? 0)
  const scrolled = document.querySelector('.mp-frame:not([hidden]) .mp-scroll')?.scrollTop ?? 0
  return { identifier, clientX, clientY, pageX: clientX, pageY: clientY + scrolled }
}
