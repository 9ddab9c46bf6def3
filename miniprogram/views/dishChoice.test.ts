import { type Dish, findDish, priceLine } from '@yundian/domain'
import { describe, expect, it } from 'vitest'
import { menu } from '../testing/menu'
import { sentences } from '../words/sentences'
import {
  chooseQuantity,
  chooseSpec,
  priceSoFar,
  startChoice,
  toggleOption,
  togglePart,
  toLineRequest,
  whatIsMissing,
} from './dishChoice'
import { dishSheet } from './dishSheet'

const noodles = findDish(menu, 'dandan') as Dish
const set = findDish(menu, 'duo') as Dish
const buyer = { mode: 'dineIn' as const }
const now = { ...buyer, at: Date.parse('2026-05-06T12:00:00+08:00') }

describe('choosing options', () => {
  it('begins with the first size and leaves to the diner what the diner must say', () => {
    expect(startChoice(noodles)).toEqual({ spec: 'small', options: {}, parts: {}, quantity: 1, remark: '' })
    expect(whatIsMissing(noodles, startChoice(noodles))).toEqual({ group: 'spice', words: '请选择「辣度」' })
  })

  it('replaces the option of a group of one, and keeps it when tapped again', () => {
    const mild = toggleOption(noodles, startChoice(noodles), 'spice', 'mild')
    const hot = toggleOption(noodles, mild, 'spice', 'hot')
    expect(hot.options.spice).toEqual(['hot'])
    expect(toggleOption(noodles, hot, 'spice', 'hot').options.spice).toEqual(['hot'])
    expect(whatIsMissing(noodles, hot)).toBeUndefined()
  })

  it('takes no more options than a group allows, and puts them back', () => {
    const full = ['egg', 'beef', 'bean'].reduce(
      (choice, option) => toggleOption(noodles, choice, 'top', option),
      startChoice(noodles),
    )
    expect(full.options.top).toEqual(['egg', 'beef'])
    expect(toggleOption(noodles, full, 'top', 'egg').options.top).toEqual(['beef'])
  })

  it('prices what is chosen so far like the house prices the finished line', () => {
    const unfinished = toggleOption(noodles, chooseSpec(startChoice(noodles), 'large'), 'top', 'beef')
    expect(priceSoFar(menu, noodles, unfinished, buyer)).toBe(1650 + 1250)
    const finished = chooseQuantity(toggleOption(noodles, unfinished, 'spice', 'hot'), 3)
    expect(priceSoFar(menu, noodles, finished, buyer)).toBe(
      priceLine(menu, toLineRequest(noodles, finished), buyer).fen,
    )
  })

  it('keeps the quantity between 1 and 99', () => {
    expect(chooseQuantity(startChoice(noodles), 0).quantity).toBe(1)
    expect(chooseQuantity(startChoice(noodles), 100).quantity).toBe(99)
  })
})

describe('choosing the parts of a set menu', () => {
  it('takes fixed parts by itself and asks for the others', () => {
    const begun = startChoice(set)
    expect(begun.parts).toEqual({ drink: ['tea'] })
    expect(whatIsMissing(set, begun)).toEqual({ group: 'side', words: '请选择「小吃」' })
    expect(togglePart(set, begun, 'drink', 'tea')).toEqual(begun)
  })

  it('adds the surcharge of a finer choice', () => {
    const plain = togglePart(set, startChoice(set), 'side', 'tofu')
    const fine = togglePart(set, plain, 'side', 'brain')
    expect(priceSoFar(menu, set, plain, buyer)).toBe(8800)
    expect(priceSoFar(menu, set, fine, buyer)).toBe(9300)
    expect(toLineRequest(set, fine).choices).toEqual([
      { part: 'drink', dish: 'tea' },
      { part: 'side', dish: 'brain' },
    ])
  })
})

describe('dishSheet', () => {
  it('says how many may be chosen and what each adds', () => {
    const sheet = dishSheet(menu, noodles, startChoice(noodles), undefined, '', now)
    expect(sheet.specs.map(({ name, note, chosen }) => [name, note, chosen])).toEqual([
      ['小份', '¥12', true],
      ['大份', '¥16.50', false],
    ])
    expect(sheet.groups.map(({ name, rule }) => [name, rule])).toEqual([
      ['辣度', '必选 1 项'],
      ['加料', '可不选，最多 2 项'],
    ])
    expect(sheet.groups[1]?.chips.map(({ note }) => note)).toEqual(['+¥3', '+¥12.50', '+¥2'])
    expect(sentences.zh.rule(1, 2, 'option')).toBe('选 1 至 2 项')
  })

  it('does not offer a sold-out dish inside a set menu', () => {
    const sheet = dishSheet(menu, set, startChoice(set), { left: { brain: 0 }, off: {} }, '', now)
    expect(sheet.parts[1]?.chips.map(({ id, off }) => [id, off])).toEqual([
      ['tofu', false],
      ['brain', true],
    ])
  })

  it('keeps a sold-out dish from the cart', () => {
    const sheet = dishSheet(menu, noodles, startChoice(noodles), { left: {}, off: { dandan: true } }, '', now)
    expect(sheet.missing).toBe('售罄')
  })
})
