import { posix } from 'node:path'

type Piece = { kind: 'code' | 'string' | 'comment'; text: string }

/**
 * Turns WXS into JavaScript that behaves as WXS does:
 * `x.constructor` is the type's name, an unknown escape inside getRegExp('…') keeps its backslash,
 * and `require('./a.wxs')` names the module without its extension, as the template compiler registers it.
 * Source: the mini-program framework's WXS reference ("data types", "getRegExp", "require").
 */
export function wxsToJs(source: string): string {
  const pieces = splitSource(source)
  return pieces
    .map(({ kind, text }, at) => {
      if (kind === 'comment') return text
      if (kind === 'code') return text.replace(/\.constructor\b(?!\s*[=(.](?!=))/g, '.constructor?.name')
      const before = pieces[at - 1]?.text ?? ''
      if (/\bgetRegExp\s*\(\s*$/.test(before)) return keepBackslashes(text)
      if (/\brequire\s*\(\s*$/.test(before)) return text.replace(/\.wxs(?=['"]$)/, '')
      return text
    })
    .join('')
}

/** The ids (without extension) of the modules that a WXS module at `id` requires. */
export function wxsRequires(source: string, id: string): string[] {
  const pieces = splitSource(source)
  return pieces.flatMap(({ kind, text }, at) => {
    if (kind !== 'string' || !/\brequire\s*\(\s*$/.test(pieces[at - 1]?.text ?? '')) return []
    const path = text.slice(1, -1).replace(/\.wxs$/, '')
    return [path.startsWith('/') ? path.slice(1) : posix.join(posix.dirname(id), path)]
  })
}

function keepBackslashes(literal: string): string {
  return literal.replace(/\\([\s\S])/g, (pair, sign: string) => ('\\\'"'.includes(sign) ? pair : `\\${pair}`))
}

/** WXS has no regular expression literals, so quotes and comment marks are all there is to look for. */
function splitSource(source: string): Piece[] {
  const pieces: Piece[] = []
  const token = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:\\[\s\S]|[^'\\])*'|"(?:\\[\s\S]|[^"\\])*"/g
  let from = 0
  for (const match of source.matchAll(token)) {
    if (match.index > from) pieces.push({ kind: 'code', text: source.slice(from, match.index) })
    const text = match[0]
    pieces.push({ kind: text.startsWith('/') ? 'comment' : 'string', text })
    from = match.index + text.length
  }
  pieces.push({ kind: 'code', text: source.slice(from) })
  return pieces
}
