import { domOf } from '../backend.ts'
import type { Caller } from '../caller.ts'
import { currentPage, pageOf } from '../router.ts'
import { selectIn } from './nodes.ts'

type Margins = { left?: number; top?: number; right?: number; bottom?: number }
type Options = { thresholds?: number[]; initialRatio?: number; observeAll?: boolean }

/** wx.createIntersectionObserver over the browser's, with positions in page coordinates. */
export class PageIntersectionObserver {
  private readonly scope: Caller | undefined
  private readonly options: Options
  private relative: { selector: string | null; margins: Margins } = { selector: null, margins: {} }
  private observer: IntersectionObserver | undefined

  constructor(scope: Caller | undefined, options: Options = {}) {
    this.scope = scope ?? currentPage()?.caller
    this.options = options
  }

  relativeTo(selector: string, margins: Margins = {}): this {
    this.relative = { selector, margins }
    return this
  }

  relativeToViewport(margins: Margins = {}): this {
    this.relative = { selector: null, margins }
    return this
  }

  observe(selector: string, listener: (event: Record<string, unknown>) => void): void {
    const scope = this.scope
    if (scope === undefined) return
    const { margins } = this.relative
    const reference = this.relative.selector === null ? undefined : selectIn(scope, this.relative.selector)[0]
    const page = pageOf(domOf(scope._$))
    const root = (reference && domOf(reference)) ?? page?.frame.view ?? null
    const side = (length: number | undefined) => `${length ?? 0}px`
    let isFirst = true
    const initialRatio = this.options.initialRatio ?? 0
    this.observer = new IntersectionObserver(
      (entries) => {
        const view = page?.frame.view.getBoundingClientRect() ?? new DOMRect()
        for (const entry of entries) {
          if (isFirst && entry.intersectionRatio === initialRatio && !entry.isIntersecting) continue
          listener({
            id: entry.target.id,
            dataset: { ...(entry.target as HTMLElement).dataset },
            intersectionRatio: entry.intersectionRatio,
            intersectionRect: shifted(entry.intersectionRect, view),
            boundingClientRect: shifted(entry.boundingClientRect, view),
            relativeRect: shifted(entry.rootBounds ?? new DOMRect(), view),
            time: Date.now(),
          })
        }
        isFirst = false
      },
      {
        root,
        rootMargin: [margins.top, margins.right, margins.bottom, margins.left].map(side).join(' '),
        threshold: this.options.thresholds ?? [0],
      },
    )
    const targets = selectIn(scope, selector)
    for (const target of this.options.observeAll ? targets : targets.slice(0, 1)) {
      const dom = domOf(target)
      if (dom) this.observer.observe(dom)
    }
  }

  disconnect(): void {
    this.observer?.disconnect()
  }
}

function shifted(rect: DOMRectReadOnly, view: DOMRect) {
  const left = rect.left - view.left
  const top = rect.top - view.top
  return { left, top, right: left + rect.width, bottom: top + rect.height, width: rect.width, height: rect.height }
}
