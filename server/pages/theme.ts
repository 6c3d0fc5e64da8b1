/** A store's looks in the document: its colours as one style that the policy names, its display face fetched at once. */
import { themeColours, themeCss, type StoreTheme, type Typeface } from '../../shared/theme.ts'

/** The file that the first words of a page are set in, as `client/ui/typefaces.css` names it. */
const displayFaces: Record<Typeface, string> = {
  editorial: 'cormorant.woff2',
  grotesk: 'hanken-grotesk.woff2',
  didone: 'bodoni-moda.woff2',
  soft: 'fraunces.woff2',
}

export type ThemeTags = { css: string; metas: string; displayFace: string }

const kept = new Map<string, ThemeTags>()

/** The derivation costs a millisecond, so it is kept; there are as many themes as stores. */
export function themeTags(theme: StoreTheme): ThemeTags {
  const key = `${theme.ground} ${theme.accent} ${theme.typeface}`
  const known = kept.get(key)
  if (known) return known
  if (kept.size > 1000) kept.clear()
  const meta = (scheme: 'light' | 'dark') =>
    `<meta name="theme-color" media="(prefers-color-scheme: ${scheme})" content="${themeColours(theme, scheme).surface}">`
  const made = {
    css: themeCss(theme),
    metas: meta('light') + meta('dark'),
    displayFace: displayFaces[theme.typeface],
  }
  kept.set(key, made)
  return made
}
