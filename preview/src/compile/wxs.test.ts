import { describe, expect, it } from 'vitest'
import { wxsRequires, wxsToJs } from './wxs.ts'

/** Runs translated WXS as the template runtime does and returns what it exports. */
function run(source: string): Record<string, (...args: unknown[]) => unknown> {
  const module = { exports: {} as Record<string, (...args: unknown[]) => unknown> }
  const getRegExp = (pattern: string, flags?: string) => new RegExp(pattern, flags)
  new Function('module', 'getRegExp', wxsToJs(source))(module, getRegExp)
  return module.exports
}

describe('wxsToJs', () => {
  it('makes constructor the name of the type', () => {
    const { kind } = run('module.exports = { kind: function (x) { return x.constructor } }')
    expect([[], {}, 'a', 1, true].map((value) => kind?.(value))).toEqual([
      'Array',
      'Object',
      'String',
      'Number',
      'Boolean',
    ])
  })

  it('leaves constructor alone in strings and comments', () => {
    const source = "// a.constructor\nvar s = 'b.constructor' /* c.constructor */"
    expect(wxsToJs(source)).toBe(source)
  })

  it('keeps the backslashes of a pattern', () => {
    const { test } = run("module.exports = { test: function (s) { return getRegExp('^-?\\d+(.\\d+)?$').test(s) } }")
    expect([test?.('-12.5'), test?.('12px')]).toEqual([true, false])
  })

  it('does not double a backslash that is escaped already', () => {
    expect(wxsToJs("getRegExp('a\\\\.b')")).toBe("getRegExp('a\\\\.b')")
  })

  it('drops the extension of a required module', () => {
    expect(wxsToJs("var a = require('../a.wxs')")).toBe("var a = require('../a')")
  })
})

describe('wxsRequires', () => {
  it('names required modules from the root, without extension', () => {
    const source = "require('./a.wxs'); require(\"../b\"); require('/c.wxs') // require('./no.wxs')"
    expect(wxsRequires(source, 'pages/x/y')).toEqual(['pages/x/a', 'pages/b', 'c'])
  })
})
