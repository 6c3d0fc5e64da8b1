/**
 * The shop's pages, rendered on the server and brought to life in the browser.
 *
 * PAG1 the status is the page's own: 404 for what is not there, 503 while the database is away
 * PAG2 nothing of a fault (message, stack, path) reaches a page; the shell goes out and the log has the rest
 * PAG3 only scripts whose hash this very page announces may run
 * PAG4 links that are capabilities, and merchant pages, are neither stored nor indexed nor referred from
 * PAG5 a page is in the language that was asked for, else in the store's, and says so
 * PAG6 a page wears its store's looks from its first byte
 * PAG7 a page that shows nothing of anybody is rendered in nobody's name, once for all, and given again while what it was made
 *      of is the same: whoever asks after a COMMIT sees it
 * PAG8 an address of before leads on to the present one
 * PAG9 the first paint waits for nothing but the page
 */
import type { Server } from 'node:http'
import { join } from 'node:path'
import { Hono, type Context } from 'hono'
import { DEFAULT_LANGUAGE, type Language } from '../../shared/language.ts'
import { assetRoutes } from './assets.ts'
import { buildIfNeeded } from './build.ts'
import { openBundle, type FetchApi, type PageLog, type PageSource } from './bundle.ts'
import { openDevelopment, type Development } from './development.ts'
import { keepBuild } from './kept-builds.ts'
import { serviceWorkerRoutes } from './service-worker-routes.ts'
import { messageDocument, pageDocument } from './document.ts'
import { FinishedPage, sendPage } from './finished-page.ts'
import { KeptPages } from './kept-pages.ts'
import { keepChosenLanguage, wishedLanguage } from './language.ts'

export type PagesOptions = {
  /** Our own API without a network in between; the headers of the page's request travel along. */
  fetchApi: FetchApi
  isDev: boolean
  publicUrl: string | null
  log: PageLog
  said?: (message: string) => void
  root?: string
  /** Where the files of the last builds are kept for pages that are still open. */
  keptBuilds?: string
  /** Calls a build off. */
  signal?: AbortSignal
}

export type Pages = {
  /** Mount last: it answers every GET that nothing before it took. */
  routes: Hono
  /** Development only, once the server listens: hot reload on the same port. Does nothing otherwise. */
  attachHmr: (server: Server) => Promise<void>
  close: () => Promise<void>
}

const FAVICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path d="M4 30V15a12 12 0 0 1 24 0v15z" fill="#1f3d33"/><path d="M9 26V15a7 7 0 0 1 14 0v11z" fill="#f4ead2"/></svg>'

/** Some hundred pages: the windows and the products that are looked at most. */
const KEPT_BYTES = 8_000_000
/** Of what a page is asked by. */
const LONGEST_KEPT = 1_000

/** Opens the pages: from `dist/` (built first where needed), or from the sources while developing. */
export async function createPages(options: PagesOptions): Promise<Pages> {
  const root = options.root ?? join(import.meta.dirname, '../..')
  if (options.isDev) return developmentPages(options, root)
  const { keptBuilds = null, said, signal } = options
  await buildIfNeeded(root, { said, signal })
  const dist = join(root, 'dist')
  if (keptBuilds !== null)
    await keepBuild(join(dist, 'client'), keptBuilds).catch((error: unknown) =>
      options.log(error, 'the files of this build could not be kept for later'),
    )
  const source = await openBundle(dist)
  const routes = new Hono()
    .route('/', assetRoutes(join(dist, 'client/assets'), keptBuilds))
    .route('/', await serviceWorkerRoutes(dist))
  addPages(routes, options, () => Promise.resolve(source))
  return { routes, attachHmr: () => Promise.resolve(), close: () => Promise.resolve() }
}

function developmentPages(options: PagesOptions, root: string): Pages {
  let opened: Promise<Development> | null = null
  const open = (server: Server | null) => (opened ??= openDevelopment(root, server))
  const routes = new Hono().get('*', async (c, next) => {
    const own = await (await open(null)).handle(c)
    return own ?? next()
  })
  addPages(routes, options, async () => (await open(null)).source)
  return {
    routes,
    attachHmr: async (server) => void (await open(server)),
    close: async () => (await opened)?.close(),
  }
}

function addPages(routes: Hono, options: PagesOptions, source: () => Promise<PageSource>): void {
  routes.get('/favicon.svg', (c) =>
    c.body(FAVICON, 200, { 'Content-Type': 'image/svg+xml', 'Cache-Control': 'public, max-age=86400' }),
  )
  // what browsers and crawlers ask for unasked
  routes.get('/favicon.ico', (c) => c.redirect('/favicon.svg', 301))
  routes.get('/assets/*', (c) => c.text('not found', 404, { 'Cache-Control': 'no-store' }))
  routes.get('/', async (c) => {
    keepChosenLanguage(c)
    const answer = await apiFor(options, c)('/api/store')
    // a store that is closed says which it is, and its own page says the rest
    const store = slugOf(await answer.json())
    if (store) return c.redirect(`/s/${encodeURIComponent(store)}/`, 307)
    return unavailable(options, c, await source(), answer.status === 404 ? 404 : 503)
  })
  routes.get('/shell', async (c) => answerShell(options, c, await source()))
  // sources that change make other pages of the same answers
  const kept = new KeptPages<FinishedPage>(
    options.isDev ? 0 : KEPT_BYTES,
    (before, after) => before.etag === after.etag,
  )
  routes.get('*', async (c) => answerPage(options, c, await source(), kept))
}

