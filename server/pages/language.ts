import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { DEFAULT_LANGUAGE, isLanguage, type Language } from '../../shared/language.ts'

const COOKIE = 'lang'
const A_YEAR_S = 365 * 24 * 3600

/** What answers of shop pages differ by. */
export const LANGUAGE_VARY = 'Accept-Language, Cookie'

/** The merchant's pages speak one language so far. */
export const isNegotiated = (path: string): boolean => !/^\/admin(?:\/|$)/.test(path)

/**
 * The language a shopper asks for: in the address, else by an earlier such address, else by the browser's settings.
 * Null where none of them names one that we speak: then the store's own is used.
 */
export function wishedLanguage(c: Context): Language | null {
  if (!isNegotiated(c.req.path)) return DEFAULT_LANGUAGE
  const kept = getCookie(c, COOKIE)
  return languageInAddress(c) ?? (isLanguage(kept) ? kept : acceptedLanguage(c.req.header('accept-language')))
}

/** A language chosen by following a link stays chosen. */
export function keepChosenLanguage(c: Context): void {
  const chosen = languageInAddress(c)
  if (chosen === null || !isNegotiated(c.req.path)) return
  const origin: unknown = c.get('origin')
  setCookie(c, COOKIE, chosen, {
    path: '/',
    maxAge: A_YEAR_S,
    sameSite: 'Lax',
    httpOnly: true,
    secure: typeof origin === 'string' && origin.startsWith('https:'),
  })
}

function languageInAddress(c: Context): Language | null {
  const asked = c.req.query('lang')
  return isLanguage(asked) ? asked : null
}

/** The best-liked of our languages in an `Accept-Language`; the first of those liked equally. */
export function acceptedLanguage(header: string | undefined): Language | null {
  const wishes = (header ?? '').split(',').flatMap((part) => {
    const [range = '', ...parameters] = part
      .trim()
      .toLowerCase()
      .split(/\s*;\s*/)
    const quality = parameters.find((parameter) => parameter.startsWith('q='))
    const language = range.split('-', 1)[0]
    const weight = quality === undefined ? 1 : Number(quality.slice(2))
    return isLanguage(language) && weight > 0 ? [{ language, weight }] : []
  })
  return wishes.sort((a, b) => b.weight - a.weight)[0]?.language ?? null
}
