import { For, Show } from 'solid-js'
import type { Session } from '../../shared/accounts.ts'
import { createPageHead } from '../platform/page.ts'
import { adminPaths } from './admin-paths.ts'
import { createSaving } from './create-saving.ts'
import { changeName, endSessions, type Problem } from './merchant-api.ts'
import { PasswordForm } from './password-form.tsx'
import { SavingLines } from './saving-lines.tsx'
import { words } from './words.ts'
import './forms.css'

const text = words.account

type AccountPageProps = {
  session: Session
  hear: (problem: Problem) => void
  /** The session is no longer what it was: it is read again. */
  onChanged: () => void
  onSignedOut: () => void
}

/** One's own name, password and sessions, whatever one's stores. */
export function AccountPage(props: AccountPageProps) {
  createPageHead(() => ({ title: `${text.title} · ${words.title}`, isPrivate: true }))
  return (
    <main id="content" class="forms" tabindex="-1">
      <h1>{text.title}</h1>
      <section aria-labelledby="account-who">
        <h2 id="account-who">{text.who}</h2>
        <NameForm {...props} />
      </section>
      <section aria-labelledby="account-password">
        <h2 id="account-password">{text.password}</h2>
        <PasswordForm email={props.session.user.email} onChanged={props.onChanged} hear={props.hear} />
      </section>
      <section aria-labelledby="account-stores">
        <h2 id="account-stores">{text.stores}</h2>
        <Stores session={props.session} />
      </section>
      <section aria-labelledby="account-sessions">
        <h2 id="account-sessions">{text.sessions}</h2>
        <Sessions {...props} />
      </section>
    </main>
  )
}

function NameForm(props: AccountPageProps) {
  const saving = createSaving()
  let name!: HTMLInputElement
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    const wanted = name.value.trim()
    if (wanted === '') return saving.refuse(text.nameMissing)
    const done = await saving.send(() => changeName(wanted), { said: text.nameSaved, hear: props.hear })
    if (done !== undefined) props.onChanged()
  }
  return (
    <form onSubmit={(event) => void submit(event)}>
      <p class="pair">
        <span>{text.email}</span>
        <span>{props.session.user.email}</span>
      </p>
      <div class="field">
        <label for="account-name">{text.name}</label>
        <input
          id="account-name"
          ref={name}
          autocomplete="name"
          maxlength="80"
          value={props.session.user.name}
          onInput={saving.clear}
          aria-describedby="account-name-hint"
        />
        <small id="account-name-hint">{text.nameHint}</small>
      </div>
      <button type="submit" class="button" aria-disabled={saving.isSending()}>
        {text.saveName}
      </button>
      <SavingLines saving={saving} />
    </form>
  )
}

function Stores(props: { session: Session }) {
  return (
    <Show when={props.session.stores.length > 0} fallback={<p class="saved">{text.noStores}</p>}>
      <ul class="lines">
        <For each={props.session.stores}>
          {(store) => (
            <li class="pair">
              <a href={adminPaths.section(store.slug, 'checkouts')}>{store.name}</a>
              <span>{words.roles[store.role]}</span>
            </li>
          )}
        </For>
      </ul>
    </Show>
  )
}

function Sessions(props: AccountPageProps) {
  const saving = createSaving()
  const end = async () => {
    const done = await saving.send(endSessions, { said: '', hear: props.hear })
    if (done !== undefined) props.onSignedOut()
  }
  return (
    <div class="stack">
      <p>{text.sessionsText}</p>
      <button type="button" class="button" onClick={() => void end()}>
        {text.endSessions}
      </button>
      <SavingLines saving={saving} />
    </div>
  )
}
