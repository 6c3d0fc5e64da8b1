import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { typefaces, type StoreTheme } from '../../shared/theme.ts'
import { contentSecurityPolicy, pageDocument } from './document.ts'
import { themeTags } from './theme.ts'

const theme: StoreTheme = { ground: '#fdf6ea', accent: '#d8391f', typeface: 'grotesk' }
const context = {
  status: 200,
  head: null,
  preload: null,
  locale: 'es-AR',
  language: 'es',
  movedTo: null,
  hasFault: false,
} as const

const documentOf = (worn: StoreTheme | null) =>
  pageDocument({
    rendered: { html: '<p>hola</p>', page: { ...context, theme: worn, storeName: null, storeSlug: 'feria' } },
    files: {
      entry: '/assets/entry.js',
      styles: ['/assets/entry.css'],
      css: '',
      preloads: [],
      typefaces: new Map([[themeTags(theme).displayFace, '/assets/face.woff2']]),
    },
    origin: 'http://localhost',
    language: 'es',
    fallback: { title: '', text: '' },
  })

describe('PAG6 a page wears its store’s looks from its first byte', () => {
  it('the colours are the one inline style, and the policy names it', () => {
    const { html, ...inline } = documentOf(theme)
    const [style, ...more] = [...html.matchAll(/<style>([^<]*)<\/style>/g)].map(([, css]) => css)
    expect(style).toContain('--surface:#fdf6ea')
    expect(more).toEqual([])
    const hash = createHash('sha256')
      .update(style ?? '')
      .digest('base64')
    expect(contentSecurityPolicy(inline)).toContain(`style-src 'self' 'sha256-${hash}';`)
    expect(html).toContain('data-store="feria" data-typeface="grotesk"')
    expect(html).toMatch(
      /<meta name="theme-color" media="\(prefers-color-scheme: light\)" content="#fdf6ea">/,
    )
  })

  it('a store that has chosen nothing wears the usual', () => {
    expect(documentOf(null).html).toContain('data-typeface="editorial"')
  })

  it('its display face, and no other, is fetched before the styles are read', () => {
    const found = documentOf(theme).html.match(/<link rel="preload" as="font"[^>]*>/g)
    expect(found).toEqual([
      '<link rel="preload" as="font" type="font/woff2" href="/assets/face.woff2" crossorigin>',
    ])
  })

  it.each(typefaces)('%s: what is fetched is what the styles set words in', async (typeface) => {
    const css = await readFile(new URL('../../client/ui/typefaces.css', import.meta.url), 'utf8')
    const rule = `[data-typeface='${typeface}'] {`
    const family = css.slice(css.indexOf(rule)).match(/--display: '([^']+)'/)?.[1]
    const face = css.match(new RegExp(`font-family: '${family}';\\s*src: url\\('([^']+)'`))?.[1]
    expect(face?.split('/').at(-1)).toBe(themeTags({ ...theme, typeface }).displayFace)
  })
})
