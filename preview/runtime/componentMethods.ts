import { component } from 'glass-easel-miniprogram-adapter'
import { domOf } from './backend.ts'
import type { Caller, TriggerOptions } from './caller.ts'
import { EventChannel } from './eventChannel.ts'
import { pageOf } from './router.ts'
import { PageIntersectionObserver } from './wx/intersection.ts'
import { SelectorQuery, selectIn } from './wx/nodes.ts'

type Keyframe = Record<string, unknown> & { offset?: number; ease?: string }

/** Gives pages and components the methods of `this` that the adapter leaves to its host. */
export function completeComponentMethods(): void {
  const pageOfCaller = (caller: Caller) => {
    const dom = domOf(caller._$)
    return dom ? pageOf(dom) : pageOf(undefined)
  }
  Object.assign(component.ComponentCaller.prototype, {
    createSelectorQuery(this: Caller) {
      return new SelectorQuery(this)
    },
    createIntersectionObserver(this: Caller, options?: Record<string, never>) {
      return new PageIntersectionObserver(this, options)
    },
    triggerEvent(this: Caller, name: string, detail: unknown = {}, options: TriggerOptions = {}) {
      this._$.triggerEvent(name, detail, options)
    },
    getTabBar(this: Caller) {
      return pageOfCaller(this)?.tabBar
    },
    getPageId(this: Caller) {
      return `pageId:${pageOfCaller(this)?.id ?? ''}`
    },
    getOpenerEventChannel(this: Caller) {
      return pageOfCaller(this)?.channel ?? new EventChannel()
    },
    /** Source: the framework's keyframe animation: `this.animate(selector, keyframes, ms, done)`. */
    animate(this: Caller, selector: string, frames: Keyframe[], duration: number, done?: () => void) {
      for (const element of selectIn(this, selector)) {
        const playing = domOf(element)?.animate(frames.map(toCssFrame), { duration, fill: 'forwards' })
        if (playing && done) playing.onfinish = () => done()
      }
    },
    clearAnimation(this: Caller, selector: string, _options?: unknown, done?: () => void) {
      for (const element of selectIn(this, selector)) {
        for (const playing of domOf(element)?.getAnimations() ?? []) playing.cancel()
      }
      done?.()
    },
  })
}

const TRANSFORMS = /^(translate|rotate|scale|skew)/

function toCssFrame({ offset, ease, ...values }: Keyframe): globalThis.Keyframe {
  const frame: globalThis.Keyframe = {}
  if (offset !== undefined) frame.offset = offset
  if (ease !== undefined) frame.easing = ease
  const transforms: string[] = []
  for (const [name, value] of Object.entries(values)) {
    if (!TRANSFORMS.test(name)) frame[name] = String(value)
    else {
      const unit = name.startsWith('translate') ? 'px' : name.startsWith('scale') ? '' : 'deg'
      const list = (Array.isArray(value) ? value : [value]).map((part) =>
        typeof part === 'number' ? part + unit : part,
      )
      transforms.push(`${name}(${list.join(',')})`)
    }
  }
  if (transforms.length > 0) frame.transform = transforms.join(' ')
  return frame
}
