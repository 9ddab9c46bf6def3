import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const REMOTE_FONT = /src\s*:\s*url\(["']?https:\/\/tdesign\.gtimg\.com\/icon\/[^;}]*/g
const GLYPH_RULE = /(t-icon-([\w-]+):{1,2}before\s*\{\s*content\s*:\s*['"])\\[0-9a-f]+/gi

let codePoints: Map<string, string> | undefined

/** The icon font that is served in place of TDesign's remote one. */
export function iconFontFile(): string {
  return join(fontFolder(), 't.woff')
}

/**
 * Points TDesign's icon sheet to the installed font, so that icons appear without a network.
 * Code points differ between the versions of the font, so each glyph is found by its name.
 */
export function useInstalledIcons(css: string): string {
  if (!css.includes('tdesign.gtimg.com/icon')) return css
  codePoints ??= readCodePoints()
  const known = codePoints
  return css
    .replace(REMOTE_FONT, 'src:url(/icons/t.woff) format("woff")')
    .replace(GLYPH_RULE, (rule: string, start: string, name: string) => {
      const point = known.get(name)
      return point === undefined ? rule : `${start}\\${point}`
    })
}

function fontFolder(): string {
  const entry = createRequire(import.meta.url).resolve('tdesign-icons-web-components/package.json')
  return join(dirname(entry), 'esm', 'iconfont')
}

function readCodePoints(): Map<string, string> {
  const svg = readFileSync(join(fontFolder(), 't.svg'), 'utf8')
  const found = new Map<string, string>()
  for (const [, name, point] of svg.matchAll(/glyph-name="([^"]+)"\s+unicode="&#x([0-9A-Fa-f]+);"/g)) {
    if (name && point) found.set(name, point)
  }
  return found
}
