import { createSignal, Show } from 'solid-js'
import type { Role } from '../../shared/accounts.ts'
import { useAdmin } from './admin-context.ts'
import { createSaving } from './create-saving.ts'
import { RoleChoice } from './role-choice.tsx'
import { SavingLines } from './saving-lines.tsx'
import { SecretBox } from './secret-box.tsx'
import { words } from './words.ts'

const text = words.tokens

/** A new token; its secret is shown here once. */
export function MakeToken(props: { onMade: () => void }) {
  const admin = useAdmin()
  const saving = createSaving()
  const [role, setRole] = createSignal<Role>('agent')
  const [made, setMade] = createSignal<{ name: string; secret: string } | null>(null)
  let name!: HTMLInputElement

  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    const [wanted, chosen] = [name.value.trim(), role()]
    if (wanted === '') {
      saving.refuse(text.nameMissing)
      return name.focus()
    }
    setMade(null)
    const token = await saving.send(() => admin.api.makeToken(wanted, chosen), { said: '', hear: admin.hear })
    if (!token) return
    name.value = ''
    setMade({ name: token.name, secret: token.secret })
    props.onMade()
  }
  return (
    <form class="add" onSubmit={(event) => void submit(event)}>
      <h2>{text.make}</h2>
      <label class="field">
        <span>{text.name}</span>
        <input
          ref={name}
          autocomplete="off"
          maxlength="80"
          placeholder={text.nameHint}
          onInput={saving.clear}
        />
      </label>
      <RoleChoice name="new-token-role" label={text.role} role={role()} onChange={setRole} />
      <button type="submit" class="button" data-kind="primary" aria-disabled={saving.isSending()}>
        {text.make}
      </button>
      <SavingLines saving={saving} />
      <Show when={made()} keyed>
        {(token) => (
          <SecretBox
            label={text.secret(token.name)}
            secret={token.secret}
            hint={text.secretText}
            onDone={() => setMade(null)}
          />
        )}
      </Show>
    </form>
  )
}
