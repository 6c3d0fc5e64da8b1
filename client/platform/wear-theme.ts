import { defaultTheme, themeColours, themeCss, type StoreTheme } from '../../shared/theme.ts'

const sheet = new CSSStyleSheet()

/** Dresses the living page in another store's looks, over those that the server has written into it. */
export function wearTheme(given: StoreTheme | null): void {
  const theme = given ?? defaultTheme
  sheet.replaceSync(themeCss(theme))
  if (!document.adoptedStyleSheets.includes(sheet)) document.adoptedStyleSheets.push(sheet)
  document.documentElement.dataset.typeface = theme.typeface
  for (const scheme of ['light', 'dark'] as const) {
    document
      .querySelector(`meta[name='theme-color'][media*='${scheme}']`)
      ?.setAttribute('content', themeColours(theme, scheme).surface)
  }
}
