import { Show } from 'solid-js'
import { may, useAdmin } from './admin-context.ts'
import { adminPaths } from './admin-paths.ts'
import { PeoplePage } from './people-page.tsx'
import { TokensPage } from './tokens-page.tsx'
import { words } from './words.ts'
import './forms.css'
import './people.css'

const text = words.people

/** Who may come in: people, and the systems that work in their name. */
export function PeoplePages(props: { part: 'people' | 'tokens' }) {
  const admin = useAdmin()
  return (
    <Show when={may(admin, 'admin')} fallback={<p class="pane-hint">{text.notYours}</p>}>
      <div class="forms">
        <nav class="filters" aria-label={text.partsLabel}>
          <a
            href={adminPaths.section(admin.store.slug, 'people')}
            aria-current={props.part === 'people' ? 'page' : undefined}
          >
            {text.parts.people}
          </a>
          <a
            href={adminPaths.tokens(admin.store.slug)}
            aria-current={props.part === 'tokens' ? 'page' : undefined}
          >
            {text.parts.tokens}
          </a>
        </nav>
        <Show when={props.part === 'people'} fallback={<TokensPage />}>
          <PeoplePage />
        </Show>
      </div>
    </Show>
  )
}
