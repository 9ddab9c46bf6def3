import { describe, expect, it } from 'vitest'
import { rowsFor, saleView, typedNumber } from './stockRows'

const row = { sku: 'brain', name: '脑花', category: 'hot' }

describe('the list of what can be switched off', () => {
  it('says how each stands', () => {
    expect(saleView(row)).toMatchObject({ state: '不限量', tone: 'plain', isOff: false })
    expect(saleView({ ...row, left: 3 })).toMatchObject({ state: '剩 3 份', tone: 'few' })
    expect(saleView({ ...row, left: 0 })).toMatchObject({ state: '已卖完', tone: 'off' })
    expect(saleView({ ...row, off: '' })).toMatchObject({ state: '已停售', isOff: true })
    expect(saleView({ ...row, off: '2026-05-07' })).toMatchObject({ state: '停售到 05月07日' })
  })

  it('finds by name or key, and leaves options out that nobody limited', () => {
    const rows = [
      row,
      { ...row, sku: 'riceXegg', name: '米饭·煎蛋' },
      { ...row, sku: 'teaXice', name: '茶·冰', off: '' },
    ]
    expect(rowsFor(rows, '').map(({ sku }) => sku)).toEqual(['brain', 'teaXice'])
    expect(rowsFor(rows, '煎蛋').map(({ sku }) => sku)).toEqual(['riceXegg'])
    expect(rowsFor(rows, ' brain ').map(({ sku }) => sku)).toEqual(['brain'])
  })

  it('takes whole numbers only', () => {
    expect(['12', ' 0 ', '', '1.5', '-1', 'x'].map(typedNumber)).toEqual([
      12,
      0,
      undefined,
      undefined,
      undefined,
      undefined,
    ])
  })
})
