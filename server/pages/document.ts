import { createHash } from 'node:crypto'
import { languages, type Language } from '../../shared/language.ts'
import { defaultTheme } from '../../shared/theme.ts'
import type { Message, PageFiles, PageHead, Preload, RenderedPage } from './bundle.ts'
import { CODE, CODE_SCRIPT, EARLY_SCRIPT } from './early-script.ts'
import { firstStyles } from './first-styles.ts'
import { themeTags, type ThemeTags } from './theme.ts'

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escape = (text: string) => text.replace(/[&<>"]/g, (character) => entities[character] ?? character)

type DocumentParts = {
  rendered: Pick<RenderedPage, 'html' | 'page'> | null
  files: PageFiles
  /** Scheme and host of the page's own addresses. */
  origin: string
  /** What the browser's script will speak. */
  language: Language
  /** The address itself says which, and is one of its own by that. */
  isLanguageInAddress?: boolean
  /** The browser keeps this one, and may open it after another language was chosen. */
  isKept?: boolean
  fallback: Message
}

/** What the policy has to name by its hash. */
export type Document = { html: string; inlineScripts: string[]; inlineStyles: string[] }

/** The whole page. Without `rendered` an empty one, which the script fills and plain text stands in for. */
export function pageDocument({
  rendered,
  files,
  origin,
  language,
  isLanguageInAddress = false,
  isKept = false,
  fallback,
}: DocumentParts): Document {
  const { markup, data } = splitData(rendered?.html ?? '')
  const head = rendered?.page.head ?? { title: fallback.title, isPrivate: true }
  const { theme, storeSlug: store } = rendered?.page ?? {}
  const looks = themeTags(theme ?? defaultTheme)
  const addresses = head.canonical ? addressesOf(origin + head.canonical) : null
  const { typeface } = theme ?? defaultTheme
  const css = markup === '' ? files.css : firstStyles(files.css, markup, typeface)
  const codeScript = markup === '' ? '' : `<script>${CODE_SCRIPT}</script>`
  const own = addresses && (isLanguageInAddress ? addresses[language] : addresses['x-default'])
  const html = [
    `<!doctype html><html lang="${escape(rendered?.page.locale ?? language)}"${store ? ` data-store="${escape(store)}"` : ''}${isKept ? ' data-kept' : ''} data-typeface="${typeface}" data-script="none"><head>`,
    headTags(head),
    addresses && own ? addressTags(own, addresses) : '',
    rendered ? shopTags(head, rendered.page, { origin, address: own }) : '',
    pictureHead(rendered?.page.preload ?? null),
    themeHead(looks, files),
    styleHead({ ...files, css }),
    css === '' ? '' : styleLinks(files),
    `<script>${EARLY_SCRIPT}</script></head><body>`,
    rendered ? '' : `<noscript>${messageMarkup(fallback)}</noscript>`,
    `<div id="app">${markup}</div>${data}`,
    // an empty page waits for nothing but its code
    markup === '' ? codeTags(files) : `<template id="${CODE}">${codeTags(files)}</template>${codeScript}`,
    '</body></html>',
  ].join('')
  const scripts = [data, codeScript].map(scriptIn)
  return {
    html,
    inlineScripts: [EARLY_SCRIPT, ...scripts].filter(Boolean),
    inlineStyles: [looks.css, css].filter(Boolean),
  }
}

const codeTags = ({ preloads, entry }: PageFiles): string =>
  [
    ...preloads.map((href) => `<link rel="modulepreload" href="${escape(href)}">`),
    `<script type="module" src="${escape(entry)}"></script>`,
  ].join('')

/** In the page itself, so that the first paint waits for nothing but the page. */
const styleHead = ({ css, styles }: PageFiles): string =>
  css === ''
    ? styles.map((href) => `<link rel="stylesheet" href="${escape(href)}">`).join('')
    : `<style>${css}</style>`

/** The whole of them, fetched with the code: scripts look for these links, and the sheets that they bring come behind. */
const styleLinks = ({ styles }: PageFiles): string =>
  styles.map((href) => `<link rel="stylesheet" href="${escape(href)}" disabled>`).join('')

/** What stands between the tags of the one script in `html`; empty when there is none. */
const scriptIn = (html: string) => /<script[^>]*>([\s\S]*)<\/script>/.exec(html)?.[1] ?? ''

/** A page that needs nothing but itself. */
export function messageDocument(message: Message, files: PageFiles, language: Language): Document {
  const looks = themeTags(defaultTheme)
  const html = [
    `<!doctype html><html lang="${language}"><head>`,
    headTags({ title: message.title, isPrivate: true }),
    themeHead(looks, files),
    styleHead(files),
    `</head><body>${messageMarkup(message)}</body></html>`,
  ].join('')
  return { html, inlineScripts: [], inlineStyles: [looks.css, files.css].filter(Boolean) }
}

const messageMarkup = ({ title, text }: Message) =>
  `<main class="message-page"><h1>${escape(title)}</h1><p>${escape(text)}</p></main>`

function headTags(head: PageHead): string {
  return [
    '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">',
    `<title>${escape(head.title)}</title>`,
    head.description ? `<meta name="description" content="${escape(head.description)}">` : '',
    head.isPrivate ? '<meta name="robots" content="noindex">' : '',
    '<link rel="icon" href="/favicon.svg" type="image/svg+xml">',
  ].join('')
}

/** What phones keep of a store, what messengers show of a link, what search engines read of a page. */
function shopTags(
  head: PageHead,
  page: RenderedPage['page'],
  { origin, address }: { origin: string; address: string | null },
): string {
  if (!page.storeSlug) return ''
  const at = `/s/${encodeURIComponent(page.storeSlug)}/`
  const app = [
    `<link rel="manifest" href="${escape(`${at}manifest.webmanifest`)}">`,
    `<link rel="apple-touch-icon" href="${escape(`${at}icon-180.png`)}">`,
    `<meta name="apple-mobile-web-app-title" content="${escape(page.storeName ?? '')}">`,
  ]
  if (head.isPrivate || !address) return app.join('')
  const properties = [
    ['og:title', head.title],
    ['og:description', head.description],
    ['og:type', head.kind ?? 'website'],
    ['og:url', address],
    ['og:site_name', page.storeName],
    ['og:locale', page.locale?.replace('-', '_')],
    ['og:image', head.picture && origin + head.picture],
    ['og:image:width', head.picture && '1200'],
    ['og:image:height', head.picture && '630'],
  ]
  return [
    ...app,
    ...properties.map(([name = '', content]) =>
      content ? `<meta property="${name}" content="${escape(content)}">` : '',
    ),
    head.picture ? '<meta name="twitter:card" content="summary_large_image">' : '',
    ...(head.structured ?? []).map(
      (data) =>
        `<script type="application/ld+json">${JSON.stringify(data).replaceAll('<', '\\u003c')}</script>`,
    ),
  ].join('')
}

/** The first picture, for browsers that take AVIF: the others find it as they read on. */
const pictureHead = (preload: Preload | null): string =>
  preload
    ? `<link rel="preload" as="image" type="image/avif" imagesrcset="${escape(preload.srcset)}" imagesizes="${escape(preload.sizes)}" fetchpriority="high">`
    : ''

/** Before the style sheets, so that the first words are already on their way in the right face. */
function themeHead({ css, metas, displayFace }: ThemeTags, { typefaces }: PageFiles): string {
  const face = typefaces.get(displayFace)
  const preload = face
    ? `<link rel="preload" as="font" type="font/woff2" href="${escape(face)}" crossorigin>`
    : ''
  return `${metas}${preload}<style>${css}</style>`
}

type Addresses = Record<Language | 'x-default', string>

/** Where a page is to be had in each language; the plain address speaks that of whoever asks, else the store's. */
function addressesOf(canonical: string): Addresses {
  const inLanguage = (language: Language) => {
    const url = new URL(canonical)
    url.searchParams.set('lang', language)
    return [language, url.href]
  }
  return { ...Object.fromEntries(languages.map(inLanguage)), 'x-default': canonical } as Addresses
}

/** A page that called another its canonical one would not be found in its own language. */
const addressTags = (own: string, addresses: Addresses): string =>
  [
    `<link rel="canonical" href="${escape(own)}">`,
    ...Object.entries(addresses).map(
      ([language, href]) => `<link rel="alternate" hreflang="${language}" href="${escape(href)}">`,
    ),
  ].join('')

/** Solid writes the page's data as one script after the markup; it belongs behind the app, not inside. */
function splitData(html: string): { markup: string; data: string } {
  const start = html.lastIndexOf('<script')
  if (start === -1 || !html.endsWith('</script>')) return { markup: html, data: '' }
  return { markup: html.slice(0, start), data: html.slice(start) }
}

/**
 * The policy of one page: the scripts and the style that we wrote into it are named by their hashes, nothing else counts.
 * They are not looked for in the finished page: what somebody smuggled into it would be found there too.
 */
export function contentSecurityPolicy({ inlineScripts, inlineStyles }: Omit<Document, 'html'>): string {
  return [
    "default-src 'none'",
    ["script-src 'self'", ...hashesOf(inlineScripts)].join(' '),
    ["style-src 'self'", ...hashesOf(inlineStyles)].join(' '),
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
  ].join('; ')
}

const hashesOf = (inline: string[]): Set<string> =>
  new Set(inline.map((code) => `'sha256-${createHash('sha256').update(code).digest('base64')}'`))
