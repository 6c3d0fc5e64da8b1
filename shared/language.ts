/** The languages the shop speaks, and how each writes numbers and dates for a given store. */
export const languages = ['es', 'en', 'pt'] as const
export type Language = (typeof languages)[number]

/** What is spoken where nothing says otherwise. */
export const DEFAULT_LANGUAGE: Language = 'es'

/** Where a language is at home when the store's own locale is of another one. */
const homes: Record<Language, string> = { es: 'es-AR', en: 'en-GB', pt: 'pt-BR' }

export const isLanguage = (value: unknown): value is Language =>
  languages.some((language) => language === value)

/** The language of a BCP 47 tag; the usual one where the shop does not speak it. */
export function languageOf(locale: string): Language {
  const [language] = locale.toLowerCase().split('-', 1)
  return isLanguage(language) ? language : DEFAULT_LANGUAGE
}

/** The locale that a page in `language` formats with: the store's own where it is of that language. */
export const localeFor = (language: Language, storeLocale: string): string =>
  languageOf(storeLocale) === language ? storeLocale : homes[language]
