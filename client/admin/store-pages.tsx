import { createMemo, createResource, Match, Show, Switch, untrack } from 'solid-js'
import type { Session } from '../../shared/accounts.ts'
import type { StoreDetails } from '../../shared/store.ts'
import { createPageStore } from '../platform/page.ts'
import { useLocation } from '../platform/router.tsx'
import { AdminContext, type Admin } from './admin-context.ts'
import { adminPaths, pageOf } from './admin-paths.ts'
import { CheckoutsPage } from './checkouts-page.tsx'
import { merchantApi, type Problem } from './merchant-api.ts'
import { problemText } from './problem-text.ts'
import { PasswordAdvice } from './password-advice.tsx'
import { PeoplePages } from './people-pages.tsx'
import { SettingsPage } from './settings-page.tsx'
import { StockPage } from './stock-page.tsx'
import { VisitsPage } from './visits-page.tsx'
import { TopBar } from './top-bar.tsx'
import { words } from './words.ts'

type StorePagesProps = {
  session: Session
  slug: string
  hear: (problem: Problem) => void
  /** The session says something else by now: the name of the store, one's own. */
  onChanged: () => void
  onSignedOut: () => void
}

/** One store at work. Made anew for every store. */
export function StorePages(props: StorePagesProps) {
  // the store of these pages never changes
  const api = untrack(() => merchantApi(props.slug))
  const [details, { refetch, mutate }] = createResource(() => api.details())
  const found = () => {
    const answer = details()
    return answer?.ok ? answer.value : undefined
  }
  const problem = () => {
    const answer = details()
    return answer?.ok === false ? answer.problem : undefined
  }
  return (
    <>
      <TopBar session={props.session} slug={props.slug} onSignedOut={props.onSignedOut} />
      <PasswordAdvice session={props.session} store={props.slug} />
      <Switch fallback={<main id="content" class="desk-waiting" aria-busy="true" />}>
        <Match when={found()}>
          {(store) => (
            <Work
              {...props}
              store={store()}
              api={api}
              onStoreChanged={(value) => {
                mutate({ ok: true, value })
                props.onChanged()
              }}
            />
          )}
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

type WorkProps = StorePagesProps & {
  store: StoreDetails
  api: Admin['api']
  onStoreChanged: (store: StoreDetails) => void
}

function Work(props: WorkProps) {
  const location = useLocation()
  const page = createMemo(() => pageOf(location.pathname))
  const section = () => {
    const { kind } = page()
    return kind === 'account' ? 'checkouts' : kind
  }
  const admin: Admin = {
    get user() {
      return props.session.user
    },
    get role() {
      return props.session.stores.find((one) => one.slug === props.slug)?.role ?? 'viewer'
    },
    get store() {
      return props.store
    },
    // made anew for every store
    api: untrack(() => props.api),
    hear: (problem) => props.hear(problem),
    changed: (store) => props.onStoreChanged(store),
  }
  createPageStore(() => admin.store)
  return (
    <AdminContext.Provider value={admin}>
      <StatusLine store={admin.store} />
      <main id="content" class="desk-page" tabindex="-1">
        <h1 class="visually-hidden">{`${words.sections[section()]}, ${admin.store.name}`}</h1>
        <Show when={page().kind === 'checkouts'}>
          <CheckoutsPage id={page().id} />
        </Show>
        <Show when={page().kind === 'stock'}>
          <StockPage id={page().id} />
        </Show>
        <Show when={page().kind === 'visits'}>
          <VisitsPage />
        </Show>
        <Show when={page().kind === 'people'}>
          <PeoplePages part={page().id === 'tokens' ? 'tokens' : 'people'} />
        </Show>
        <Show when={page().kind === 'settings'}>
          <SettingsPage />
        </Show>
      </main>
    </AdminContext.Provider>
  )
}

/** A store that does not sell says so on every page: nobody should have to wonder why it is quiet. */
function StatusLine(props: { store: StoreDetails }) {
  const line = () =>
    props.store.status === 'active' ? null : words.settings.status.lines[props.store.status]
  return (
    <Show when={line()}>
      {(text) => (
        <aside class="stale" aria-label={words.settings.status.title}>
          {text()}{' '}
          <a href={adminPaths.section(props.store.slug, 'settings')}>{words.settings.status.change}</a>
        </aside>
      )}
    </Show>
  )
}
