import { priceMeal } from '@yundian/domain'
import { describe, expect, it } from 'vitest'
import { type Language, language, languageOf } from './language'
import { menu } from './testing/menu'
import { menuInLanguage } from './views/menuInLanguage'
import { statusView } from './views/orderView'
import { sentences } from './words/sentences'

/** Every sentence, said with examples. */
const said = (of: Language) => {
  const say = sentences[of]
  const modes = ['dineIn', 'pickup', 'delivery'] as const
  return [
    say.rule(0, 2, 'option'),
    say.rule(1, 1, 'dish'),
    say.rule(1, 2, 'option'),
    say.stillToChoose('S', 1, true, 'option'),
    say.stillToChoose('S', 2, false, 'dish'),
    say.rank(1),
    say.left(2),
    ...modes.flatMap((mode) => [
      say.place(mode, 'A1'),
      say.placeHint(mode, 'A1'),
      say.promise('18:05', mode, true),
      say.promiseOnPaying(8, mode),
      say.promiseOfSlot('18:00', mode),
    ]),
    say.earning(1),
    say.nextDay('01:00'),
    say.summary('X', 3, true),
    say.distance('1.2'),
    say.soon(undefined),
    say.soon(8),
    say.ordersBefore(0),
    say.ordersBefore(3),
    say.underWay('18:05'),
  ]
}

describe('i18n', () => {
  it('says every sentence in both languages', () => {
    for (const sentence of said('en')) expect(sentence).not.toMatch(/[\u4e00-\u9fff，。]|undefined/)
    for (const sentence of said('zh')) expect(sentence).toMatch(/[\u4e00-\u9fff]/)
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
