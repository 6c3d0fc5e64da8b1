/** The face that the server bundle shows to `server/pages/`. */
import { renderToStringAsync } from 'solid-js/web'
import { provideRequestEvent } from 'solid-js/web/storage'
import { App } from './app.tsx'
import { DEFAULT_LANGUAGE, languages, type Language } from '../shared/language.ts'
import type { PageContext } from './platform/page.ts'
import { matchRoutes } from './platform/route-match.ts'
import { loadWords, rooms, wordsModule, wordsOf } from './platform/words/rooms.ts'
import { routes } from './routes.tsx'

export type RenderedPage = {
  html: string
  page: PageContext
  info: { modules: string[]; isPrivate: boolean } | null
}

// A page of any language may be the next one asked for.
await Promise.all(languages.flatMap((language) => rooms.map((room) => loadWords(language, room))))

/** `onError` is missing from Solid's own types. */
type RenderSettings = { timeoutMs: number; onError: (error: unknown) => void }

const RENDER_TIMEOUT_MS = 5000

/** Renders the page at `request.url`. Rejects when it takes too long; never answers a page with a fault in it. */
export async function renderPage(
  request: Request,
  options: Pick<PageContext, 'fetchApi' | 'log' | 'language' | 'origin'>,
): Promise<RenderedPage> {
  const page: PageContext = {
    ...options,
    status: 200,
    head: null,
    preload: null,
    theme: null,
    storeSlug: null,
    storeName: null,
    locale: null,
    movedTo: null,
    hasFault: false,
  }
  const fail = (error: unknown) => {
    page.hasFault = true
    page.log(error, 'page could not be rendered')
  }
  const event = { request, page, locals: {} }
  const url = new URL(request.url)
  // A throw out of `app` would leave Solid's timer running, and its rejection would end the process.
  const app = () => {
    try {
      return <App url={url.pathname + url.search} />
    } catch (error) {
      fail(error)
      return null
    }
  }
  const settings: RenderSettings = { timeoutMs: RENDER_TIMEOUT_MS, onError: fail }
  const html = await provideRequestEvent(event, () => renderToStringAsync(app, settings))
  return { html, page, info: infoOf(url, page.language ?? DEFAULT_LANGUAGE) }
}

/** The words of the pages that are sent when none could be rendered. */
export function fallbackTexts(language: Language) {
  const { unavailable } = wordsOf(language, 'shop')
  return {
    fault: { title: unavailable.faultTitle, text: unavailable.faultText },
    unavailable: { title: unavailable.title, text: unavailable.text },
  }
}

/** The chunks that the page needs besides the entry: its own, and its words in its language. */
function infoOf(url: URL, language: Language): RenderedPage['info'] {
  const info = matchRoutes(routes, url.pathname)?.branch.at(-1)?.info
  const words = (info?.room ? (['shop', info.room] as const) : (['shop'] as const)).map((room) =>
    wordsModule(language, room),
  )
  return { modules: [...(info ? [info.module] : []), ...words], isPrivate: info?.isPrivate ?? false }
}
