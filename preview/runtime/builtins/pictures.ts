import type { Builtin, Host } from './builtin.ts'

const SIGNS: Record<string, [sign: string, color: string]> = {
  success: ['✓', '#07c160'],
  success_no_circle: ['✓', '#07c160'],
  info: ['i', '#10aeff'],
  warn: ['!', '#fa5151'],
  waiting: ['…', '#10aeff'],
  cancel: ['✕', '#fa5151'],
  download: ['↓', '#07c160'],
  search: ['⌕', '#b2b2b2'],
  clear: ['✕', '#b2b2b2'],
}

const icon: Builtin = {
  properties: { type: { type: String }, size: { type: null, value: 23 }, color: { type: String } },
  attached: showIcon,
  observers: { 'type, size, color': showIcon },
}

function showIcon({ element, props }: Host): void {
  const type = String(props.type)
  const [sign, color] = SIGNS[type] ?? ['', '#000000']
  element.dataset.sign = sign
  element.classList.toggle('wx-bare', type.endsWith('no_circle') || type === 'search')
  element.style.setProperty('--mp-icon', String(props.color || color))
  element.style.setProperty(
    '--mp-icon-size',
    typeof props.size === 'string' && /\D/.test(props.size) ? props.size : `${props.size}px`,
  )
}

const progress: Builtin = {
  properties: {
    percent: { type: Number },
    showInfo: { type: Boolean },
    strokeWidth: { type: null, value: 6 },
    color: { type: String },
    activeColor: { type: String, value: '#09bb07' },
    backgroundColor: { type: String, value: '#ebebeb' },
    active: { type: Boolean },
    activeMode: { type: String },
    borderRadius: { type: null },
    duration: { type: Number },
  },
  attached: showProgress,
  observers: { 'percent, showInfo, strokeWidth, activeColor, color, backgroundColor': showProgress },
}

function showProgress({ element, props }: Host): void {
  const { style } = element
  style.setProperty('--mp-percent', `${Number(props.percent ?? 0)}%`)
  style.setProperty('--mp-stroke', `${Number(props.strokeWidth)}px`)
  style.setProperty('--mp-done', String(props.color || props.activeColor))
  style.setProperty('--mp-rest', String(props.backgroundColor))
  element.dataset.info = props.showInfo ? `${Number(props.percent ?? 0)}%` : ''
}

type RichNode = { type?: string; name?: string; text?: string; attrs?: Record<string, string>; children?: RichNode[] }

/** Source: rich-text's list of trusted tags; anything else is dropped. */
const RICH_TAGS = new Set(
  'a abbr b blockquote br code div em h1 h2 h3 h4 h5 h6 hr i img ins li ol p pre q s small span strong sub sup table tbody td th thead tr tt u ul del dl dt dd'.split(
    ' ',
  ),
)
const RICH_ATTRIBUTES = new Set([
  'class',
  'style',
  'src',
  'alt',
  'width',
  'height',
  'colspan',
  'rowspan',
  'start',
  'type',
])

const richText: Builtin = {
  properties: { nodes: { type: null, value: [] }, space: { type: String }, userSelect: { type: Boolean } },
  attached: showNodes,
  observers: { nodes: showNodes },
}

function showNodes({ element, props }: Host): void {
  const { nodes } = props
  if (typeof nodes === 'string') {
    const parsed = new DOMParser().parseFromString(nodes, 'text/html')
    element.replaceChildren(...[...parsed.body.childNodes].flatMap(cleaned))
  } else {
    element.replaceChildren(...((nodes ?? []) as RichNode[]).flatMap(built))
  }
}

function cleaned(node: Node): Node[] {
  if (node.nodeType === Node.TEXT_NODE) return [document.createTextNode(node.textContent ?? '')]
  if (!(node instanceof Element) || !RICH_TAGS.has(node.localName)) return []
  const attrs = Object.fromEntries([...node.attributes].map(({ name, value }) => [name, value]))
  return [withAttributes(node.localName, attrs, [...node.childNodes].flatMap(cleaned))]
}

function built({ type, name, text, attrs, children }: RichNode): Node[] {
  if (type === 'text') return [document.createTextNode(text ?? '')]
  if (name === undefined || !RICH_TAGS.has(name)) return []
  return [withAttributes(name, attrs ?? {}, (children ?? []).flatMap(built))]
}

function withAttributes(tag: string, attributes: Record<string, string>, children: Node[]): HTMLElement {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    const isScript = name === 'src' && !/^(https?:|data:image\/|\/)/.test(value)
    if (RICH_ATTRIBUTES.has(name) && !isScript) element.setAttribute(name, value)
  }
  element.append(...children)
  return element
}

export const pictures: Record<string, Builtin> = { icon, progress, 'rich-text': richText }
