/** How wide the screen is, in CSS pixels; 750rpx span it. */
export function screenWidth(): number {
  return document.documentElement.clientWidth
}

/** Rewrites rpx in an inline style to units that a browser knows. */
export function styleForBrowser(style: string): string {
  if (!style.includes('rpx') && !style.includes('vh') && !style.includes('safe-area')) return style
  return style
    .replace(/(-?\d*\.?\d+)rpx\b/g, (_all, number: string) => `calc(100vw / 750 * ${number})`)
    .replace(/(-?\d*\.?\d+)vh\b/g, (_all, number: string) => `calc(var(--mp-vh, 1vh) * ${number})`)
    .replace(/\b(?:env|constant)\(\s*safe-area-inset-(top|bottom|left|right)/g, 'var(--mp-safe-$1')
}

/** A length of an attribute (`20`, `20px`, `40rpx`) in pixels; 0 when it is none. */
export function toPixels(length: unknown): number {
  const number = Number.parseFloat(String(length))
  if (Number.isNaN(number)) return 0
  return String(length).trim().endsWith('rpx') ? (number * screenWidth()) / 750 : number
}

/** The URL of an image or file as a source names it, relative to the component that names it. */
export function assetUrl(path: string, owner: string): string {
  if (path === '' || /^(https?:|data:|blob:|\/\/)/.test(path)) return path
  return new URL(path, `${location.origin}/mp/${owner}`).pathname.replace(/^(?!\/mp\/)/, '/mp')
}
