import { priceMeal } from '@yundian/domain'
import { describe, expect, it } from 'vitest'
import { language, languageOf, type Words } from './language'
import { menu } from './testing/menu'
import { menuInLanguage } from './views/menuInLanguage'
import { statusView } from './views/orderView'
import { checkoutWords } from './words/checkoutWords'
import { meWords } from './words/meWords'
import { orderWords } from './words/orderWords'
import { queueWords } from './words/queueWords'

const screens: Record<string, Words<string>> = { checkoutWords, meWords, orderWords, queueWords }

describe('i18n', () => {
  it('has every word of every screen in both languages, and no Chinese in the English ones', () => {
    for (const [screen, words] of Object.entries(screens)) {
      expect(Object.keys(words.en).sort(), screen).toEqual(Object.keys(words.zh).sort())
      expect(Object.values(words.en).join(''), screen).not.toMatch(/[\u4e00-\u9fff，。]/)
      expect(Object.values(words.zh).filter((word) => !/[\u4e00-\u9fff]/.test(word))).toEqual([])
    }
  })

  it("begins with the phone's language: Chinese of any kind in Chinese, all others in English", () => {
    expect(['zh_CN', 'zh_TW', 'zh-Hans'].map(languageOf)).toEqual(['zh', 'zh', 'zh'])
    expect(['en', 'ja', 'fr'].map(languageOf)).toEqual(['en', 'en', 'en'])
  })

  it('shows dishes and categories by their English names at the same price', () => {
    const english = menuInLanguage(menu, 'en')
    expect(english.dishes.map(({ name }) => name)).toEqual(menu.dishes.map(({ nameEn }) => nameEn))
    expect(english.categories.map(({ name }) => name)).toEqual(menu.categories.map(({ nameEn }) => nameEn))
    expect(menuInLanguage(menu, 'zh')).toBe(menu)
    const plain = menu.dishes.find((dish) => !dish.parts && dish.optionGroups.every(({ min }) => min === 0))
    const request = { dish: plain?.id ?? '', spec: plain?.specs[0]?.id ?? '', options: [], choices: [], quantity: 3 }
    const fen = (of: typeof menu) => priceMeal(of, [request], { mode: 'pickup', at: 0 }).totalFen
    expect(fen(english)).toBe(fen(menu))
  })

  it('says the state of an order in the language that is chosen', () => {
    expect(statusView('ready', 'pickup').word).toBe('请取餐')
    language.set('en')
    expect(statusView('ready', 'pickup').word).toBe('Please collect')
    language.set('zh')
  })
})
