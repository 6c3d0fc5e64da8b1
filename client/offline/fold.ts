/** Words as search compares them, the way the server's does: without accents and capitals, and by their stems. */
import type { Language } from '../../shared/language.ts'
import { isPassing } from './passing-words.ts'

/** Letters that no decomposition takes apart. */
const single: Record<string, string> = {
  ...{ ß: 'ss', æ: 'ae', Æ: 'ae', œ: 'oe', Œ: 'oe', ø: 'o', Ø: 'o', ł: 'l', Ł: 'l', đ: 'd', Đ: 'd', ı: 'i' },
}

export function fold(text: string): string {
  // most words need nothing of it
  if (/^[\p{ASCII}]*$/u.test(text)) return text.toLowerCase()
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[ßæÆœŒøØłŁđĐı]/g, (letter) => single[letter] ?? letter)
    .toLowerCase()
}

export const wordsIn = (text: string): string[] => fold(text).match(/[\p{L}\p{N}]+/gu) ?? []

/** A description as far as the server reads it. */
export const plainText = (html: string): string => html.replace(/<[^>]*>|&[a-z]+;/g, ' ').slice(0, 8000)

/** Endings that make no other word of it, the longest first; far less than what the server's stemmers know. */
const endings: Record<Language, RegExp> = {
  es: /(?:(?:and|iend)o|(?:ad|id)[oa]s?|antes?|[ae]n|[aei]r|es|os|as|s|e|o|a)$/,
  pt: /(?:(?:a|e|i)ndo|(?:ad|id)[oa]s?|[aei]r|es|os|as|s|e|o|a)$/,
  en: /(?:ies|es|ing|ed|ly|s|e|y)$/,
}
const SHORTEST_STEM = 3

/** Null for a word that carries nothing. */
export function stemOf(word: string, language: Language): string | null {
  if (isPassing(word, language)) return null
  const stem = word.replace(endings[language], '')
  return stem.length < SHORTEST_STEM ? word : stem
}

const joining = new Set(
  'a al and con da das de del do dos e el em en for la las los na no o of os para por the un una with y'.split(
    ' ',
  ),
)
const MOST_WORDS = 10

/** What is asked for: words that only join others count where there are no others. */
export function askedWords(text: string): string[] {
  const words = wordsIn(text).slice(0, MOST_WORDS)
  const telling = words.filter((word) => !joining.has(word))
  return telling.length > 0 ? telling : words
}

/** A word as it may stand in a text: itself, with or without its plural's s, and its stems. */
export function formsOf(word: string, languages: readonly Language[]): string[] {
  const counted = /[^s]{2}s?$/.test(word) ? [word.endsWith('s') ? word.replace(/s+$/, '') : `${word}s`] : []
  return [...new Set([word, ...counted, ...languages.flatMap((language) => stemOf(word, language) ?? [])])]
}
