import type { glassEasel } from 'glass-easel-miniprogram-adapter'
import { domOf } from '../backend.ts'
import { hostOf } from '../builtins/builtin.ts'
import type { Caller } from '../caller.ts'
import { currentPage, pageOf } from '../router.ts'

type Fields = {
  id?: boolean
  dataset?: boolean
  mark?: boolean
  rect?: boolean
  size?: boolean
  scrollOffset?: boolean
  properties?: string[]
  computedStyle?: string[]
  node?: boolean
  context?: boolean
}
type Result = Record<string, unknown> | null
type Query = {
  scope: Caller | undefined
  selector: string | null
  all: boolean
  fields: Fields
  done?: (result: unknown) => void
}

/** wx.createSelectorQuery: positions count from the page's window, below the navigation bar. */
export class SelectorQuery {
  private readonly queries: Query[] = []
  private scope: Caller | undefined

  constructor(scope?: Caller) {
    this.scope = scope
  }

  in(scope: Caller): this {
    this.scope = scope
    return this
  }

  select(selector: string): NodesRef {
    return this.reference(selector, false)
  }

  selectAll(selector: string): NodesRef {
    return this.reference(selector, true)
  }

  selectViewport(): NodesRef {
    return this.reference(null, false)
  }

  exec(done?: (results: unknown[]) => void): this {
    const queries = this.queries.splice(0)
    setTimeout(() => {
      const results = queries.map(runQuery)
      for (const [index, query] of queries.entries()) query.done?.(results[index])
      done?.(results)
    })
    return this
  }

  private reference(selector: string | null, all: boolean): NodesRef {
    const scope = this.scope ?? currentPage()?.caller
    return new NodesRef((fields, done) => {
      this.queries.push({ scope, selector, all, fields, done })
      return this
    })
  }
}

type Ask = (fields: Fields, done?: (result: unknown) => void) => SelectorQuery

class NodesRef {
  private readonly ask: Ask
  constructor(ask: Ask) {
    this.ask = ask
  }

  fields(fields: Fields, done?: (result: unknown) => void): SelectorQuery {
    return this.ask(fields, done)
  }

  boundingClientRect(done?: (result: unknown) => void): SelectorQuery {
    return this.ask({ id: true, dataset: true, rect: true, size: true }, done)
  }

  scrollOffset(done?: (result: unknown) => void): SelectorQuery {
    return this.ask({ id: true, dataset: true, scrollOffset: true }, done)
  }

  node(done?: (result: unknown) => void): SelectorQuery {
    return this.ask({ node: true }, done)
  }

  context(done?: (result: unknown) => void): SelectorQuery {
    return this.ask({ context: true }, done)
  }
}

function runQuery({ scope, selector, all, fields }: Query): Result | Result[] {
  if (selector === null) return describeViewport(scope, fields)
  const found = scope ? selectIn(scope, selector) : []
  if (all) return found.map((element) => describeNode(element, fields))
  return found[0] ? describeNode(found[0], fields) : null
}

/** The elements of a component's own template that match; `.a >>> .b` crosses into components, as in WeChat. */
export function selectIn(scope: Caller, selector: string): glassEasel.Element[] {
  return scope._$.getShadowRoot()?.querySelectorAll(selector) ?? []
}

/** A component's place in its page; a virtual host is as large as what it holds. */
export function rectOf(element: glassEasel.Element): { left: number; top: number; width: number; height: number } {
  const dom = domOf(element) ?? firstDomInside(element)
  const box = dom?.getBoundingClientRect() ?? new DOMRect()
  const view = pageOf(dom)?.frame.view.getBoundingClientRect() ?? new DOMRect()
  return { left: box.left - view.left, top: box.top - view.top, width: box.width, height: box.height }
}

function firstDomInside(element: glassEasel.Element): HTMLElement | undefined {
  const inside = element.asGeneralComponent()?.getShadowRoot()?.childNodes ?? element.childNodes
  for (const child of inside) {
    const node = child.asElement()
    const dom = node && (domOf(node) ?? firstDomInside(node))
    if (dom) return dom
  }
  return undefined
}

function describeViewport(scope: Caller | undefined, fields: Fields): Result {
  const page = pageOf(scope && domOf(scope._$))
  const { view, scroll } = page?.frame ?? {}
  const width = view?.clientWidth ?? 0
  const height = view?.clientHeight ?? 0
  return {
    ...(fields.id && { id: '' }),
    ...(fields.dataset && { dataset: {} }),
    ...(fields.rect && { left: 0, top: 0, right: width, bottom: height }),
    ...(fields.size && { width, height }),
    ...(fields.scrollOffset && scrollOf(scroll)),
  }
}

function describeNode(element: glassEasel.Element, fields: Fields): Result {
  const { left, top, width, height } = rectOf(element)
  const dom = domOf(element)
  const host = hostOf(dom ?? null)
  const style = fields.computedStyle && dom ? getComputedStyle(dom) : undefined
  return {
    ...(fields.id && { id: element.id }),
    ...(fields.dataset && { dataset: element.dataset }),
    ...(fields.mark && { mark: element.collectMarks() }),
    ...(fields.rect && { left, top, right: left + width, bottom: top + height }),
    ...(fields.size && { width, height }),
    ...(fields.scrollOffset && scrollOf(dom)),
    ...Object.fromEntries((fields.properties ?? []).map((name) => [name, host?.props[name]])),
    ...Object.fromEntries((fields.computedStyle ?? []).map((name) => [name, style?.getPropertyValue(kebab(name))])),
    ...(fields.node && { node: dom?.querySelector('canvas') ?? dom }),
    ...(fields.context && { context: dom }),
  }
}

function scrollOf(element: HTMLElement | undefined) {
  const { scrollLeft = 0, scrollTop = 0, scrollWidth = 0, scrollHeight = 0 } = element ?? {}
  return { scrollLeft, scrollTop, scrollWidth, scrollHeight }
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}
