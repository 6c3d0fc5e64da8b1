import { defaultTheme, themeColours, themeCss, type StoreTheme } from '../../shared/theme.ts'

// Made when it is first worn: the server's bundle may load this file with another one, and has no styles.
let sheet: CSSStyleSheet | undefined

/** Dresses the living page in another store's looks, over those that the server has written into it. */
export function wearTheme(given: StoreTheme | null): void {
  const theme = given ?? defaultTheme
  sheet ??= new CSSStyleSheet()
  sheet.replaceSync(themeCss(theme))
  if (!document.adoptedStyleSheets.includes(sheet)) document.adoptedStyleSheets.push(sheet)
  document.documentElement.dataset.typeface = theme.typeface
  for (const scheme of ['light', 'dark'] as const) {
    document
      .querySelector(`meta[name='theme-color'][media*='${scheme}']`)
      ?.setAttribute('content', themeColours(theme, scheme).surface)
  }
}