/** The page before there is anything in it: what the service worker keeps, and the browser fills. */
async function answerShell(options: PagesOptions, c: Context, source: PageSource): Promise<Response> {
  const bundle = await source.load()
  const language = wishedLanguage(c) ?? DEFAULT_LANGUAGE
  const document = pageDocument({
    rendered: null,
    files: await source.filesFor([]),
    origin: originOf(options, c),
    language,
    isKept: true,
    fallback: bundle.fallbackTexts(language).unavailable,
  })
  const html = await source.finish('/shell', document.html)
  const page = new FinishedPage({ ...document, html }, { status: 200, isPrivate: true, isDev: options.isDev })
  return sendPage(c, page)
}

/** Ways by which a link was found: told to whoever counts them, read by no page. */
const NOT_READ = /^(?:utm_.*|[gf]bclid|gclid|gbraid|wbraid|msclkid|ttclid|igshid|igsh|mc_[ce]id)$/

async function answerPage(
  options: PagesOptions,
  c: Context,
  source: PageSource,
  kept: KeptPages<FinishedPage>,
): Promise<Response> {
  const url = new URL(c.req.url)
  for (const name of [...url.searchParams.keys()]) if (NOT_READ.test(name)) url.searchParams.delete(name)
  const language = wishedLanguage(c)
  keepChosenLanguage(c)
  const asking = { options, source, url, language, origin: originOf(options, c) }
  if (!url.pathname.startsWith('/s/')) {
    const { headers } = c.req.raw
    return sendPage(c, await renderPage({ ...asking, headers, fetchApi: apiFor(options, c) }))
  }
  // of a store: in nobody's name, so that nothing of whoever asks first is shown to the next
  const key = JSON.stringify([asking.origin, c.get('host'), language, url.pathname, url.search])
  const page = await kept.read(key, apiFor(options, c, ADDRESSED), async (fetchApi) => {
    const rendered = await renderPage({ ...asking, headers: new Headers(), fetchApi })
    return { page: rendered, isKeepable: rendered.isPublic && key.length <= LONGEST_KEPT }
  })
  return sendPage(c, page)
}

type Asking = {
  options: PagesOptions
  source: PageSource
  url: URL
  headers: Headers
  fetchApi: FetchApi
  language: Language | null
  origin: string
}

async function renderPage(asking: Asking): Promise<FinishedPage> {
  const { options, source, url, headers, fetchApi, origin } = asking
  const { log, isDev } = options
  const bundle = await source.load()
  const rendered = await bundle
    .renderPage(new Request(url, { headers }), { fetchApi, log, language: asking.language, origin })
    .catch((error: unknown) => {
      log(error, 'page could not be rendered')
      return null
    })
  // Solid writes a caught error into the page it renders: such a page never leaves.
  const whole = rendered?.page.hasFault ? null : rendered
  const language = whole?.page.language ?? asking.language ?? DEFAULT_LANGUAGE
  const document = pageDocument({
    rendered: whole,
    files: await source.filesFor(rendered?.info?.modules ?? []),
    origin,
    language,
    isLanguageInAddress: url.searchParams.get('lang') === language,
    fallback: bundle.fallbackTexts(language).fault,
  })
  const html = await source.finish(url.pathname + url.search, document.html)
  const isPrivate =
    /^\/(?:c|admin)(?:\/|$)/.test(url.pathname) || !whole || (whole.page.head?.isPrivate ?? false)
  const { status = 500, movedTo } = whole?.page ?? {}
  const state = { status, isPrivate, isDev, movedTo: movedTo ? movedTo + url.search : null }
  return new FinishedPage({ ...document, html }, state)
}

async function unavailable(options: PagesOptions, c: Context, source: PageSource, status: number) {
  const { fallbackTexts } = await source.load()
  const files = await source.filesFor([])
  const language = wishedLanguage(c) ?? DEFAULT_LANGUAGE
  const document = messageDocument(fallbackTexts(language).unavailable, files, language)
  return sendPage(c, new FinishedPage(document, { status, isPrivate: true, isDev: options.isDev }))
}

/** Where the page's own addresses point: PUBLIC_URL, else where it was asked for. */
function originOf({ publicUrl }: PagesOptions, c: Context): string {
  const origin: unknown = c.get('origin')
  return publicUrl ?? (typeof origin === 'string' ? origin : new URL(c.req.url).origin)
}

const ADDRESSED = ['host']
const IN_THEIR_NAME = [...ADDRESSED, 'accept-language', 'cookie', 'user-agent']

/** The API in the name of whoever asked for the page, by the host and scheme that the pipeline has found they came by. */
function apiFor(options: PagesOptions, c: Context, forwarded = IN_THEIR_NAME): FetchApi {
  return (path, init) => {
    const headers = new Headers(init?.headers)
    for (const name of forwarded) {
      const value = c.req.header(name)
      if (value !== undefined) headers.set(name, value)
    }
    const host: unknown = c.get('host')
    const origin: unknown = c.get('origin')
    if (typeof host === 'string') headers.set('host', host)
    if (typeof origin === 'string') headers.set('x-forwarded-proto', new URL(origin).protocol.slice(0, -1))
    return options.fetchApi(path, { ...init, headers })
  }
}

function slugOf(body: unknown): string | null {
  const slug: unknown = typeof body === 'object' && body !== null && 'slug' in body ? body.slug : null
  return typeof slug === 'string' ? slug : null
}
