import { PASSWORD_LENGTH } from '../../shared/accounts.ts'
import { createSaving } from './create-saving.ts'
import { changePassword, type Problem } from './merchant-api.ts'
import { SavingLines } from './saving-lines.tsx'
import { signInText } from './sign-in-page.tsx'
import { words } from './words.ts'

const text = words.account

/** The old password, and the new one twice. The browser's keeper of passwords is told whose they are. */
export function PasswordForm(props: {
  email: string
  onChanged: () => void
  hear: (problem: Problem) => void
}) {
  const saving = createSaving()
  let current!: HTMLInputElement
  let next!: HTMLInputElement
  let again!: HTMLInputElement

  const refuse = (field: HTMLInputElement, why: string) => {
    saving.refuse(why)
    field.focus()
    field.select()
  }
  const submit = async (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    event.preventDefault()
    const form = event.currentTarget
    if (next.value.length < PASSWORD_LENGTH.least) return refuse(next, text.short)
    if (next.value !== again.value) return refuse(again, text.differs)
    if (next.value === current.value) return refuse(next, text.same)
    const changed = await saving.send(() => changePassword(current.value, next.value), {
      said: text.passwordSaved,
      explain: (problem) => (problem.code === 'wrong-password' ? text.wrong : signInText(problem)),
      hear: props.hear,
    })
    if (changed === undefined) return current.focus()
    form.reset()
    props.onChanged()
  }
  return (
    <form onSubmit={(event) => void submit(event)}>
      <input
        class="visually-hidden"
        type="email"
        autocomplete="username"
        value={props.email}
        readonly
        tabindex="-1"
        aria-hidden="true"
      />
      <label class="field">
        <span>{text.current}</span>
        <input
          ref={current}
          type="password"
          autocomplete="current-password"
          required
          maxlength={PASSWORD_LENGTH.most}
        />
      </label>
      <div class="field">
        <label for="next-password">{text.next}</label>
        <input
          id="next-password"
          ref={next}
          type="password"
          autocomplete="new-password"
          required
          maxlength={PASSWORD_LENGTH.most}
          aria-describedby="next-password-hint"
        />
        <small id="next-password-hint">{text.nextHint}</small>
      </div>
      <label class="field">
        <span>{text.again}</span>
        <input
          ref={again}
          type="password"
          autocomplete="new-password"
          required
          maxlength={PASSWORD_LENGTH.most}
        />
      </label>
      <button type="submit" class="button" data-kind="primary" aria-disabled={saving.isSending()}>
        {text.savePassword}
      </button>
      <SavingLines saving={saving} />
    </form>
  )
}
