/** The face that the server bundle shows to `server/pages/`. */
import { generateHydrationScript, renderToStringAsync, type RequestEvent } from 'solid-js/web'
import { provideRequestEvent } from 'solid-js/web/storage'
import { App } from './app.tsx'
import { texts } from './platform/i18n.ts'
import type { PageContext } from './platform/page.ts'
import type { PageInfo } from './routes.tsx'

export type RenderedPage = { html: string; page: PageContext; info: PageInfo | null }

type RouterState = NonNullable<RequestEvent['router']>
/** `onError` is missing from Solid's own types. */
type RenderSettings = { timeoutMs: number; onError: (error: unknown) => void }

const RENDER_TIMEOUT_MS = 5000

/** Renders the page at `request.url`. Rejects when it takes too long; never answers a page with a fault in it. */
export async function renderPage(
  request: Request,
  options: Pick<PageContext, 'fetchApi' | 'log'>,
): Promise<RenderedPage> {
  const page: PageContext = {
    ...options,
    status: 200,
    head: null,
    theme: null,
    locale: null,
    hasFault: false,
  }
  const fail = (error: unknown) => {
    page.hasFault = true
    page.log(error, 'page could not be rendered')
  }
  const router: RouterState = {}
  const event = { request, router, page, locals: {}, response: { headers: new Headers() } }
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
  return { html, page, info: infoOf(router) }
}

/** What every page carries before its own content. */
export const hydrationScript = (): string => generateHydrationScript()

/** The words of the pages that are sent when none could be rendered. */
export const fallbackTexts = {
  fault: { title: texts.unavailable.faultTitle, text: texts.unavailable.faultText },
  unavailable: { title: texts.unavailable.title, text: texts.unavailable.text },
}

function infoOf(router: RouterState): PageInfo | null {
  for (const { info } of router.matches ?? []) {
    const module: unknown = info?.module
    if (typeof module === 'string') return { module, isPrivate: info?.isPrivate === true }
  }
  return null
}
