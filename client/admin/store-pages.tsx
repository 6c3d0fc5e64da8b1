import { useLocation } from '@solidjs/router'
import { createMemo, createResource, Match, Show, Switch } from 'solid-js'
import type { Session } from '../../shared/accounts.ts'
import type { StoreProfile } from '../../shared/store.ts'
import { createPageStore } from '../platform/page.ts'
import { AdminContext, type Admin } from './admin-context.ts'
import { pageOf } from './admin-paths.ts'
import { CheckoutsPage } from './checkouts-page.tsx'
import { merchantApi, type Problem } from './merchant-api.ts'
import { problemText } from './problem-text.ts'
import { SettingsPage } from './settings-page.tsx'
import { StockPage } from './stock-page.tsx'
import { TopBar } from './top-bar.tsx'
import { words } from './words.ts'

type StorePagesProps = {
  session: Session
  slug: string
  hear: (problem: Problem) => void
  onSignedOut: () => void
}

/** One store at work. Made anew for every store. */
export function StorePages(props: StorePagesProps) {
  // eslint-disable-next-line solid/reactivity -- the store of these pages never changes
  const api = merchantApi(props.slug)
  const [profile, { refetch }] = createResource(() => api.profile())
  const found = () => {
    const answer = profile()
    return answer?.ok ? answer.value : undefined
  }
  const problem = () => {
    const answer = profile()
    return answer?.ok === false ? answer.problem : undefined
  }
  return (
    <>
      <TopBar session={props.session} slug={props.slug} onSignedOut={props.onSignedOut} />
      <Switch fallback={<main id="content" class="desk-waiting" aria-busy="true" />}>
        <Match when={found()} keyed>
          {(store) => <Work {...props} store={store} api={api} />}
        </Match>
        <Match when={problem()}>
          {(refused) => (
            <main id="content" class="desk-message">
              <p role="alert">{problemText(refused())}</p>
              <button type="button" class="button" onClick={() => void refetch()}>
                {words.retry}
              </button>
            </main>
          )}
        </Match>
      </Switch>
    </>
  )
}

function Work(props: StorePagesProps & { store: StoreProfile; api: Admin['api'] }) {
  const location = useLocation()
  const page = createMemo(() => pageOf(location.pathname))
  const admin: Admin = {
    get user() {
      return props.session.user
    },
    get role() {
      return props.session.stores.find((one) => one.slug === props.slug)?.role ?? 'viewer'
    },
    // eslint-disable-next-line solid/reactivity -- made anew for every store
    store: props.store,
    // eslint-disable-next-line solid/reactivity -- made anew for every store
    api: props.api,
    hear: (problem) => props.hear(problem),
  }
  createPageStore(() => admin.store)
  return (
    <AdminContext.Provider value={admin}>
      <main id="content" class="desk-page" tabindex="-1">
        <h1 class="visually-hidden">{`${words.sections[page().kind]}, ${admin.store.name}`}</h1>
        <Show when={page().kind === 'checkouts'}>
          <CheckoutsPage id={page().id} />
        </Show>
        <Show when={page().kind === 'stock'}>
          <StockPage id={page().id} />
        </Show>
        <Show when={page().kind === 'settings'}>
          <SettingsPage />
        </Show>
      </main>
    </AdminContext.Provider>
  )
}
