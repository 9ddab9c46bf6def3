/** The framework's own tags whose names have a hyphen; any other name with one belongs to a custom component. */
const HYPHENATED = new Set([
  'cover-view',
  'cover-image',
  'scroll-view',
  'swiper-item',
  'movable-area',
  'movable-view',
  'rich-text',
  'checkbox-group',
  'radio-group',
  'picker-view',
  'picker-view-column',
  'page-meta',
  'page-container',
  'navigation-bar',
  'root-portal',
  'match-media',
  'share-element',
  'sticky-section',
  'sticky-header',
  'grid-view',
  'list-view',
  'live-player',
  'live-pusher',
  'web-view',
  'open-data',
  'official-account',
])

/** The DOM tag of a mini-program tag: built-ins become `wx-view`, custom components keep their name. */
export function hostTagOf(tag: string): string {
  return tag.includes('-') && !HYPHENATED.has(tag) ? tag : `wx-${tag}`
}
