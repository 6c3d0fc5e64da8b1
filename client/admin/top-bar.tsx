import { useLocation, useNavigate } from '@solidjs/router'
import { For, Show } from 'solid-js'
import type { Session } from '../../shared/accounts.ts'
import { paths } from '../paths.ts'
import { adminPaths, pageOf, sections } from './admin-paths.ts'
import { signOut } from './merchant-api.ts'
import { words } from './words.ts'

/** Which store, which section, who. On a phone the sections lie at the bottom, under the thumb. */
export function TopBar(props: { session: Session; slug: string; onSignedOut: () => void }) {
  const location = useLocation()
  const navigate = useNavigate()
  const section = () => pageOf(location.pathname).kind
  const leave = async () => {
    const answer = await signOut()
    if (answer.ok || answer.problem.status === 401) props.onSignedOut()
  }
  return (
    <header class="bar">
      <Show
        when={props.session.stores.length > 1}
        fallback={<span class="bar-store">{props.session.stores[0]?.name}</span>}
      >
        <label class="bar-switch">
          <span class="visually-hidden">{words.store}</span>
          <select onChange={(event) => navigate(adminPaths.section(event.currentTarget.value, section()))}>
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
      <nav class="bar-sections" aria-label={words.sectionsLabel}>
        <For each={sections}>
          {(one) => (
            <a
              href={adminPaths.section(props.slug, one)}
              aria-current={section() === one ? 'page' : undefined}
            >
              {words.sections[one]}
            </a>
          )}
        </For>
      </nav>
      <div class="bar-person">
        <a class="bar-window" href={paths.window(props.slug)}>
          {words.seeWindow}
        </a>
        <span class="bar-email" title={props.session.user.email}>
          {props.session.user.email}
        </span>
        <button type="button" class="quiet" onClick={() => void leave()}>
          {words.signOut}
        </button>
      </div>
    </header>
  )
}
