import { assetUrl } from '../units.ts'
import type { Builtin, Host } from './builtin.ts'

/** How each mode of <image> is said in CSS: object-fit and object-position. */
const FITS: Record<string, [fit: string, position?: string]> = {
  scaleToFill: ['fill'],
  aspectFit: ['contain'],
  aspectFill: ['cover'],
  widthFix: ['fill'],
  heightFix: ['fill'],
  top: ['none', 'center top'],
  bottom: ['none', 'center bottom'],
  center: ['none', 'center'],
  left: ['none', 'left center'],
  right: ['none', 'right center'],
  'top left': ['none', 'left top'],
  'top right': ['none', 'right top'],
  'bottom left': ['none', 'left bottom'],
  'bottom right': ['none', 'right bottom'],
}

const pictureOf = ({ element }: Host) => element.querySelector<HTMLImageElement>(':scope > img')!

function applyMode(host: Host): void {
  const mode = String(host.props.mode || 'scaleToFill')
  const [fit, position = '50% 50%'] = FITS[mode] ?? ['fill']
  const { style } = pictureOf(host)
  style.objectFit = fit
  style.objectPosition = position
  host.element.classList.toggle('wx-width-fix', mode === 'widthFix')
  host.element.classList.toggle('wx-height-fix', mode === 'heightFix')
}

export const image: Builtin = {
  properties: {
    src: { type: String },
    mode: { type: String, value: 'scaleToFill' },
    lazyLoad: { type: Boolean },
    webp: { type: Boolean },
    showMenuByLongpress: { type: Boolean },
    fadeIn: { type: Boolean },
  },
  created(host) {
    const picture = document.createElement('img')
    picture.alt = ''
    picture.draggable = false
    picture.onload = () => host.emit('load', { width: picture.naturalWidth, height: picture.naturalHeight })
    picture.onerror = () => host.emit('error', { errMsg: `GET ${String(host.props.src)} failed` })
    host.element.append(picture)
  },
  attached: (host) => {
    applyMode(host)
    showPicture(host)
  },
  observers: { mode: applyMode, 'src, lazyLoad': showPicture },
}

/** Relative paths count from the component whose template names them. */
function showPicture(host: Host): void {
  const picture = pictureOf(host)
  picture.loading = host.props.lazyLoad ? 'lazy' : 'eager'
  const url = assetUrl(String(host.props.src ?? ''), host.owner())
  picture.toggleAttribute('hidden', url === '')
  if (url === '') picture.removeAttribute('src')
  else if (picture.getAttribute('src') !== url) picture.src = url
}
