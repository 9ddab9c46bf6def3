import { createSource } from './source'

export type Language = 'zh' | 'en'

/** The language of the screens: what the diner chose, else the phone's. */
export const language = createSource<Language>('zh')

/** Chinese for every kind of Chinese, English for all others: who reads neither reads a menu in English sooner. */
export function languageOf(phone: string): Language {
  return phone.toLowerCase().startsWith('zh') ? 'zh' : 'en'
}

/** The words of a screen, by name, in both languages; one that lacks a name does not compile. */
export type Words<Name extends string> = Record<Language, Record<Name, string>>

/** Joins the two languages of a screen; the English names must be the Chinese ones. */
export function wordsOf<Name extends string>(zh: Record<Name, string>, en: Record<NoInfer<Name>, string>): Words<Name> {
  return { zh, en }
}
