import { createSignal, Show } from 'solid-js'
import type { Session } from '../../shared/accounts.ts'
import { keep, readKept } from '../platform/storage.ts'
import { adminPaths } from './admin-paths.ts'
import { PasswordForm } from './password-form.tsx'
import { words } from './words.ts'

const text = words.account

/** In a demo a password that we made may stay: one quiet line, until it is changed or sent away. */
export function PasswordAdvice(props: { session: Session; store: string | null }) {
  const key = () => `vidriera:password-advice:${props.session.user.id}`
  const [isSentAway, setSentAway] = createSignal(false)
  const isShown = () =>
    props.session.passwordChange === 'advised' && !isSentAway() && readKept(key()) === null
  return (
    <Show when={isShown()}>
      <aside class="stale" aria-label={text.password}>
        {text.advice} <a href={adminPaths.account(props.store)}>{text.adviceChange}</a>
        <button
          type="button"
          class="quiet"
          onClick={() => {
            keep(key(), 'later')
            setSentAway(true)
          }}
        >
          {text.adviceLater}
        </button>
      </aside>
    </Show>
  )
}

/** Everywhere else it stands in place of every page, until there is one that nobody else has seen. */
export function NewPasswordPage(props: { session: Session; onChanged: () => void }) {
  return (
    <main id="content" class="sign-in">
      <div class="sign-in-sheet forms">
        <p class="sign-in-mark">Vidriera</p>
        <h1>{text.neededTitle}</h1>
        <p class="sign-in-lead">{text.neededText}</p>
        <PasswordForm
          email={props.session.user.email}
          onChanged={props.onChanged}
          hear={(problem) => {
            if (problem.status === 401) props.onChanged()
          }}
        />
      </div>
    </main>
  )
}
