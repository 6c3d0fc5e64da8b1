import { createAsync, useIsRouting, useLocation, useParams, type RouteSectionProps } from '@solidjs/router'
import { createEffect, createSignal, on, onCleanup, onMount, Show } from 'solid-js'
import type { StoreProfile } from '../../shared/store.ts'
import { useTexts } from '../platform/i18n.ts'
import { loadStore } from '../platform/loaders.ts'
import { createPageStore } from '../platform/page.ts'
import { StoreContext } from '../platform/store-context.ts'
import { createSelection } from '../sync/create-selection.ts'
import { SelectionContext } from '../sync/selection-context.ts'
import { Failure } from '../ui/failure.tsx'
import { paths } from '../paths.ts'
import { LanguageLinks } from './language-links.tsx'
import { PendingLine } from './pending-line.tsx'
import './store-layout.css'

/** What stands around every page of a store: its name, the way to the selection, what is reserved. */
export default function StoreLayout(props: RouteSectionProps) {
  const params = useParams<{ store: string }>()
  const store = createAsync(() => loadStore(params.store))
  return (
    <Show when={store()} keyed>
      {(answer) =>
        answer.ok ? (
          <Shop profile={answer.value}>{props.children}</Shop>
        ) : (
          <main id="content">
            <Failure problem={answer.problem} />
          </main>
        )
      }
    </Show>
  )
}

function Shop(props: { profile: StoreProfile; children: RouteSectionProps['children'] }) {
  const profile = () => props.profile
  // First: where nobody has said which language, it is the store's.
  createPageStore(profile)
  const texts = useTexts('shop')
  // eslint-disable-next-line solid/reactivity -- Shop is made anew for every store
  const selection = createSelection(props.profile.slug)
  return (
    <StoreContext.Provider value={profile}>
      <SelectionContext.Provider value={selection}>
        <a class="skip-link" href="#content">
          {texts.skipToContent}
        </a>
        <header class="shop-header">
          <a class="shop-name" href={paths.window(props.profile.slug)}>
            {props.profile.name}
          </a>
          <a
            class="shop-selection"
            href={paths.selection(props.profile.slug)}
            aria-label={texts.selection.link(selection.units())}
          >
            {texts.selection.short}
            <span class="shop-count" data-empty={selection.units() === 0}>
              {selection.units()}
            </span>
          </a>
        </header>
        <Routing />
        <OfflineLine />
        <Show when={props.profile.status === 'inactive'}>
          <p class="offline-line">{texts.paused}</p>
        </Show>
        <PendingLine />
        <Content>{props.children}</Content>
        <footer class="shop-footer">
          <LanguageLinks />
        </footer>
      </SelectionContext.Provider>
    </StoreContext.Provider>
  )
}

/** After a page has changed under the reader's feet, reading goes on at its beginning. */
function Content(props: { children: RouteSectionProps['children'] }) {
  const location = useLocation()
  let main: HTMLElement | undefined
  createEffect(
    on(
      () => location.pathname,
      () => main?.focus({ preventScroll: true }),
      { defer: true },
    ),
  )
  return (
    <main id="content" tabindex="-1" ref={(element) => (main = element)}>
      {props.children}
    </main>
  )
}

/** A hairline that grows while the next page is on its way. */
function Routing() {
  const isRouting = useIsRouting()
  return <div class="routing" data-active={isRouting()} aria-hidden="true" />
}

function OfflineLine() {
  const texts = useTexts('shop')
  const [isOffline, setOffline] = createSignal(false)
  onMount(() => {
    const look = () => setOffline(!navigator.onLine)
    look()
    addEventListener('online', look)
    addEventListener('offline', look)
    onCleanup(() => {
      removeEventListener('online', look)
      removeEventListener('offline', look)
    })
  })
  return (
    <div role="status" class="offline-line">
      <Show when={isOffline()}>{texts.offline}</Show>
    </div>
  )
}
