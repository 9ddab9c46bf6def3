import type { Builtin } from './builtin.ts'

const text: Builtin = {
  properties: {
    selectable: { type: Boolean },
    userSelect: { type: Boolean },
    space: { type: String },
    decode: { type: Boolean },
    maxLines: { type: null },
    overflow: { type: String },
  },
  observers: {
    'selectable, userSelect': ({ element, props }) => {
      element.style.userSelect = props.selectable || props.userSelect ? 'text' : ''
    },
  },
}

const pageMeta: Builtin = {
  properties: { pageStyle: { type: String }, rootFontSize: { type: String }, scrollTop: { type: null } },
  attached: applyPageMeta,
  observers: { 'pageStyle, rootFontSize': applyPageMeta },
}

function applyPageMeta({ element, props }: Parameters<NonNullable<Builtin['attached']>>[0]): void {
  const page = element.closest<HTMLElement>('wx-page')
  if (page === null) return
  page.style.cssText = String(props.pageStyle ?? '')
  const overflowHidden = /overflow(-y)?\s*:\s*hidden/.test(String(props.pageStyle ?? ''))
  page.closest<HTMLElement>('.mp-scroll')?.classList.toggle('mp-locked', overflowHidden)
  if (props.rootFontSize) page.style.fontSize = String(props.rootFontSize)
}

const pageContainer: Builtin = {
  properties: { show: { type: Boolean }, position: { type: String, value: 'bottom' }, overlay: { type: Boolean } },
  observers: {
    show: ({ element, props, emit }) => {
      element.classList.toggle('wx-shown', props.show === true)
      emit(props.show ? 'enter' : 'leave')
      emit(props.show ? 'afterenter' : 'afterleave')
    },
  },
}

/** Tags that only hold their content. */
export const containers: Record<string, Builtin> = {
  view: {},
  'cover-view': {},
  span: {},
  text,
  'root-portal': { properties: { enable: { type: Boolean, value: true } } },
  'page-container': pageContainer,
  'page-meta': pageMeta,
  'navigation-bar': { properties: { title: { type: String } } },
  'match-media': {},
  'share-element': {},
  'sticky-section': {},
  'sticky-header': {},
  'grid-view': {},
  'list-view': {},
  'movable-area': {},
  'movable-view': {},
  map: {},
  canvas: { properties: { type: { type: String }, canvasId: { type: String } } },
  video: { properties: { src: { type: String } } },
  audio: {},
  camera: {},
  'live-player': {},
  'live-pusher': {},
  'web-view': { properties: { src: { type: String } } },
  'open-data': {},
  'official-account': {},
  ad: {},
  editor: {},
}
