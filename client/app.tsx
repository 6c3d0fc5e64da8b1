import { ErrorBoundary, getOwner, onMount, runWithOwner, Suspense, untrack, type ParentProps } from 'solid-js'
import { getRequestEvent, isServer } from 'solid-js/web'
import { Router } from './platform/router.tsx'
import { Fault } from './ui/late-failure.tsx'
import { Nowhere, routes } from './routes.tsx'

/** The whole shop; `url` on the server only. */
export function App(props: { url?: string }) {
  return <Router url={props.url} routes={routes} otherwise={Nowhere} root={Root} />
}

function Root(props: ParentProps) {
  createMovement()
  return (
    <ErrorBoundary fallback={(error: unknown) => <Broken error={error} />}>
      <Suspense>{props.children}</Suspense>
    </ErrorBoundary>
  )
}

const AFTER_FIRST_PAGE_MS = 1200

/** How pages change is dress: it comes once the first one stands. */
function createMovement(): void {
  const owner = getOwner()
  onMount(() => {
    if (!('startViewTransition' in document)) return
    // Where it cannot be had, pages change without it.
    const begin = async () => {
      const found = await import('./ui/page-transitions.ts').catch(() => null)
      if (found) runWithOwner(owner, found.createPageTransitions)
    }
    setTimeout(() => void begin(), AFTER_FIRST_PAGE_MS)
  })
}

/** On the server the page is thrown away when this renders, because Solid writes the error into it. */
function Broken(props: { error: unknown }) {
  const error = untrack(() => props.error)
  const page = isServer ? getRequestEvent()?.page : undefined
  if (page) {
    page.hasFault = true
    page.log(error, 'page could not be rendered')
  } else {
    // eslint-disable-next-line no-console -- the only place a browser has for it
    console.error(error)
  }
  return (
    <main id="content">
      <Fault />
    </main>
  )
}
