/** Where the shopper is, and how they come from one page to the next. */
import {
  batch,
  createMemo,
  createSignal,
  getOwner,
  onCleanup,
  resetErrorBoundaries,
  runWithOwner,
  sharedConfig,
  startTransition,
  untrack,
  type Accessor,
  type Component,
  type ParentProps,
} from 'solid-js'
import { delegateEvents, isServer } from 'solid-js/web'
import { followLinks } from './links.ts'
import { beginTrip, readAhead } from './query.ts'
import { matchRoutes, queryOf, type Match, type Params, type RouteDefinition } from './route-match.ts'
import { createScrollPlaces, scrollToStart, type ScrollPlaces } from './scroll-places.ts'

export type Site = {
  /** On the server; the browser knows where it is. */
  url?: string | undefined
  routes: RouteDefinition[]
  /** The page of an address that no route fits. */
  otherwise: Component<ParentProps>
}

export type NavigateOptions = { replace?: boolean; scroll?: boolean }

type Leaving = {
  to: URL
  /** Stops it; `retry` does it after all, and asks nobody. */
  preventDefault: () => void
  retry: () => void
}
export type LeaveListener = (leaving: Leaving) => void

/** An address, and the history entry that it has or will have. */
type Place = { url: URL; entry: string; replace: boolean }

export type RouterState = ReturnType<typeof createRouterState>

export function createRouterState({ url, routes, otherwise }: Site) {
  const [here, setHere] = createSignal<Place>(
    url === undefined ? placeNow() : { url: new URL(url, 'http://shop'), entry: '', replace: true },
  )
  const [isRouting, setRouting] = createSignal(false)
  const location = createLocation(here)
  const nowhere: Match = { branch: [{ path: '', component: otherwise }], params: {} }
  const match = createMemo<Match>((before) => {
    const found = matchRoutes(routes, location.pathname) ?? nowhere
    untrack(() => fetchPages(found, here().url, before))
    return found
  })
  const listeners = new Set<LeaveListener>()
  let places: ScrollPlaces | undefined
  /** Where the page that is on its way will stand: the last one that was asked for. */
  let pending: Place | undefined

  function move(next: Place, isBack: boolean, arrive: () => void): void {
    if (!pending) setRouting(true)
    pending = next
    beginTrip(isBack)
    // Code that comes late for the page that the server has written makes its part anew from here on.
    if (sharedConfig.registry && !sharedConfig.done) sharedConfig.done = true
    const change = () => {
      if (pending !== next) return
      setHere(next)
      resetErrorBoundaries()
    }
    void startTransition(change).finally(() => {
      if (pending !== next) return
      pending = undefined
      batch(() => {
        arrive()
        setRouting(false)
      })
    })
  }

  function go(to: URL, options: NavigateOptions, isSure = false): void {
    const { replace = false, scroll = true } = options
    if (!isSure && !mayLeave(listeners, to, () => go(to, options, true))) return
    const isSame = to.href === untrack(here).url.href
    // What was overtaken never came to be: an entry of its own unless all that were asked for replace.
    const next = { url: to, entry: newEntry(), replace: isSame || (replace && (pending?.replace ?? true)) }
    places?.note()
    move(next, false, () => {
      history[next.replace ? 'replaceState' : 'pushState']({ entry: next.entry }, '', to)
      places?.show(next.entry)
      if (scroll) scrollToStart(to.hash)
      places?.note()
    })
  }

  const navigate = (to: string, options: NavigateOptions = {}) => go(new URL(to, untrack(here).url), options)

  const fetchAhead = (address: URL): void => {
    const found = matchRoutes(routes, address.pathname)
    if (found) readAhead(() => fetchPages(found, address))
  }

  function leadsTo(address: URL): boolean {
    const [next] = matchRoutes(routes, address.pathname)?.branch ?? []
    const [now] = untrack(match).branch
    return next !== undefined && (next === now || !(next.isApart || now?.isApart))
  }

  if (!isServer) {
    const gone = new AbortController()
    onCleanup(() => gone.abort())
    places = createScrollPlaces(untrack(here).entry, gone.signal)
    const goBack = () => {
      const next = placeNow()
      move(next, true, () => {
        places?.show(next.entry)
        places?.goBack()
      })
    }
    addEventListener('popstate', goBack, { signal: gone.signal })
    // After the handlers of the components, which may have prevented it.
    delegateEvents(['click'])
    followLinks({ leadsTo, follow: go, fetchAhead }, gone.signal)
  }
  return { location, params: createParams(match), match, isRouting, navigate, fetchAhead, listeners }
}

/** Code and data of the pages that were not there before, all at once. */
function fetchPages({ branch, params }: Match, { search }: URL, before?: Match): void {
  branch.forEach((route, depth) => {
    if (route === before?.branch[depth]) return
    void route.component.preload?.()
    route.preload?.({ params, query: queryOf(search) })
  })
}

function mayLeave(listeners: Set<LeaveListener>, to: URL, retry: () => void): boolean {
  let isPrevented = false
  for (const listener of listeners) listener({ to, preventDefault: () => (isPrevented = true), retry })
  return !isPrevented
}

const newEntry = () => Date.now().toString(36)

function placeNow(): Place {
  const state = history.state as { entry?: string } | null
  const entry = state?.entry ?? newEntry()
  if (state?.entry !== entry) history.replaceState({ ...state, entry }, '')
  return { url: new URL(window.location.href), entry, replace: true }
}

function createLocation(here: Accessor<Place>) {
  const pathname = createMemo(() => here().url.pathname)
  const search = createMemo(() => here().url.search)
  const hash = createMemo(() => here().url.hash)
  const query = createMemo(() => queryOf(search()))
  return {
    get pathname() {
      return pathname()
    },
    get search() {
      return search()
    },
    get hash() {
      return hash()
    },
    get query() {
      return query()
    },
    /** Another one after every move, also one to the very same address. */
    get key() {
      return here().entry
    },
  }
}

/** Each by itself: who reads one does not hear of the others. */
function createParams(match: Accessor<Match>): Params {
  const owner = getOwner()
  const memos = new Map<string, Accessor<string | undefined>>()
  const memoOf = (name: string) => runWithOwner(owner, () => createMemo(() => match().params[name]))
  return new Proxy<Params>(
    {},
    {
      get(_, name: string) {
        const memo = memos.get(name) ?? memoOf(name)
        if (memo) memos.set(name, memo)
        return memo?.()
      },
    },
  )
}
