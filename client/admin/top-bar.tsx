import { useLocation, useNavigate } from '../platform/router.tsx'
import { For, Show } from 'solid-js'
import { roleCovers, type Session } from '../../shared/accounts.ts'
import { paths } from '../paths.ts'
import { adminPaths, pageOf, sections, type AdminSection } from './admin-paths.ts'
import { signOut } from './merchant-api.ts'
import { words } from './words.ts'

/** Which store, which section, who. On a phone the sections lie at the bottom, under the thumb. */
export function TopBar(props: { session: Session; slug: string | null; onSignedOut: () => void }) {
  const location = useLocation()
  const navigate = useNavigate()
  const page = () => pageOf(location.pathname)
  const store = () => props.session.stores.find((one) => one.slug === props.slug)
  const mayEnter = (section: AdminSection) =>
    section !== 'people' || roleCovers(store()?.role ?? 'viewer', 'admin')
  const enter = (slug: string) => {
    const { kind } = page()
    navigate(adminPaths.section(slug, kind === 'account' ? 'checkouts' : kind))
  }
  const leave = async () => {
    const answer = await signOut()
    if (answer.ok || answer.problem.status === 401) props.onSignedOut()
  }
  return (
    <header class="bar">
      <Show
        when={props.slug !== null && props.session.stores.length > 1}
        fallback={<span class="bar-store">{store()?.name ?? words.mark}</span>}
      >
        <label class="bar-switch">
          <span class="visually-hidden">{words.store}</span>
          <select onChange={(event) => enter(event.currentTarget.value)}>
            <For each={props.session.stores}>
              {(store) => (
                <option value={store.slug} selected={store.slug === props.slug}>
                  {store.name}
                </option>
              )}
            </For>
          </select>
        </label>
      </Show>
      <Show when={props.slug}>
        {(slug) => (
          <nav class="bar-sections" aria-label={words.sectionsLabel}>
            <For each={sections.filter(mayEnter)}>
              {(one) => (
                <a
                  href={adminPaths.section(slug(), one)}
                  aria-current={page().kind === one ? 'page' : undefined}
                >
                  {words.sections[one]}
                </a>
              )}
            </For>
          </nav>
        )}
      </Show>
      <div class="bar-person">
        <Show when={props.slug}>
          {(slug) => (
            <a class="bar-window" href={paths.window(slug())}>
              {words.seeWindow}
            </a>
          )}
        </Show>
        <a
          class="bar-account"
          href={adminPaths.account(props.slug)}
          aria-current={page().kind === 'account' ? 'page' : undefined}
        >
          <span class="bar-email">{props.session.user.name}</span>
          <span class="bar-account-short">{words.account.link}</span>
        </a>
        <button type="button" class="quiet" onClick={() => void leave()}>
          {words.signOut}
        </button>
      </div>
    </header>
  )
}
