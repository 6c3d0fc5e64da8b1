/** What a page tells the server that renders it: status, head, and the fault if there was one. */
import { createEffect } from 'solid-js'
import { getRequestEvent, isServer } from 'solid-js/web'
import { languageOf, localeFor, type Language } from '../../shared/language.ts'
import type { StoreTheme } from '../../shared/theme.ts'
import type { ApiProblem, Transport } from './api.ts'
import { useIsRouting } from './router.tsx'

export type PageHead = {
  title: string
  description?: string | null
  canonical?: string
  isPrivate?: boolean
  /** What a messenger shows with a link to the page, as a path. */
  picture?: string
  kind?: 'website' | 'product'
  /** JSON-LD. */
  structured?: Record<string, unknown>[]
}

/** A picture that the document announces before anything else of it is read. */
export type Preload = { srcset: string; sizes: string }

export type PageContext = {
  fetchApi: Transport
  log: (error: unknown, message: string) => void
  status: number
  head: PageHead | null
  preload: Preload | null
  /** The looks of the page's store, and whose they are. */
  theme: StoreTheme | null
  storeSlug: string | null
  storeName: string | null
  /** Scheme and host that the page's own addresses begin with. */
  origin: string
  /** What the shopper asked for; else the store's, from the moment the store is known. */
  language: Language | null
  /** What the document says it is written in. */
  locale: string | null
  /** The present path of a page that was asked for by an earlier one. */
  movedTo: string | null
  hasFault: boolean
}

declare module 'solid-js/web' {
  interface RequestEvent {
    page: PageContext
  }
}

/** Sets title and description: in the document on the server, on the living page in the browser. */
export function createPageHead(head: () => PageHead | null): void {
  if (isServer) {
    const page = getRequestEvent()?.page
    if (page) page.head = head() ?? page.head
    return
  }
  createEffect(() => {
    const title = head()?.title
    if (title) document.title = title
  })
}

/** A page that has another path by now: the server sends there whoever asks for the old one, the browser corrects its line. */
export function createPageMove(present: () => string | null): void {
  if (isServer) {
    const page = getRequestEvent()?.page
    if (page) page.movedTo = present()
    return
  }
  const isRouting = useIsRouting()
  createEffect(() => {
    const path = present()
    // Until it has arrived, the line shows where it comes from.
    if (path === null || isRouting()) return
    const address = new URL(window.location.href)
    address.pathname = path
    history.replaceState(history.state, '', address)
  })
}

/** Of the pictures that are seen without scrolling the first is asked for at once, by the very sizes it is shown in. */
export function createPicturePreload(preload: () => Preload | null): void {
  const page = isServer ? getRequestEvent()?.page : undefined
  if (page) page.preload ??= preload()
}

type PageStore = { slug: string; name: string; locale: string; theme: StoreTheme | null }

/** Dresses the page in a store's colours; where the shopper named no language, in its language too. */
export function createPageStore(store: () => PageStore | null): void {
  if (isServer) {
    const page = getRequestEvent()?.page
    const found = store()
    if (!page || !found) return
    page.theme = found.theme
    page.storeSlug = found.slug
    page.storeName = found.name
    page.language ??= languageOf(found.locale)
    page.locale = localeFor(page.language, found.locale)
    return
  }
  createEffect(() => {
    const found = store()
    const { dataset } = document.documentElement
    // What the server has written is worn already.
    if (!found || dataset.store === found.slug) return
    dataset.store = found.slug
    void import('./wear-theme.ts').then(({ wearTheme }) => wearTheme(found.theme))
  })
}

export function reportStatus(problem: ApiProblem): void {
  const page = isServer ? getRequestEvent()?.page : undefined
  if (!page) return
  if (problem.code === 'store-unavailable') {
    page.status = problem.status
    return
  }
  // An address our API finds malformed is, for whoever follows it, a page that is not there.
  const isMissing = problem.status >= 400 && problem.status < 500 && problem.status !== 429
  page.status = Math.max(page.status, isMissing ? 404 : problem.status || 503)
}
