import { createSignal, Show } from 'solid-js'
import type { Role } from '../../shared/accounts.ts'
import { useAdmin } from './admin-context.ts'
import { createSaving } from './create-saving.ts'
import type { Problem } from './merchant-api.ts'
import { RoleChoice } from './role-choice.tsx'
import { SavingLines } from './saving-lines.tsx'
import { SecretBox } from './secret-box.tsx'
import { words } from './words.ts'

const text = words.people

/** Somebody by their address; who has no account yet gets one, and its password is shown here once. */
export function AddPerson(props: { onAdded: () => void }) {
  const admin = useAdmin()
  const saving = createSaving()
  const [role, setRole] = createSignal<Role>('agent')
  const [made, setMade] = createSignal<{ email: string; password: string } | null>(null)
  let email!: HTMLInputElement

  const explain = (refused: Problem): string | undefined => {
    if (refused.code === 'invalid-request') return text.misshapen
    if (refused.code !== 'conflict') return undefined
    return refused.path === 'member' ? text.elsewhere : text.lastOwner
  }
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    const [address, chosen] = [email.value.trim(), role()]
    if (address === '') return saving.refuse(text.misshapen)
    setMade(null)
    const added = await saving.send(() => admin.api.setMember(address, chosen), {
      said: text.added(address),
      explain,
      hear: admin.hear,
    })
    if (!added) return email.focus()
    email.value = ''
    if (added.password !== null) setMade({ email: added.email, password: added.password })
    props.onAdded()
  }
  return (
    <form class="add" onSubmit={(event) => void submit(event)} novalidate>
      <h2>{text.add}</h2>
      <label class="field">
        <span>{text.email}</span>
        <input ref={email} type="email" autocomplete="off" maxlength="254" onInput={saving.clear} />
      </label>
      <RoleChoice name="new-person-role" label={text.role} role={role()} onChange={setRole} />
      <button type="submit" class="button" data-kind="primary" aria-disabled={saving.isSending()}>
        {text.addSubmit}
      </button>
      <SavingLines saving={saving} />
      <Show when={made()} keyed>
        {({ email: address, password }) => (
          <SecretBox
            label={text.password(address)}
            secret={password}
            hint={text.passwordText}
            onDone={() => setMade(null)}
          />
        )}
      </Show>
    </form>
  )
}
