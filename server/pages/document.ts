import { createHash } from 'node:crypto'
import { languages, type Language } from '../../shared/language.ts'
import type { Message, PageFiles, PageHead, RenderedPage } from './bundle.ts'

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escape = (text: string) => text.replace(/[&<>"]/g, (character) => entities[character] ?? character)

type DocumentParts = {
  rendered: Pick<RenderedPage, 'html' | 'page'> | null
  files: PageFiles
  hydrationScript: string
  publicUrl: string | null
  /** What the browser's script will speak. */
  language: Language
  /** The browser keeps this one, and may open it after another language was chosen. */
  isKept?: boolean
  fallback: Message
}

export type Document = { html: string; inlineScripts: string[] }

/** Styles ask for this mark: `@media (scripting: none)` is not true everywhere where scripts are blocked. */
const MARK_SCRIPTING = 'delete document.documentElement.dataset.script'

/** The whole page. Without `rendered` an empty one, which the script fills and plain text stands in for. */
export function pageDocument({
  rendered,
  files,
  hydrationScript,
  publicUrl,
  language,
  isKept = false,
  fallback,
}: DocumentParts): Document {
  const { markup, data } = splitData(rendered?.html ?? '')
  const head = rendered?.page.head ?? { title: fallback.title, isPrivate: true }
  const theme = rendered?.page.theme
  const html = [
    `<!doctype html><html lang="${escape(rendered?.page.locale ?? language)}"${theme ? ` data-store="${escape(theme)}"` : ''}${isKept ? ' data-kept' : ''} data-script="none"><head>`,
    headTags(head, publicUrl),
    ...files.styles.map((href) => `<link rel="stylesheet" href="${escape(href)}">`),
    ...files.preloads.map((href) => `<link rel="modulepreload" href="${escape(href)}">`),
    `<script>${MARK_SCRIPTING}</script>`,
    hydrationScript,
    `<script type="module" src="${escape(files.entry)}"></script></head><body>`,
    rendered ? '' : `<noscript>${messageMarkup(fallback)}</noscript>`,
    `<div id="app">${markup}</div>${data}</body></html>`,
  ].join('')
  return { html, inlineScripts: [MARK_SCRIPTING, scriptIn(hydrationScript), scriptIn(data)].filter(Boolean) }
}

/** What stands between the tags of the one script in `html`; empty when there is none. */
const scriptIn = (html: string) => /<script[^>]*>([\s\S]*)<\/script>/.exec(html)?.[1] ?? ''

/** A page that needs nothing but itself. */
export function messageDocument(message: Message, styles: string[], language: Language): Document {
  const html = [
    `<!doctype html><html lang="${language}"><head>`,
    headTags({ title: message.title, isPrivate: true }, null),
    ...styles.map((href) => `<link rel="stylesheet" href="${escape(href)}">`),
    `</head><body>${messageMarkup(message)}</body></html>`,
  ].join('')
  return { html, inlineScripts: [] }
}

const messageMarkup = ({ title, text }: Message) =>
  `<main class="message-page"><h1>${escape(title)}</h1><p>${escape(text)}</p></main>`

function headTags(head: PageHead, publicUrl: string | null): string {
  return [
    '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">',
    `<title>${escape(head.title)}</title>`,
    head.description ? `<meta name="description" content="${escape(head.description)}">` : '',
    head.canonical && publicUrl ? addressTags(publicUrl + head.canonical) : '',
    head.isPrivate ? '<meta name="robots" content="noindex">' : '',
    '<link rel="icon" href="/favicon.svg" type="image/svg+xml">',
  ].join('')
}

/** The page's one address, and where it is to be had in each language. */
function addressTags(canonical: string): string {
  const inLanguage = (language: Language) => {
    const url = new URL(canonical)
    url.searchParams.set('lang', language)
    return url.href
  }
  const alternates = [
    ...languages.map((language) => [language, inLanguage(language)]),
    ['x-default', canonical],
  ]
  return [
    `<link rel="canonical" href="${escape(canonical)}">`,
    ...alternates.map(
      ([language = '', href = '']) => `<link rel="alternate" hreflang="${language}" href="${escape(href)}">`,
    ),
  ].join('')
}

/** Solid writes the page's data as one script after the markup; it belongs behind the app, not inside. */
function splitData(html: string): { markup: string; data: string } {
  const start = html.lastIndexOf('<script')
  if (start === -1 || !html.endsWith('</script>')) return { markup: html, data: '' }
  return { markup: html.slice(0, start), data: html.slice(start) }
}

/**
 * The policy of one page: the scripts that we wrote into it are named by their hashes, nothing else may run.
 * They are not looked for in the finished page: what somebody smuggled into it would be found there too.
 */
export function contentSecurityPolicy(inlineScripts: string[]): string {
  const hashes = inlineScripts.map((code) => `'sha256-${createHash('sha256').update(code).digest('base64')}'`)
  return [
    "default-src 'none'",
    ["script-src 'self'", ...new Set(hashes)].join(' '),
    "style-src 'self'",
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
