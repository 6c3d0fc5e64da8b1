/** What a page says and how it writes numbers and times: in the language its document is written in. */
import { getRequestEvent, isServer } from 'solid-js/web'
import { DEFAULT_LANGUAGE, languageOf, localeFor, type Language } from '../../shared/language.ts'
import { loadWords, wordsOf, type Room, type Words } from './words/rooms.ts'

/** The page's language; null on the server while nobody has named one and the store is not known yet. */
export const settledLanguage = (): Language | null =>
  isServer ? (getRequestEvent()?.page.language ?? null) : languageOf(document.documentElement.lang)

/** One a page load: in the browser the language that the server has written the page in. */
export const useLanguage = (): Language => settledLanguage() ?? DEFAULT_LANGUAGE

/** The words of one room of the shop; the route that leads there has loaded them. */
export const useTexts = <R extends Room>(room: R): Words[R] => wordsOf(useLanguage(), room)

/** On the server every language is there before the first page is rendered. */
export const loadTexts = async (room: Room): Promise<void> =>
  isServer ? undefined : loadWords(useLanguage(), room)

/** The locale this page formats with, given the store's own. */
export const pageLocale = (storeLocale: string): string => localeFor(useLanguage(), storeLocale)
