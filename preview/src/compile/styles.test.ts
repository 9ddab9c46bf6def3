import { describe, expect, it } from 'vitest'
import { type StyleScope, wxssToCss } from './styles.ts'

const shared: StyleScope = { kind: 'shared' }
const component: StyleScope = { kind: 'component', name: 'c1' }
const css = (source: string, scope: StyleScope = shared) =>
  wxssToCss(source, 'pages/x/x', scope).replace(/\s+/g, ' ').trim()

describe('wxssToCss', () => {
  it('makes 750rpx the width of the screen', () => {
    expect(css('.a{width:750rpx;margin:-7.5rpx 0 15rpx}')).toBe('.a{width:100vw;margin:-1vw 0 2vw}')
  })

  it('makes 100vh the height between the bars', () => {
    expect(css('.a{height:50vh}')).toBe('.a{height:calc(var(--mp-vh, 1vh) * 50)}')
  })

  it('takes the safe area from the phone that is played', () => {
    expect(css('.a{padding-bottom:env(safe-area-inset-bottom)}')).toBe('.a{padding-bottom:var(--mp-safe-bottom)}')
  })

  it('renames built-in tags and leaves custom ones', () => {
    expect(css('page, view > t-button.a text::after{color:red}')).toBe(
      'wx-page, wx-view > t-button.a wx-text::after{color:red}',
    )
  })

  it('prefixes the classes of an isolated component and addresses its host', () => {
    expect(css(':host{color:red}.a .b:not(.c){color:red}', component)).toBe(
      '[wx-host="c1"]{color:red}.c1--a .c1--b:not(.c1--c){color:red}',
    )
  })

  it('keeps the steps of keyframes as they are', () => {
    expect(css('@keyframes k{from{top:0}50%{top:75rpx}to{top:0}}', component)).toBe(
      '@keyframes k{from{top:0}50%{top:10vw}to{top:0}}',
    )
  })

  it('binds the sheet of a page to that page, keyframes excepted', () => {
    expect(css('.a{color:red}@keyframes k{to{top:0}}', { kind: 'page', id: 'pages/x/x' })).toBe(
      '@keyframes k{to{top:0}} @scope (wx-page[data-path="pages/x/x"]) { .a{color:red} }',
    )
  })

  it('serves relative pictures from the folder of the sheet', () => {
    expect(css('.a{background:url(../i/a.png)}')).toBe('.a{background:url("/mp/pages/i/a.png")}')
    expect(css('.a{background:url("https://x.test/a.png")}')).toBe('.a{background:url("https://x.test/a.png")}')
  })
})
