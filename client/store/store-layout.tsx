import { createEffect, on, Show, Suspense, type ParentProps, untrack } from 'solid-js'
import type { StoreProfile } from '../../shared/store.ts'
import { useLanguage, useTexts } from '../platform/i18n.ts'
import { latePart, ownPart } from '../platform/late-part.ts'
import { loadStore } from '../platform/loaders.ts'
import { newBuild } from '../platform/new-build.ts'
import { createPageStore } from '../platform/page.ts'
import { createAsync } from '../platform/query.ts'
import { useIsRouting, useLocation, useParams } from '../platform/router.tsx'
import { StoreContext } from '../platform/store-context.ts'
import { createSelection } from '../sync/create-selection.ts'
import { SelectionContext } from '../sync/selection-context.ts'
import { searchIcon } from '../ui/icons-of-every-page.ts'
import { Icon } from '../ui/icon.tsx'
import { paths } from '../paths.ts'
import type { SelectionOver } from './selection-link.tsx'
// Of what comes after the first paint the looks are there before.
import '../ui/offline-line.css'
import '../ui/rolling-number.css'
import './shop-footer.css'
import './store-layout.css'

const SelectionLink = latePart(() => import('./selection-link.tsx'))
const OfflineLine = latePart(() => import('../ui/offline-line.tsx'))
const ShopFooter = latePart(() => import('./shop-footer.tsx'))
const NewBuildLine = latePart(() => import('./new-build-line.tsx'))
const InstallHint = latePart(() => import('./install-hint.tsx'))
const PendingLine = latePart(() => import('./pending-line.tsx'))
const StoreAway = latePart(() => import('./store-away.tsx'))

/** What stands around every page of a store: its name, the way to the selection, what is reserved. */
export default function StoreLayout(props: ParentProps<{ sheet: SelectionOver }>) {
  const params = useParams<{ store: string }>()
  const store = createAsync(() => loadStore(params.store))
  const profile = () => {
    const answer = store()
    return answer?.ok ? answer.value : null
  }
  return (
    // read anew, the same store leaves its page as it is: what is open, chosen and written there
    <Show when={profile()?.slug ?? store()} keyed>
      {(found) =>
        typeof found === 'string' ? (
          <Show when={profile()}>
            {(value) => (
              <OwnShop profile={value()} sheet={props.sheet}>
                {props.children}
              </OwnShop>
            )}
          </Show>
        ) : found.ok ? null : (
          <StoreAway problem={found.problem} />
        )
      }
    </Show>
  )
}

function Shop(props: ParentProps<{ profile: StoreProfile; sheet: SelectionOver }>) {
  const profile = () => props.profile
  // First: where nobody has said which language, it is the store's.
  createPageStore(profile)
  const texts = useTexts('shop')
  // Shop is made anew for every store
  const selection = createSelection(untrack(() => props.profile.slug))
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
            class="shop-hand shop-language"
            href="#languages"
            aria-label={`${texts.languages}: ${useLanguage()}`}
          >
            {useLanguage()}
          </a>
          <a class="shop-hand" href={`${paths.window(props.profile.slug)}#search`} aria-label={texts.search}>
            <Icon path={searchIcon} />
          </a>
          <SelectionLink sheet={props.sheet} />
        </header>
        <Routing />
        <OfflineLine place={profile()} />
        <Show when={props.profile.status === 'inactive'}>
          <p class="paused-line" role="status">
            {texts.paused}
          </p>
        </Show>
        <PendingLine />
        <div role="status">
          <Show when={newBuild() !== 'none'}>
            <Suspense>
              <NewBuildLine />
            </Suspense>
          </Show>
        </div>
        <InstallHint />
        <Content>{props.children}</Content>
        <ShopFooter profile={props.profile} />
      </SelectionContext.Provider>
    </StoreContext.Provider>
  )
}

const OwnShop = ownPart(Shop)

/** After a page has changed under the reader's feet, reading goes on at its beginning. */
function Content(props: { children: ParentProps['children'] }) {
  const location = useLocation()
  let main: HTMLElement | undefined
  createEffect(
    on(
      () => location.pathname,
      () => main?.focus({ preventScroll: true }),
      { defer: true },
    ),
  )
  createEffect(
    on(
      () => [location.hash, location.key],
      () => {
        // After the page that is led to stands: the line to search on is on the window.
        if (location.hash === '#search')
          queueMicrotask(() => document.querySelector<HTMLElement>('#search input')?.focus())
      },
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
