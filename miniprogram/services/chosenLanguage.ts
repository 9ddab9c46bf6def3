import { type Language, language, languageOf } from '../language'

const storageKey = 'language'

/** At the start of the mini-program. */
export function openLanguage(): void {
  const chosen = wx.getStorageSync(storageKey) as Language | ''
  language.set(chosen || languageOf(wx.getAppBaseInfo().language))
}

export function chooseLanguage(chosen: Language): void {
  wx.setStorageSync(storageKey, chosen)
  language.set(chosen)
}
